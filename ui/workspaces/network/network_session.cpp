#include "ui/workspaces/network/network_session.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/data/fitted_picture.h"
#include "core/network/checkpoint.h"
#include "core/network/initialise.h"

namespace deltascope {
namespace {

constexpr std::size_t mostStates = 200;
constexpr Index firstDigit =
    9;  // a digit that the trained model is not quite sure of: its deltas are worth looking at

bool isPencil(const Network<double>& network) {
    return network.outputShape(0) == pencilNetwork().input && network.classCount() == 5;
}

/// The most probable class: the number that one asks about first.
Cell answerCell(const Example& example) {
    const auto& network = example.network();
    return cellAtOffset(network.layerName(network.layerCount()) + ".output",
                        network.outputShape(network.layerCount()), predictedClass(example));
}

}  // namespace

NetworkSession::NetworkSession(QObject* parent) : QObject(parent), history_(State{}, mostStates) {
    State first;
    first.network = pencilStart();
    first.networkName = "Pencil network";
    first.networkOrigin = "pencil";
    first.shelf = pencilShelf();
    place(first, first.shelf->at(0), 0);
    history_ = History<State>(std::move(first), mostStates);
    touch();
}

void NetworkSession::setNetwork(std::string name, LessonNetwork network, std::string origin,
                                LessonNetwork untrained) {
    endStroke();
    State next = state();
    next.network = std::move(network);
    next.networkName = std::move(name);
    next.networkOrigin = std::move(origin);
    next.untrained = std::move(untrained);
    next.reference.reset();
    chosen_.clear();  // another network, another question: its answer
    const bool wantsPencil = isPencil(*next.network), hasPencil = next.shelf->id == pencilShelf()->id;
    if (wantsPencil != hasPencil) {
        next.shelf = wantsPencil ? pencilShelf() : syntheticShelf(1);
        const Index number = wantsPencil ? 0 : firstDigit;
        place(next, next.shelf->at(number), number);
    } else {
        fit(next);
    }
    commit("network", std::move(next));
}

Result<void> NetworkSession::openModel(const std::filesystem::path& path) {
    const auto checkpoint = loadCheckpoint<double>(path);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    setNetwork(path.filename().string(), std::make_shared<const Network<double>>(checkpoint->network),
               "file:" + path.string());
    return {};
}

Result<void> NetworkSession::design(const Architecture& architecture, std::uint64_t seed) {
    auto network = Network<double>::make(architecture);
    if (!network) return tl::unexpected(network.error());
    const bool isRelu =
        std::ranges::any_of(architecture.layers, [](const LayerSpec& layer) { return layer.kind == "relu"; });
    initialise(*network, {isRelu ? InitialScheme::he : InitialScheme::xavier, 1, seed});
    const auto made = std::make_shared<const Network<double>>(std::move(*network));
    setNetwork(joinText("Untrained, seed ", seed), made,
               joinText("design:", seed, ":", architectureText(architecture)), made);
    return {};
}

void NetworkSession::setShelf(SharedShelf shelf, Index number) {
    endStroke();
    State next = state();
    next.shelf = std::move(shelf);
    next.reference.reset();
    number = std::clamp<Index>(number, 0, next.shelf->count - 1);
    place(next, next.shelf->at(number), number);
    commit("picture", std::move(next));
}

void NetworkSession::showPicture(Index number) {
    const Index count = shelf().count;
    setShelf(state().shelf, (number % count + count) % count);
}

void NetworkSession::setPicture(const Tensor<double>& picture, std::string name) {
    endStroke();
    State next = state();
    next.reference.reset();
    place(next, {picture, next.label, std::move(name)}, -1);
    next.trueLabel.reset();
    commit("picture", std::move(next));
}

/// Puts a picture and its label into the state, fitted to the network.
void NetworkSession::place(State& state, const LabelledPicture& picture, Index number) const {
    state.pictureNumber = number;
    state.pictureName = picture.name;
    state.isPainted = false;
    state.original = std::make_shared<const Tensor<double>>(picture.picture);
    state.trueLabel = picture.label;
    state.label = picture.label.value_or(state.label);
    fit(state);
}

void NetworkSession::fit(State& state) const {
    const Shape& input = state.network->outputShape(0);
    if (!state.picture || !state.isPainted || state.picture->shape() != input)
        state.picture = std::make_shared<const Tensor<double>>(fittedPicture(*state.original, input));
    state.label = std::clamp(state.label, 0, static_cast<int>(state.network->classCount()) - 1);
}

void NetworkSession::setLabel(int label) {
    if (label == state().label || label < 0 || label >= network().classCount()) return;
    State next = changedState();
    next.label = label;
    commit("label", std::move(next));
}

Result<void> NetworkSession::setRate(double rate) {
    if (!(rate > 0) || !std::isfinite(rate)) return failure("The learning rate must be above 0.");
    if (rate == state().rate) return {};
    State next = state();
    next.rate = rate;
    commit("rate", std::move(next));
    return {};
}

NetworkSession::State NetworkSession::changedState() const {
    State next = state();
    if (!next.reference) next.reference = shared();
    return next;
}

void NetworkSession::beginStroke() {
    endStroke();
    pending_ = changedState();
}

void NetworkSession::setBrush(int pixels) { brush_ = std::clamp(pixels, 1, largestBrush); }

void NetworkSession::paintPixel(Index offset, double ink) {
    if (!pending_ || offset < 0 || offset >= pending_->picture->size()) return;
    Tensor<double> picture = *pending_->picture;
    if (!inkPixels(picture, offset, ink)) return;
    pending_->picture = std::make_shared<const Tensor<double>>(std::move(picture));
    pending_->isPainted = true;
    shown_.reset();  // computed when it is looked at: a fast stroke comes through many pixels
    Q_EMIT changed();
}

/// Whether any pixel of `picture` became another one.
bool NetworkSession::inkPixels(Tensor<double>& picture, Index offset, double ink) const {
    const Shape& shape = picture.shape();
    const Index width = shape.rank() == 3 ? shape[2] : shape.size(),
                height = shape.rank() == 3 ? shape[1] : 1;
    const Index column = offset % width, row = offset / width % height, map = offset - row * width - column;
    bool isChanged = false;
    for (Index y = std::max<Index>(0, row - brush_); y <= std::min(height - 1, row + brush_); ++y)
        for (Index x = std::max<Index>(0, column - brush_); x <= std::min(width - 1, column + brush_); ++x) {
            const double away = std::hypot(static_cast<double>(x - column), static_cast<double>(y - row));
            const double share = std::clamp(0.5 * (brush_ + 1) - away, 0.0, 1.0);
            double& pixel = picture[map + y * width + x];
            const double inked = ink > 0.5 ? std::max(pixel, share * ink) : std::min(pixel, 1 - share);
            isChanged |= inked != pixel;
            pixel = inked;
        }
    return isChanged;
}

void NetworkSession::endStroke() {
    if (!pending_) return;
    State finished = std::move(*pending_);
    pending_.reset();
    if (finished.picture == state().picture) return;
    commit("painting", std::move(finished));
}

bool NetworkSession::canEdit(const Cell& cell) const {
    if (cell.tensor == "input.output") return true;
    for (std::size_t p = 0; p < network().parameterCount(); ++p)
        if (network().parameterName(p) == cell.tensor) return true;
    return false;
}

Result<void> NetworkSession::setNumber(const Cell& cell, double value) {
    endStroke();
    const auto found = example().explainer().find(cell);
    if (!found) return tl::unexpected(found.error());
    if (!canEdit(cell)) return failure(cellText(cell), " is computed: change what it is made of instead.");
    if (!std::isfinite(value)) return failure(cellText(cell), ": expected a finite number");
    const Index offset = (*found)->shape().offset(cell.index);
    if (valueAt(cell) == value) return {};
    State next = changedState();
    if (cell.tensor == "input.output") {
        Tensor<double> picture = *next.picture;
        picture[offset] = value;
        next.picture = std::make_shared<const Tensor<double>>(std::move(picture));
        next.isPainted = true;
    } else {
        auto network = std::make_shared<Network<double>>(*next.network);
        network->parameters()[(*found)->parameter][offset] = value;
        next.network = std::move(network);
    }
    commit(cell.tensor == "input.output" ? "pixel" : "weight", std::move(next));
    return {};
}

SharedExample NetworkSession::shared() const {
    if (!shown_) {
        const int label = state().label;
        shown_ = std::make_shared<const Example>(network(), *state().picture,
                                                 oneHot<double>(std::array{label}, network().classCount()),
                                                 state().rate);
    }
    return shown_;
}

void NetworkSession::compareFromHere() {
    endStroke();
    State next = state();
    next.reference = shared();
    commit("comparison", std::move(next));
}

double NetworkSession::lossAfterUpdate() const {
    Network<double> updated = network();
    for (std::size_t p = 0; p < updated.parameterCount(); ++p)
        updated.parameters()[p] =
            *example().explainer().ledger().find(updated.parameterName(p) + "_new")->tensor;
    Pass<double> pass;
    updated.prepare(pass, 1);
    std::ranges::copy(state().picture->values(), pass.outputs[0].data());
    pass.labels = example().pass().labels;
    updated.forwardWithLoss(pass);
    return pass.meanLoss();
}

void NetworkSession::useUpdate() {
    endStroke();
    State next = state();
    next.reference = shared();
    auto updated = std::make_shared<Network<double>>(network());
    for (std::size_t p = 0; p < updated->parameterCount(); ++p)
        updated->parameters()[p] =
            *example().explainer().ledger().find(updated->parameterName(p) + "_new")->tensor;
    next.network = std::move(updated);
    step_ = 0;
    mode_ = NumberMode::activations;
    commit("update", std::move(next));
}

double NetworkSession::valueAt(const Cell& cell) const {
    const auto found = example().explainer().find(cell);
    if (!found) return std::numeric_limits<double>::quiet_NaN();
    return (*found)->leaf(cell.example, (*found)->shape().offset(cell.index)).value;
}

void NetworkSession::startHere() {
    endStroke();
    history_ = History<State>(State(state()), mostStates);
    touch();
}

void NetworkSession::undo() {
    endStroke();
    history_.undo();
    touch();
}

void NetworkSession::redo() {
    if (pending_) return;
    history_.redo();
    touch();
}

void NetworkSession::commit(const char* action, State next) {
    history_.push(action, std::move(next));
    touch();
}

void NetworkSession::touch() {
    shown_.reset();
    if (!stepsOf_ || !(stepsOf_->architecture() == network().architecture())) {
        steps_ = backwardSteps(network());
        step_ = static_cast<int>(steps_.size());  // all is computed; the first step starts over
    }
    stepsOf_ = state().network;
    std::erase_if(chosen_, [this](const Cell& cell) { return !example().explainer().find(cell); });
    if (chosen_.empty()) chosen_.push_back(answerCell(example()));
    if (pinned_ && !example().explainer().find(*pinned_)) pinned_.reset();
    if (isDifference_ && !state().reference) isDifference_ = false;
    Q_EMIT changed();
}

}  // namespace deltascope
