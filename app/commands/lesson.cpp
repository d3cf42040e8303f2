#include "app/commands/lesson.h"

#include "app/commands/explanation_text.h"
#include "app/commands/text_table.h"
#include "core/lesson/catalogue.h"
#include "core/lesson/step_json.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

std::string fullId(const WalkthroughKind& kind) { return kind.id + "-" + kind.slug; }

/// "fc2.delta[0] in step 2 of L16"; steps counted from 1.
std::string earlierText(const Earlier& earlier, Index batch) {
    return joinText(cellText(earlier.cell, batch), " in step ", earlier.step + 1,
                    earlier.walkthrough.empty() ? "" : " of " + earlier.walkthrough);
}

std::string stepText(const Walkthrough& walkthrough, Index number) {
    constexpr std::size_t mostTerms = 30;
    const Step step = walkthrough.step(number - 1);
    const Index batch = walkthrough.source().batch();
    std::string text =
        joinText("\nStep ", number, " of ", walkthrough.stepCount(), ": ", step.title, "\n", step.text, "\n");
    if (!step.formula.empty()) text += joinText("Formula: ", step.formula, "\n");
    for (const Earlier& earlier : step.earlier) {
        text += joinText("Already computed: ", earlierText(earlier, batch), "\n");
    }
    for (const Explanation& explanation : step.explanations) {
        text += explanationText(explanation, {batch, mostTerms});
    }
    if (step.question) text += joinText("Question: ", step.question->text, "\n");
    return text;
}

void printJson(const ChosenWalkthrough& chosen, Index first, Index last, std::ostream& out) {
    Json json{
        {"id", fullId(*chosen.kind)}, {"settings", settingsJson(chosen.settings)}, {"steps", Json::array()}};
    for (Index i = first; i <= last; ++i) json["steps"].push_back(stepJson(*chosen.walkthrough, i - 1));
    out << json.dump() << '\n';
}

void printText(const ChosenWalkthrough& chosen, Index first, Index last, std::ostream& out) {
    const WalkthroughKind& kind = *chosen.kind;
    out << fullId(kind) << ": " << kind.title << "\n" << kind.subtitle << "\n";
    for (Index i = first; i <= last; ++i) {
        out << stepText(*chosen.walkthrough, i);
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
    const auto chosen = makeChosen(arguments.walkthrough);
    if (!chosen) return tl::unexpected(chosen.error());
    const Index count = chosen->walkthrough->stepCount(), first = arguments.step.value_or(1);
    if (first > count) {
        console.err << "deltascope: --step: expected 1 to " << count << ", got " << first << '\n';
        return badUsage;
    }
    const auto print = arguments.json ? printJson : printText;
    print(*chosen, first, arguments.step.value_or(count), console.out);
    return success;
}

}  // namespace deltascope
