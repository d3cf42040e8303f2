#include "ui/workspaces/lecture/settings_text.h"

#include <nlohmann/json.hpp>

namespace deltascope {
namespace {

using Json = nlohmann::json;

Json toJson(const Tensor<double>& grid) {
    return {{"shape", grid.shape().extents()}, {"values", grid.values()}};
}
Json toJson(const std::string& text) { return text; }
Json toJson(bool value) { return value; }
Json toJson(double value) { return value; }

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
    Json json = Json::object();
    for (const auto& [id, value] : settings) {
        std::visit(
            [&, &id = id](const auto& known) {
                // Networks are not stored here: they are files of their own.
                if constexpr (!std::is_same_v<std::decay_t<decltype(known)>, LessonNetwork>) {
                    json[id] = toJson(known);
                }
            },
            value);
    }
    return QString::fromStdString(json.dump());
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
