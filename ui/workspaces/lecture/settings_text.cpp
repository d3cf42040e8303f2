#include "ui/workspaces/lecture/settings_text.h"

#include <nlohmann/json.hpp>

#include "core/lesson/step_json.h"

namespace deltascope {
namespace {

using Json = nlohmann::json;

SettingValue fromJson(const Json& json) {
    if (json.is_string()) return json.get<std::string>();
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number()) return json.get<double>();
    const auto extents = json.at("shape").get<std::vector<Index>>();
    const auto values = json.at("values").get<std::vector<double>>();
    return Tensor<double>(Shape(extents), values);
}

}  // namespace

QString settingsText(const Settings& settings) {
    return QString::fromStdString(settingsJson(settings).dump());
}

Result<Settings> settingsFromText(const QString& text) {
    try {
        Settings settings;
        const Json json = Json::parse(text.toStdString());
        for (const auto& [id, value] : json.items()) settings[id] = fromJson(value);
        return settings;
    } catch (const std::exception& error) {  // the parser's and the tensor's own complaints
        return failure("stored settings: ", error.what());
    }
}

}  // namespace deltascope
