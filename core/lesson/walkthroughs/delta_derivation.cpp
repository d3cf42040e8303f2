#include "core/lesson/walkthroughs/delta_derivation.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/layers/conv2d.h"

namespace deltascope {
namespace {

using Lesson = DeltaDerivation;

void leaveBlank(Step& step, const std::string& exhibit) { step.known.push_back({exhibit, 0}); }

/// The delta with the largest share in the bracket.
Cell mainDelta(const Lesson& d) { return mainCell(d.explain(deltaAt(d.read)), d.deltas()).value(); }

/// The chain's three factors, of which the first `known` are solid.
std::vector<Chip> chipsOf(const Lesson& d, int known) {
    const DeltaBlock& block = d.block;
    return {known > 0 ? solidChip(block.known, Role::result, d.network(), mainDelta(d))
                      : outlineChip(block.known, Role::result),
            known > 1 ? solidChip(block.weight, Role::weight, d.network())
                      : outlineChip(block.weight, Role::weight),
            known > 2 ? solidChip(block.slope, Role::activation, d.network(), d.source)
                      : outlineChip(block.slope, Role::activation)};
}

Step wantedStep(const Lesson& d) {
    const Exhibit z = d.mapOf(d.source.tensor), target = d.alone(deltaAt(d.source));
    Step step = stepWith("What is wanted",
                         joinText(d.name(d.source), " is ", shortNumber(d.explain(d.source).value),
                                  ". How would the loss change if this number were a little larger?"),
                         {networkStrip(*d.example, d.block.to), z, target});
    step.formula = d.block.chain;
    step.terms = {"result"};
    step.explanations = {d.explain(d.source)};
    step.focus = {frameOn(z, d.source, Role::activation), frameOn(target, deltaAt(d.source), Role::result)};
    leaveBlank(step, target.id);
    return step;
}

Step chainStep(const Lesson& d) {
    const std::vector<Cell> readers = d.readers(d.tensor(d.route.from, ".output"));
    const Exhibit z = d.mapOf(d.source.tensor), a = d.mapOf(d.read.tensor),
                  next = d.whole(d.tensor(d.route.from, ".output"));
    const char* becomes = !d.route.isPooled() ? " becomes "
                          : d.isMaxPooled()   ? " passes its curve, wins its pooling window as "
                                              : " passes its curve, has a share in the mean ";
    Step step =
        stepWith("Unfold the chain",
                 joinText(d.name(d.source), becomes, d.name(d.read), ", and ", readers.size(), " numbers of ",
                          layerTitle(d.block.from),
                          " read that. So the chain adds up a "
                          "product for each of them, and one more factor stands for the way in front."),
                 {z, a, next});
    step.formula = d.block.chain;
    step.terms = {"delta", "weight", "activation"};
    step.explanations = {d.explain(d.read)};
    step.focus = framesAround(next, readers);
    step.focus.push_back(frameOn(z, d.source, Role::activation));
    step.focus.push_back(frameOn(a, d.read, Role::activation));
    step.chips = chipsOf(d, 0);
    return step;
}

Step knownStep(const Lesson& d) {
    const Exhibit deltas = d.whole(d.deltas()), target = d.alone(deltaAt(d.source));
    const Cell main = mainDelta(d);
    Step step = stepWith("Already computed",
                         joinText("The first factors are the deltas of ", layerTitle(d.block.from),
                                  ", and a step before has left them here. The one that will count most is ",
                                  d.name(main), ", ", shortNumber(d.explain(main).value), "."),
                         {networkStrip(*d.example, d.block.from), deltas, target});
    step.formula = d.block.chain;
    step.terms = {"delta"};
    step.explanations = {d.explain(main)};
    step.focus = framesAround(deltas, d.readers(d.deltas()));
    step.earlier = computedIn(d.network(), main);
    step.chips = chipsOf(d, 1);
    leaveBlank(step, target.id);
    return step;
}

Step whereWeightStep(const Lesson& d) {
    const Explanation bracket = d.explain(deltaAt(d.read));
    const Exhibit a = d.mapOf(d.read.tensor), weights = d.whole(d.weights());
    Step step =
        stepWith("Where: the weights",
                 joinText("Whoever reads ", d.name(d.read),
                          " multiplies it by a weight, and that weight is the derivative. ",
                          d.isConvolution() ? "Every window meets it with another weight of the kernel."
                                            : "Together they are one column of the matrix."),
                 {a, weights});
    step.formula = d.block.whereWeight;
    step.terms = {"weight", "weight-2"};
    step.explanations = {d.explain(mainCell(bracket, d.weights()).value())};
    step.focus = framesAround({weights}, bracket);
    step.focus.push_back(frameOn(a, d.read, Role::activation));
    step.chips = chipsOf(d, 2);
    return step;
}

/// "18 products of delta and weight, 5 of them not 0"
std::string countText(const Explanation& sum) {
    const TermCount count = termCount(sum);
    return joinText(count.all, " products of delta and weight",
                    count.notZero < count.all ? joinText(", ", count.notZero, " of them not 0,") : "");
}

Step bracketStep(const Lesson& d) {
    const Explanation bracket = d.explain(deltaAt(d.read));
    const Exhibit deltas = d.whole(d.deltas()), weights = d.whole(d.weights()), sum = d.alone(bracket.cell);
    Step step =
        stepWith("The bracket: multiply and add",
                 joinText(countText(bracket), " add up to ", shortNumber(bracket.value), ". The largest is ",
                          productText(*largestFirst(bracket.expression).front()), "."),
                 {deltas, weights, sum});
    step.formula = bracket.formula;
    step.terms = {"result", "delta", "weight"};
    step.explanations = {bracket};
    step.focus = framesAround({deltas, weights}, bracket);
    step.focus.push_back(frameOn(sum, bracket.cell, Role::result));
    step.question = Question{joinText(d.name(bracket.cell), " = ?"), bracket.value};
    step.earlier = computedIn(d.network(), mainDelta(d));
    step.chips = chipsOf(d, 2);
    return step;
}

/// The kernels that read channel `channel`, each turned by 180 degrees.
Exhibit turnedKernels(const Lesson& d, Index channel) {
    const Tensor<double> weights = *d.example->values(d.weights());
    const Shape& shape = weights.shape();
    Exhibit turned;
    turned.id = "turned";
    turned.title = "The same kernels, turned by 180°";
    turned.symbol = "rot " + d.whole(d.weights()).symbol;
    turned.role = Role::weight;
    turned.values = Tensor<double>({shape[0], shape[2], shape[3]});
    for (Index k = 0; k < shape[0]; ++k)
        for (Index m = 0; m < shape[2]; ++m)
            for (Index n = 0; n < shape[3]; ++n)
                turned.values.at({k, m, n}) = weights.at({k, channel, shape[2] - 1 - m, shape[3] - 1 - n});
    return turned;
}

/// Where the turned kernel stands on the padded deltas; with a stride there are zeros between them, so that
/// only what it meets can be framed.
std::vector<Focus> turnedFrames(const Lesson& d, const Exhibit& deltas, const Exhibit& turned,
                                const Explanation& seen) {
    const auto& conv = dynamic_cast<const Conv2d<double>&>(d.network().layer(d.route.from));
    const WindowGeometry& window = conv.geometry();
    std::vector<Focus> frames;
    if (window.stride != 1) frames = framesAround({deltas}, seen);
    for (Index k = 0; k < turned.values.shape()[0]; ++k) {
        frames.push_back({turned.id, Role::weight, k, 0, 0, window.height, window.width});
        if (window.stride != 1) continue;
        frames.push_back({deltas.id, Role::result, k, d.read.index[1] + window.padding - window.height + 1,
                          d.read.index[2] + window.padding - window.width + 1, window.height, window.width});
    }
    return frames;
}

Step flippedStep(const Lesson& d) {
    const Explanation seen = **d.example->otherView(deltaAt(d.read));
    Exhibit deltas = d.whole(d.deltas());
    const Exhibit turned = turnedKernels(d, d.map()), sum = d.alone(seen.cell);
    const Shape kernel = turned.values.shape().inner();
    deltas.padding = std::max(kernel[0], kernel[1]) - 1;
    Step step =
        stepWith("The same as a full convolution",
                 joinText("Put zeros around the deltas, turn the kernels by 180° and slide: the window that "
                          "ends at row ",
                          d.read.index[1], ", column ", d.read.index[2],
                          " adds up the same products, and the zeros add nothing: ", shortNumber(seen.value),
                          ". That is why backprop through a convolution is a convolution, too."),
                 {deltas, turned, sum});
    step.formula = seen.formula;
    step.terms = {"result", "delta", "weight"};
    step.explanations = {seen};
    step.focus = turnedFrames(d, deltas, turned, seen);
    step.focus.push_back(frameOn(sum, seen.cell, Role::result));
    step.chips = chipsOf(d, 2);
    return step;
}

/// The activation's output at the place of `source`: what pooling reads.
Cell squashed(const Lesson& d) { return {d.tensor(d.route.to + 1, ".output"), 0, d.source.index}; }

std::string poolText(const Lesson& d, const Explanation& routed) {
    const std::size_t candidates = d.explain(d.read).expression.arguments.size();
    const std::string value = shortNumber(routed.value), cell = d.name(squashed(d));
    if (!d.isMaxPooled()) {
        return joinText(cell, " was one of the ", candidates, " numbers in the mean and gets its share, ",
                        value, ". The others in the window get as much.");
    }
    const std::size_t won = routed.expression.arguments.size();
    return joinText(cell,
                    won > 1 ? joinText(" won ", won, " windows, whose derivatives add up to ")
                            : " won its window, so all of the derivative goes to it, ",
                    value, ". The ", candidates - 1, " that lost had no influence and get 0.");
}

Step poolStep(const Lesson& d) {
    const Explanation routed = d.explain(deltaAt(squashed(d))), winner = d.explain(d.read);
    const Exhibit maps = d.mapOf(squashed(d).tensor), from = d.alone(deltaAt(d.read)),
                  to = d.alone(routed.cell);
    Step step = stepWith("Where: through the pooling", poolText(d, routed), {from, maps, to});
    step.formula = routed.formula;
    step.terms = {"result", "delta"};
    step.explanations = {routed};
    step.focus = framesAround({maps}, winner);
    step.focus.push_back(frameOn(maps, squashed(d), Role::result));
    step.focus.push_back(frameOn(to, routed.cell, Role::result));
    step.question = Question{joinText(d.name(routed.cell), " = ?"), routed.value};
    step.chips = chipsOf(d, 2);
    return step;
}

Step slopeStep(const Lesson& d) {
    const Explanation delta = d.explain(deltaAt(d.source));
    const Exhibit z = d.mapOf(d.source.tensor), a = d.mapOf(squashed(d).tensor);
    const Expression& slope = delta.expression.arguments.at(1);
    Step step = stepWith("Where: the slope",
                         joinText("Where ", d.name(d.source), " stands, the curve of ",
                                  layerTitle(d.network().layerName(d.route.to + 1)), " has the slope ",
                                  shortNumber(slope.value), ". The flatter it is, the less comes back."),
                         {z, a});
    const bool isWinnerOrZero = !d.route.isPooled() || d.isMaxPooled();
    step.formula = isWinnerOrZero ? d.block.whereSlope : delta.formula;
    step.terms = isWinnerOrZero ? std::vector<std::string>{"activation", "activation-2"}
                                : std::vector<std::string>{"activation"};
    step.explanations = {d.explain(squashed(d))};
    step.focus = {frameOn(z, d.source, Role::activation), frameOn(a, squashed(d), Role::result)};
    step.question = Question{"Slope = ?", slope.value};
    step.chips = chipsOf(d, 3);
    return step;
}

Step productStep(const Lesson& d, Index bracket) {
    const Explanation delta = d.explain(deltaAt(d.source));
    const Exhibit passed = d.alone(deltaAt(squashed(d))), z = d.mapOf(d.source.tensor),
                  target = d.alone(delta.cell);
    Step step = stepWith("Multiply",
                         joinText("What came back times the slope: ", productText(delta.expression), ". ",
                                  signText(z.symbol, delta.value)),
                         {passed, z, target});
    step.formula = delta.formula;
    step.terms = {"result", "delta", "activation"};
    step.explanations = {delta};
    step.focus = {frameOn(passed, deltaAt(squashed(d)), Role::result), frameOn(z, d.source, Role::activation),
                  frameOn(target, delta.cell, Role::result)};
    step.question = Question{joinText(d.name(delta.cell), " = ?"), delta.value};
    step.earlier = {{deltaAt(d.read), bracket}};
    step.chips = chipsOf(d, 3);
    return step;
}

}  // namespace

DeltaRoute::DeltaRoute(const Network<double>& network, const DeltaBlock& block)
    : from(layerNamed(network, block.from)), to(layerNamed(network, block.to)) {}

DeltaDerivation::DeltaDerivation(NetworkExample on, const DeltaBlock& which, Index offset)
    : example(std::move(on)), block(which), route(example->network(), which) {
    const int l = route.from - 1;
    read = cellAtOffset(tensor(l, ".output"), network().outputShape(l), offset);
    const Cell cell = route.isPooled() ? mainCell(explain(read), tensor(l - 1, ".output")).value() : read;
    source = {tensor(route.to, ".output"), 0, cell.index};
}

Exhibit DeltaDerivation::alone(const Cell& cell) const {
    Exhibit exhibit = whole(cell.tensor);
    const Index offset = offsetIn(exhibit, cell).value();
    exhibit.title = capitalized(placeText(exhibit.values.shape(), offset));
    return partOf(exhibit, offset, {1, 1});
}

std::vector<Cell> DeltaDerivation::readers(const std::string& name) const {
    const Index offset = network().outputShape(route.from - 1).offset(read.index);
    const Shape& shape = network().outputShape(route.from);
    std::vector<Cell> cells;
    for (const Link& link : network().layer(route.from).linksFrom(offset)) {
        cells.push_back(cellAtOffset(name, shape, link.output));
    }
    return cells;
}

Cell deltaAt(Cell output) {
    output.tensor = output.tensor.substr(0, output.tensor.find('.')) + ".delta";
    return output;
}

Index derivationSteps(const Network<double>& network, const DeltaBlock& block) {
    const DeltaRoute route(network, block);
    const bool hasTwoViews = layerKindOf(network, route.from) == "conv2d";
    return 7 + (hasTwoViews ? 1 : 0) + (route.isPooled() ? 1 : 0);
}

StepMakers derivation(const std::shared_ptr<const DeltaDerivation>& lesson) {
    const auto step = [lesson](Step (*make)(const Lesson&)) { return [=] { return make(*lesson); }; };
    StepMakers steps{step(wantedStep), step(chainStep), step(knownStep), step(whereWeightStep)};
    const auto bracket = static_cast<Index>(steps.size());
    steps.push_back(step(bracketStep));
    if (lesson->isConvolution()) steps.push_back(step(flippedStep));
    if (lesson->route.isPooled()) steps.push_back(step(poolStep));
    steps.push_back(step(slopeStep));
    steps.push_back([lesson, bracket] { return productStep(*lesson, bracket); });
    return steps;
}

}  // namespace deltascope
