#include "core/lesson/step_json.h"

#include <array>

#include "core/explain/explanation_json.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

std::string_view roleName(Role role) {
    constexpr std::array<std::string_view, 4> names{"plain", "activation", "weight", "result"};
    return names[static_cast<std::size_t>(role)];
}

std::string_view formName(Form form) {
    constexpr std::array<std::string_view, 10> names{"grid", "bars",     "nodes", "edges", "curve",
                                                     "path", "contours", "axis",  "strip", "listing"};
    return names[static_cast<std::size_t>(form)];
}

template <typename Item, typename ToJson>
Json arrayOf(const std::vector<Item>& items, ToJson toJson) {
    Json json = Json::array();
    for (const Item& item : items) json.push_back(toJson(item));
    return json;
}

Json focusJson(const Focus& focus) {
    return {{"exhibit", focus.exhibit}, {"role", roleName(focus.role)}, {"map", focus.map},
            {"row", focus.row},         {"column", focus.column},       {"height", focus.height},
            {"width", focus.width}};
}

Json earlierJson(const Earlier& earlier, Index batch) {
    Json json{{"cell", cellText(earlier.cell, batch)}, {"step", earlier.step + 1}};
    if (!earlier.walkthrough.empty()) json["walkthrough"] = earlier.walkthrough;
    return json;
}

Json chipJson(const Chip& chip, Index batch) {
    Json json{{"formula", chip.formula}, {"role", roleName(chip.role)}, {"known", chip.isKnown}};
    if (chip.earlier) json["earlier"] = earlierJson(*chip.earlier, batch);
    return json;
}

/// Fields that only some forms have are left out where they are empty.
Json exhibitJson(const Exhibit& exhibit, Index known) {
    Json json{{"id", exhibit.id},
              {"title", exhibit.title},
              {"symbol", exhibit.symbol},
              {"form", formName(exhibit.form)},
              {"role", roleName(exhibit.role)},
              {"shape", exhibit.values.shape().extents()},
              {"values", exhibit.values.values()},
              {"known", known}};
    if (const auto first = cellOf(exhibit, 0)) json["first"] = cellText(*first);
    for (const auto& [name, list] :
         {std::pair{"labels", &exhibit.labels}, {"kinds", &exhibit.kinds}, {"links", &exhibit.links}}) {
        if (!list->empty()) json[name] = *list;
    }
    for (const auto& [name, id] :
         {std::pair{"on", &exhibit.on}, {"from", &exhibit.from}, {"to", &exhibit.to}}) {
        if (!id->empty()) json[name] = *id;
    }
    return json;
}

Json exhibitsJson(const Walkthrough& walkthrough, const Step& step, Index i) {
    return arrayOf(exhibitsAt(walkthrough, step), [&](const Exhibit& exhibit) {
        return exhibitJson(exhibit, knownCount(exhibit, step, i));
    });
}

}  // namespace

Json stepJson(const Walkthrough& walkthrough, Index i) {
    const Step step = walkthrough.step(i);
    const Index batch = walkthrough.source().batch();
    Json json{{"step", i + 1},
              {"title", step.title},
              {"text", step.text},
              {"formula", step.formula},
              {"terms", step.terms}};
    json["explanations"] =
        arrayOf(step.explanations, [&](const Explanation& e) { return explanationJson(e, batch); });
    json["focus"] = arrayOf(step.focus, focusJson);
    json["known"] = arrayOf(step.known, [](const Known& known) {
        return Json{{"exhibit", known.exhibit}, {"count", known.count}};
    });
    if (step.question) json["question"] = {{"text", step.question->text}, {"answer", step.question->answer}};
    json["earlier"] = arrayOf(step.earlier, [&](const Earlier& e) { return earlierJson(e, batch); });
    json["chips"] = arrayOf(step.chips, [&](const Chip& chip) { return chipJson(chip, batch); });
    json["exhibits"] = exhibitsJson(walkthrough, step, i);
    return json;
}

Json settingsJson(const Settings& settings) {
    Json json = Json::object();
    for (const auto& [id, value] : settings) {
        if (const auto* grid = std::get_if<Tensor<double>>(&value)) {
            json[id] = {{"shape", grid->shape().extents()}, {"values", grid->values()}};
        } else if (const auto* word = std::get_if<std::string>(&value)) {
            json[id] = *word;
        } else if (const auto* isOn = std::get_if<bool>(&value)) {
            json[id] = *isOn;
        } else if (const auto* number = std::get_if<double>(&value)) {
            json[id] = *number;
        }
    }
    return json;
}

}  // namespace deltascope
