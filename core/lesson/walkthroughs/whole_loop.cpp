#include "core/lesson/walkthroughs/whole_loop.h"

#include "core/base/number_text.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/walkthroughs/training_rounds.h"

namespace deltascope {
namespace {

using Example = std::shared_ptr<const WorkedExample<double>>;

/// The example with one of its pictures alone.
Example onlyPicture(const WorkedExample<double>& both, Index which) {
    const Network<double>& network = both.network();
    const Pass<double>& pass = both.pass();
    return std::make_shared<const WorkedExample<double>>(
        network, Tensor<double>(network.outputShape(0), pass.outputs[0].slice(which)),
        Tensor<double>({1, network.classCount()}, pass.labels.slice(which)),
        both.explainer().ledger().rate());
}

Result<Example> startOf(const Settings& settings) {
    const auto both = batchExample(settings);
    const std::string& pictures = std::get<std::string>(settings.at("pictures"));
    if (!both || pictures == "both") return both;
    return onlyPicture(**both, pictures == "first" ? 0 : 1);
}

Result<Index> updatesIn(const Settings& settings, const Network<double>& network) {
    const auto numbers = wholeNumbers(settings, {"updates"});
    if (!numbers) return tl::unexpected(numbers.error());
    const Index most = DescentRun::mostUpdates(network), updates = numbers->front();
    if (updates > most) return failure("updates: ", updates, ", expected 1 to ", most, " for this network");
    return updates;
}

Result<Composition> composeWholeLoop(const Settings& settings) {
    const auto start = startOf(settings);
    if (!start) return tl::unexpected(start.error());
    const auto updates = updatesIn(settings, (*start)->network());
    if (!updates) return tl::unexpected(updates.error());
    auto loop = std::make_shared<TrainingLoop>();
    loop->run = descentFrom(**start, *updates);
    loop->parameters = storiesOf(loop->run, loop->run);
    loop->checksGradients = std::get<bool>(settings.at("check"));
    Composition composition{loop->run, {}, firstRoundSections(loop)};
    for (Index which = 0; which < loop->pictures(); ++which) {
        composition.exhibits.push_back(pictureExhibit(*loop->run, 0, "input.output", which));
    }
    composition.sections.push_back(roundsSection(loop));
    return composition;
}

std::vector<SettingSpec> wholeLoopSettings() {
    std::vector<SettingSpec> settings = batchSettings();
    settings.push_back({"pictures",
                        "Train on",
                        std::string("both"),
                        {{"Both pictures", std::string("both")},
                         {"The first picture", std::string("first")},
                         {"The second picture", std::string("second")}}});
    settings.push_back({"updates", "Updates", 400.0, {}, 1, 10'000});
    settings.push_back({"check", "Check the gradients", false});
    return settings;
}

}  // namespace

WalkthroughKind wholeLoopWalkthrough() {
    return composed({"L33",
                     "the-whole-loop",
                     "12.5",
                     "The whole loop",
                     "Forward, loss, nine steps back, average, update, and again: the loss falls.",
                     wholeLoopSettings(),
                     {}},
                    composeWholeLoop);
}

}  // namespace deltascope
