#include "core/lesson/setting_text.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace deltascope {
namespace {

using Json = nlohmann::json;

std::string presetLabels(const SettingSpec& spec) {
    std::string labels;
    for (const Preset& preset : spec.presets) labels += (labels.empty() ? "" : ", ") + preset.label;
    return labels;
}

Result<SettingValue> parseValue(const SettingSpec&, const std::string&, const std::string& text) {
    return text;  // completeSettings() knows the ids
}

Result<SettingValue> parseValue(const SettingSpec& spec, bool, const std::string& text) {
    if (text == "true" || text == "false") return text == "true";
    return failure(spec.id, ": expected true or false, got '", text, "'");
}

Result<SettingValue> parseValue(const SettingSpec& spec, double, const std::string& text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) return number;
    return failure(spec.id, ": expected a number from ", spec.least, " to ", spec.most, ", got '", text, "'");
}

Result<SettingValue> parseValue(const SettingSpec& spec, const Tensor<double>&, const std::string& text) {
    const std::string labels = presetLabels(spec);
    const auto refuse = [&](const std::string& why) {
        return failure(spec.id, ": ", why, ", expected rows of numbers like [[1,2],[3,4]]",
                       labels.empty() ? "" : " or one of: ", labels);
    };
    const Json rows = Json::parse(text, nullptr, false);
    if (!rows.is_array() || rows.empty() || !rows[0].is_array()) return refuse("'" + text + "' is no grid");
    Tensor<double> grid({static_cast<Index>(rows.size()), static_cast<Index>(rows[0].size())});
    for (Index i = 0; i < grid.size(); ++i) {
        const auto row = static_cast<std::size_t>(i / grid.shape()[1]);
        const auto column = static_cast<std::size_t>(i % grid.shape()[1]);
        if (!rows[row].is_array() || rows[row].size() != rows[0].size()) {
            return refuse(joinText("row ", row, " is not as long as the first"));
        }
        if (!rows[row][column].is_number()) {
            return refuse(joinText("row ", row, ", column ", column, " is no number"));
        }
        grid[i] = rows[row][column].get<double>();
    }
    return grid;
}

Result<SettingValue> parseValue(const SettingSpec& spec, const LessonNetwork&, const std::string& text) {
    return failure(spec.id, ": '", text, "' is none of the networks offered: ", presetLabels(spec));
}

}  // namespace

Result<SettingValue> settingFromText(const SettingSpec& spec, const std::string& text) {
    for (const Preset& preset : spec.presets)
        if (preset.label == text) return preset.value;
    return std::visit([&](const auto& standard) { return parseValue(spec, standard, text); }, spec.standard);
}

Result<void> takeAssignment(const WalkthroughKind& kind, const std::string& assignment, Settings& settings) {
    const auto equals = assignment.find('=');
    const std::string id = assignment.substr(0, equals);
    std::string known;
    for (const SettingSpec& spec : kind.settings) {
        known += (known.empty() ? "" : ", ") + spec.id;
        if (spec.id != id || equals == std::string::npos) continue;
        auto value = settingFromText(spec, assignment.substr(equals + 1));
        if (!value) return tl::unexpected(value.error());
        settings[id] = std::move(*value);
        return {};
    }
    return failure("'", assignment, "': expected SETTING=VALUE with one of the settings of ", kind.id, ": ",
                   known.empty() ? "(it has none)" : known);
}

}  // namespace deltascope
