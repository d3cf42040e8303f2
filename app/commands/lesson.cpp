#include "app/commands/lesson.h"

#include "app/commands/explanation_text.h"
#include "app/commands/text_table.h"
#include "core/lesson/catalogue.h"
#include "core/lesson/step_json.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

std::string fullId(const WalkthroughKind& kind) { return kind.id + "-" + kind.slug; }

std::string stepText(const Step& step, Index number, Index count) {
    std::string text = joinText("\nStep ", number, " of ", count, ": ", step.title, "\n", step.text, "\n");
    if (!step.formula.empty()) text += joinText("Formula: ", step.formula, "\n");
    for (const Explanation& explanation : step.explanations) text += explanationText(explanation);
    return text;
}

void printJson(const WalkthroughKind& kind, const Walkthrough& walkthrough, Index first, Index last,
               std::ostream& out) {
    Json json{{"id", fullId(kind)}, {"steps", Json::array()}};
    for (Index i = first; i <= last; ++i) json["steps"].push_back(stepJson(walkthrough, i - 1));
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
