#include "core/lesson/walkthroughs/conv_summary_numbers.h"

#include <algorithm>

#include "core/explain/source_list.h"
#include "core/lesson/walkthroughs/conv_numbers.h"

namespace deltascope {
namespace {

/// Every map of a stack turned by 180 degrees.
Exhibit turned(Exhibit kernels, Index area) {
    const auto values = kernels.values.values();
    for (auto map = values.begin(); map != values.end(); map += area) std::reverse(map, map + area);
    kernels.id = "rotated";
    kernels.title = "Turned by 180°";
    kernels.symbol = "rot g⁽ˡ⁾";
    kernels.tensor = kernels.setting = "";
    kernels.knownFrom = flipStepIndex;
    return kernels;
}

/// A tensor as an exhibit that step `knownFrom` computes.
Exhibit shown(const ConvSummary& summary, const std::string& tensor, const Caption& caption,
              Index knownFrom = -1) {
    Exhibit exhibit = exhibitOf(*summary.source, tensor, caption);
    exhibit.knownFrom = knownFrom;
    return exhibit;
}

/// What stands before the convolution: z, the slopes there, and the delta that they leave.
void addSigmoid(ConvSummary& summary, bool isTyped) {
    summary.scores = shown(summary, "input.output", {"z", "Before the sigmoid", "z⁽ˡ⁾", Role::activation});
    if (isTyped && summary.scores.values.shape().rank() == 2) summary.scores.setting = "input";
    summary.slopes = shown(summary, "slope", {"slope", "Slopes", "σ′(z⁽ˡ⁾)", Role::activation});
    summary.result = shown(summary, "input.delta", {"result", "Delta of layer l", "δ⁽ˡ⁾", Role::result},
                           slopeStepIndex(summary));
}

/// `typed`: which grids are shown as they stand in their settings, and so can be edited.
void addExhibits(ConvSummary& summary, const Settings& typed) {
    const auto edit = [&](Exhibit& exhibit) {
        const bool isOneGrid = exhibit.values.shape().rank() == 2;
        if (isOneGrid && typed.contains(exhibit.id)) exhibit.setting = exhibit.id;
    };
    const bool hasSigmoid = summary.data.hasSigmoid;
    summary.input = shown(summary, readLayer(summary.data) + ".output",
                          {"input", "Activations", "a⁽ˡ⁾", Role::activation});
    if (!hasSigmoid) edit(summary.input);
    if (hasSigmoid) addSigmoid(summary, typed.contains("input"));
    summary.kernel = shown(summary, "conv1.weight", {"kernel", "Kernel", "g⁽ˡ⁾", Role::weight});
    edit(summary.kernel);
    summary.delta = shown(summary, "conv1.delta", {"delta", "Delta from above", "δ⁽ˡ⁺¹⁾", Role::activation});
    edit(summary.delta);
    summary.padded = summary.delta;
    summary.padded.title = "Padded delta";
    summary.padded.padding = std::max(summary.height(), summary.width()) - 1;
    summary.rotated = turned(summary.kernel, summary.height() * summary.width());
    summary.sums = shown(summary, summary.sumTensor(), {"sums", "Sums", "∂L/∂a⁽ˡ⁾", Role::result},
                         slopeStepIndex(summary) - 1);
    summary.unflipped =
        shown(summary, "unflipped", {"unflipped", "Without the flip: wrong", "", Role::result},
              unflippedStepIndex(summary));
    summary.measured =
        shown(summary, "measured", {"measured", "Measured by nudging", "ΔL/Δa⁽ˡ⁾", Role::result},
              unflippedStepIndex(summary) + 1);
    summary.gradient = shown(summary, "conv1.weight_gradient",
                             {"gradient", "Gradient", "∂L/∂g⁽ˡ⁾", Role::result}, partialsStepIndex(summary));
    summary.updated = shown(summary, "conv1.weight_new", {"updated", "New kernel", "g⁽ˡ⁾ new", Role::weight},
                            partialsStepIndex(summary) + 1);
}

/// The case's example, and how its grids are cut.
ConvExample exampleOf(const std::string& choice) {
    if (choice == "channels") return channelsConvExample();
    return choice == "sigmoid" ? sigmoidConvExample() : firstConvExample();
}

/// The case's grids where the settings hold the standard ones, else those of the settings.
Settings chosenGrids(const Settings& settings, const ConvExample& example) {
    const Settings standard = gridsOf(firstConvExample());
    Settings grids = gridsOf(example);
    for (auto& [id, grid] : grids)
        if (settings.at(id) != standard.at(id)) grid = settings.at(id);
    return grids;
}

}  // namespace

Result<ConvSummary> convSummaryFrom(const Settings& settings) {
    const ConvExample form = exampleOf(std::get<std::string>(settings.at("case")));
    const Settings grids = chosenGrids(settings, form);
    const Shape& kernels = form.kernels.shape();
    const auto data = convExampleFrom(grids, form, kernels[1], kernels[0]);
    if (!data) return tl::unexpected(data.error());
    ConvSummary summary{*data, std::get<double>(settings.at("rate"))};
    LayerExample layers = layersOf(*data);
    layers.rate = summary.rate;
    const auto engine = workedExample(layers);
    if (!engine) return failure("input: ", engine.error().message);
    summary.source = std::make_shared<SourceList>(
        std::vector<SourceList::Part>{{*engine}, {convNumbers(**engine, *data)}});
    Settings typed;
    for (const auto& [id, grid] : gridsOf(*data))
        if (grid == settings.at(id)) typed.emplace(id, grid);
    addExhibits(summary, typed);
    return summary;
}

}  // namespace deltascope
