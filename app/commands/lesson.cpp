#include "app/commands/lesson.h"

#include "app/commands/explanation_text.h"
#include "app/commands/text_table.h"
#include "core/lesson/catalogue.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

std::string fullId(const WalkthroughKind& kind) { return kind.id + "-" + kind.slug; }

std::string_view roleName(Role role) {
    switch (role) {
        case Role::plain:
            return "plain";
        case Role::activation:
            return "activation";
        case Role::weight:
            return "weight";
        case Role::result:
            return "result";
    }
    return "";
}

Json focusJson(const std::vector<Focus>& focus) {
    Json json = Json::array();
    for (const Focus& f : focus) {
        json.push_back({{"exhibit", f.exhibit},
                        {"role", roleName(f.role)},
                        {"map", f.map},
                        {"row", f.row},
                        {"column", f.column},
                        {"height", f.height},
                        {"width", f.width}});
    }
    return json;
}

Json stepJson(const Step& step, Index number) {
    Json json{{"step", number},
              {"title", step.title},
              {"text", step.text},
              {"formula", step.formula},
              {"terms", step.terms}};
    json["explanations"] = Json::array();
    for (const Explanation& explanation : step.explanations) {
        json["explanations"].push_back(explanationJson(explanation));
    }
    json["focus"] = focusJson(step.focus);
    json["known"] = Json::array();
    for (const Known& known : step.known) {
        json["known"].push_back({{"exhibit", known.exhibit}, {"count", known.count}});
    }
    if (step.question) json["question"] = {{"text", step.question->text}, {"answer", step.question->answer}};
    return json;
}

std::string stepText(const Step& step, Index number, Index count) {
    std::string text = joinText("\nStep ", number, " of ", count, ": ", step.title, "\n", step.text, "\n");
    if (!step.formula.empty()) text += joinText("Formula: ", step.formula, "\n");
    for (const Explanation& explanation : step.explanations) text += explanationText(explanation);
    return text;
}

void printJson(const WalkthroughKind& kind, const Walkthrough& walkthrough, Index first, Index last,
               std::ostream& out) {
    Json json{{"id", fullId(kind)}, {"steps", Json::array()}};
    for (Index i = first; i <= last; ++i) json["steps"].push_back(stepJson(walkthrough.step(i - 1), i));
    out << json.dump() << '\n';
}

void printText(const WalkthroughKind& kind, const Walkthrough& walkthrough, Index first, Index last,
               std::ostream& out) {
    out << fullId(kind) << ": " << kind.title << "\n" << kind.subtitle << "\n";
    for (Index i = first; i <= last; ++i) {
        out << stepText(walkthrough.step(i - 1), i, walkthrough.stepCount());
    }
}

}  // namespace

CommandResult listWalkthroughs(const WalkthroughsArguments& arguments, const Console& console) {
    Json json = Json::array();
    std::vector<std::vector<std::string>> rows{{"id", "steps", "title"}};
    for (const WalkthroughKind& kind : walkthroughs()) {
        const auto walkthrough = kind.make({});
        if (!walkthrough) return tl::unexpected(walkthrough.error());
        const Index steps = (*walkthrough)->stepCount();
        json.push_back({{"id", fullId(kind)}, {"title", kind.title}, {"steps", steps}});
        rows.push_back({fullId(kind), std::to_string(steps), kind.title});
    }
    console.out << (arguments.json ? json.dump() + '\n' : alignedTable(rows, "lrl"));
    return success;
}

CommandResult showSteps(const ShowArguments& arguments, const Console& console) {
    const auto kind = findWalkthrough(arguments.id);
    if (!kind) return tl::unexpected(kind.error());
    const auto walkthrough = (*kind)->make({});
    if (!walkthrough) return tl::unexpected(walkthrough.error());
    const Index count = (*walkthrough)->stepCount(), first = arguments.step.value_or(1);
    if (first > count) {
        console.err << "deltascope: --step: expected 1 to " << count << ", got " << first << '\n';
        return badUsage;
    }
    const auto print = arguments.json ? printJson : printText;
    print(**kind, **walkthrough, first, arguments.step.value_or(count), console.out);
    return success;
}

}  // namespace deltascope
