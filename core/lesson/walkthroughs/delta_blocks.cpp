#include "core/lesson/walkthroughs/delta_blocks.h"

#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/walkthroughs/delta_derivation.h"

namespace deltascope {
namespace {

using Lesson = std::shared_ptr<const DeltaDerivation>;

const std::array<DeltaBlock, 3>& blocks() {
    static const std::array<DeltaBlock, 3> all{
        {{"L19",
          "step-4-through-fc-2",
          "Step 4: backpropagating through FC 2",
          "Every unit of FC 1 collects the deltas that it fed, through the same weights; its slope lets a "
          "part of "
          "that pass.",
          "fc2",
          "fc1",
          "chain-z4",
          "dl-dz5",
          "dz5-da4",
          "da4-dz4",
          "where-a4",
          "where-z4",
          {countSetting("unit", "Unit of FC 1")}},
         {"L21",
          "step-6-into-conv-2",
          "Step 6: from FC 1 into conv 2",
          "The deltas of FC 1 go back through its weights, are folded into maps and find the winners of the "
          "pooling "
          "windows.",
          "fc1",
          "conv2",
          "chain-z3",
          "dl-dz4",
          "dz4-da3",
          "da3-dz3",
          "where-a3",
          "where-z3",
          {countSetting("input", "Input of FC 1")}},
         {"L23",
          "step-8-into-conv-1",
          "Step 8: backpropagating through conv 2",
          "Many windows have read each cell: their deltas come back through the flipped kernels, then "
          "through "
          "pooling and slope.",
          "conv2",
          "conv1",
          "chain-z2",
          "dl-dz3",
          "dz3-da2",
          "da2-dz2",
          "where-a2",
          "where-z2",
          {countSetting("map", "Map that conv 2 reads"), countSetting("row", "Row", 2),
           countSetting("column", "Column", 2)}}}};
    return all;
}

/// Which of the numbers that `from` reads the settings choose, as an offset.
Result<Index> chosenOffset(const Settings& settings, const Network<double>& network,
                           const DeltaBlock& block) {
    const int from = layerNamed(network, block.from);
    const Shape& shape = network.outputShape(from - 1);
    const bool isByIndex = block.settings.size() > 1;
    Index offset = 0;
    for (std::size_t axis = 0; axis < block.settings.size(); ++axis) {
        const Index extent = isByIndex ? shape[static_cast<int>(axis)] : shape.size();
        const auto position = countFrom(settings, block.settings[axis], extent);
        if (!position) return tl::unexpected(position.error());
        offset = offset * extent + *position;
    }
    if (!network.layer(from).linksFrom(offset).empty()) return offset;
    return failure(block.settings.back().id, ": nothing of ", block.from, " reads ", placeText(shape, offset),
                   ", choose another");
}

/// What the steps over a whole map or layer are about: a number for every step, in row-major order.
Shape sweepShape(const Network<double>& network, const DeltaRoute& route) {
    const Shape& shape = network.outputShape(route.to);
    return shape.rank() == 3 ? shape.inner() : shape;
}

/// "0.5 × 0.2 = 0.1", or what became of a cell to which nothing comes back.
std::string passedText(const DeltaDerivation& d, const Explanation& passed, const Explanation& delta) {
    if (!d.route.isPooled()) {
        return joinText(passed.expression.arguments.size(), " products of weight and delta add up to ",
                        shortNumber(passed.value), ". Times the slope: ", productText(delta.expression), ".");
    }
    if (passed.expression.arguments.empty()) {
        return joinText("This cell ", d.isMaxPooled() ? "won" : "lies in",
                        " no pooling window, so nothing comes back to it: ", shortNumber(delta.value), ".");
    }
    return joinText(d.isMaxPooled() ? "This cell won its window: " : "This cell gets its share of the mean: ",
                    shortNumber(passed.value),
                    " comes back. Times the slope: ", productText(delta.expression), ".");
}

/// The stage of a sweep: what comes back, what it is multiplied by, what becomes of it.
std::vector<Exhibit> sweepStage(const DeltaDerivation& d) {
    const std::string above = d.tensor(d.route.to + 1, "");
    const std::vector<Exhibit> back =
        d.route.isPooled()
            ? std::vector{d.mapOf(deltaAt(d.read).tensor), d.mapOf(above + ".output")}
            : std::vector{d.whole(d.deltas()), d.whole(d.weights()), d.mapOf(above + ".delta")};
    std::vector<Exhibit> stage = back;
    stage.push_back(d.mapOf(d.source.tensor));
    stage.push_back(d.mapOf(deltaAt(d.source).tensor));
    return stage;
}

/// The first pooling window over the cell of conv's output, on what pooling reads, and the cell within.
std::vector<Focus> windowFrames(const DeltaDerivation& d, const Exhibit& pooled, const Cell& z, bool hasWon) {
    const int pool = d.route.to + 2;
    const auto links = d.network().layer(pool).linksFrom(d.network().outputShape(d.route.to).offset(z.index));
    std::vector<Focus> frames;
    if (!links.empty()) {
        const Cell maximum = cellAtOffset(d.read.tensor, d.network().outputShape(pool), links.front().output);
        frames = framesAround({pooled}, d.explain(maximum));
    }
    // Green is what comes back: only a cell that won its window sends something on.
    frames.push_back(frameOn(pooled, {pooled.tensor, 0, z.index}, hasWon ? Role::result : Role::plain));
    return frames;
}

Step sweepStep(const DeltaDerivation& d, Index i) {
    const std::vector<Exhibit> stage = sweepStage(d);
    const Exhibit& target = stage.back();
    const Cell cell = cellOf(target, i).value(), z = cellOf(stage[stage.size() - 2], i).value();
    Cell above = z;
    above.tensor = d.tensor(d.route.to + 1, ".delta");
    const Explanation delta = d.explain(cell), passed = d.explain(above);
    Step step =
        stepWith(capitalized(placeText(target.values.shape(), i)), passedText(d, passed, delta), stage);
    step.formula = delta.formula;
    step.terms = {"result", "delta", "activation"};
    step.explanations = {delta, passed};
    step.focus = framesAround(stage, passed);
    step.focus.push_back(frameOn(stage[stage.size() - 2], z, Role::activation));
    step.focus.push_back(frameOn(target, cell, Role::result));
    step.known = {{target.id, i + 1}};
    if (d.route.isPooled()) {
        const auto frames = windowFrames(d, stage[1], z, !passed.expression.arguments.empty());
        step.focus.insert(step.focus.end(), frames.begin(), frames.end());
    } else {
        step.known.push_back({above.tensor, i + 1});
    }
    step.question = Question{joinText(elementText(target, i), " = ?"), delta.value};
    return step;
}

/// The deltas on the way, from those in front of the weights to those in front of the activation.
std::vector<std::string> deltasOnTheWay(const DeltaDerivation& d) {
    std::vector<std::string> tensors;
    for (int l = d.route.from - 1; l >= d.route.to; --l) tensors.push_back(d.tensor(l, ".delta"));
    return tensors;
}

/// The largest delta at the end of the way with what it came from, from the last tensor to the first.
std::vector<Explanation> trailOf(const DeltaDerivation& d, const std::vector<std::string>& tensors) {
    std::vector<Explanation> trail{d.explain(largestCell(*d.example, tensors.back()))};
    for (std::size_t i = tensors.size() - 1; i-- > 0;) {
        trail.push_back(
            d.explain(mainCell(trail.back(), tensors[i]).value_or(largestCell(*d.example, tensors[i]))));
    }
    std::reverse(trail.begin(), trail.end());
    return trail;
}

/// ": 8 of 32 numbers are not 0", where there are zeros.
std::string notZeroText(const Tensor<double>& values) {
    const auto all = values.values();
    const auto zeros = std::count(all.begin(), all.end(), 0.0);
    return zeros == 0 ? ""
                      : joinText(": ", values.size() - zeros, " of ", values.size(), " numbers are not 0");
}

/// The sum of each map where there are few, else of all.
std::string mapSumsText(const Tensor<double>& values) {
    constexpr Index few = 4;
    const Shape& shape = values.shape();
    if (shape.rank() != 3 || shape[0] > few) return capitalized(sumsText(values));
    std::string text;
    for (Index k = 0; k < shape[0]; ++k) {
        double sum = 0;
        for (const double value : values.slice(k)) sum += value;
        text += joinText(k == 0 ? "" : ", ", "map ", k, " sums to ", shortNumber(sum));
    }
    return capitalized(text);
}

std::string wholeText(const DeltaDerivation& d, std::size_t link, const Exhibit& result) {
    const bool isLast = d.route.from - 1 - static_cast<int>(link) == d.route.to;
    if (link == 0) {
        const char* how = d.isConvolution() ? "the full convolution with the flipped kernels"
                          : d.route.isPooled()
                              ? "the transposed matrix times the deltas, folded back into maps"
                              : "the transposed matrix times the deltas";
        return joinText("In the same way all ", result.values.size(), " numbers that ",
                        layerTitle(d.block.from), " has read get their derivative: ", how, ". ",
                        capitalized(sumsText(result.values)), ".");
    }
    return joinText(isLast            ? "Each is multiplied by its own slope"
                    : d.isMaxPooled() ? "Each goes to the winner of its window"
                                      : "Each is shared out in its window",
                    notZeroText(result.values), ". ", mapSumsText(result.values), ".");
}

std::string wholeTitle(const DeltaDerivation& d, std::size_t link) {
    const int l = d.route.from - static_cast<int>(link);
    return joinText("All of it, back through ", layerTitle(d.network().layerName(l)));
}

/// All numbers of one tensor on the way; link 0 leads through the weights.
Step wholeStep(const DeltaDerivation& d, std::size_t link, Index first) {
    const std::vector<std::string> tensors = deltasOnTheWay(d);
    const Explanation shown = trailOf(d, tensors)[link];
    const int l = d.route.from - static_cast<int>(link);
    const Exhibit above = d.whole(link == 0 ? d.deltas() : tensors[link - 1]),
                  result = d.whole(tensors[link]),
                  beside = d.whole(link == 0 ? d.weights() : d.tensor(l - 1, ".output"));
    Step step;
    step.title = wholeTitle(d, link);
    step.text = wholeText(d, link, result);
    step.formula = shown.formula;
    step.terms = {"result", "delta"};
    step.explanations = {shown};
    step.shown = {above.id, beside.id, result.id};
    step.focus = framesAround({above, beside}, shown);
    step.focus.push_back(frameOn(result, shown.cell, Role::result));
    if (const auto used = mainCell(shown, above.tensor)) {
        step.earlier = link == 0 ? computedIn(d.network(), *used)
                                 : std::vector<Earlier>{{*used, first + static_cast<Index>(link) - 1}};
    }
    return step;
}

std::vector<Exhibit> exhibitsOf(const DeltaDerivation& d, Index firstWhole) {
    const DeltaRoute& route = d.route;
    std::vector<Exhibit> exhibits;
    for (int l = route.to; l <= route.from; ++l) exhibits.push_back(d.whole(d.tensor(l, ".output")));
    exhibits.push_back(d.whole(d.weights()));
    exhibits.push_back(d.whole(d.deltas()));
    for (const std::string& tensor : deltasOnTheWay(d)) {
        exhibits.push_back(d.whole(tensor));
        exhibits.back().knownFrom = firstWhole++;
    }
    return exhibits;
}

Result<Composition> compose(const Settings& settings, const DeltaBlock& block) {
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto offset = chosenOffset(settings, (*example)->network(), block);
    if (!offset) return tl::unexpected(offset.error());
    const auto lesson = std::make_shared<const DeltaDerivation>(*example, block, *offset);
    const Index sweep = sweepShape(lesson->network(), lesson->route).size(),
                firstWhole = derivationSteps(lesson->network(), block) + sweep;
    return Composition{*example,
                       exhibitsOf(*lesson, firstWhole),
                       {sectionOf(derivation(lesson)),
                        {sweep, [lesson](Index i) { return sweepStep(*lesson, i); }},
                        {lesson->route.from - lesson->route.to, [lesson, firstWhole](Index i) {
                             return wholeStep(*lesson, static_cast<std::size_t>(i), firstWhole);
                         }}}};
}

}  // namespace

WalkthroughKind deltaFc1Walkthrough() { return blockWalkthrough(blocks()[0], compose); }
WalkthroughKind deltaConv2Walkthrough() { return blockWalkthrough(blocks()[1], compose); }
WalkthroughKind deltaConv1Walkthrough() { return blockWalkthrough(blocks()[2], compose); }

std::optional<StepAddress> deltaBlockFor(const Network<double>& network, const std::string& tensor) {
    for (const DeltaBlock& block : blocks()) {
        if (tensor != std::string(block.to) + ".delta") continue;
        const DeltaRoute route(network, block);
        const Index wholes = route.from - route.to;
        return StepAddress{block.id,
                           derivationSteps(network, block) + sweepShape(network, route).size() + wholes - 1};
    }
    return std::nullopt;
}

}  // namespace deltascope
