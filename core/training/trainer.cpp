#include "core/training/trainer.h"

#include <algorithm>
#include <array>

#include "core/training/metrics.h"

namespace deltascope {
namespace {

/// Examples in a piece. Part of the result (it fixes the order of the sums), so it must not depend on the
/// threads.
constexpr std::size_t pieceSize = laneCount;

/// Elements in a part of a parameter: their sums stay in the nearest cache.
constexpr Index partSize = 2048;

}  // namespace

template <typename Scalar>
Trainer<Scalar>::Trainer(Network<Scalar>& network, const SgdOptions& options, ThreadTeam& team)
    : network_(network), sgd_(options), team_(team), workplaces_(network) {
    for (std::size_t p = 0; p < network.parameterCount(); ++p)
        for (Index first = 0; first < network.parameters()[p].size(); first += partSize)
            parts_.push_back({p, first, std::min(partSize, network.parameters()[p].size() - first)});
}

template <typename Scalar>
BatchReport Trainer<Scalar>::train(const ExampleSource& source, std::span<const Index> indices,
                                   std::uint64_t epoch) {
    require(!indices.empty(), "a training step needs at least one example");
    require(source.pixels() == network_.outputShape(0).size(), "pictures of ", source.pixels(),
            " values for a network on ", network_.outputShape(0).text());
    const std::size_t pieces = (indices.size() + pieceSize - 1) / pieceSize;
    begin(pieces);
    team_.forEach(pieces, [&](std::size_t i) {
        const std::size_t first = i * pieceSize;
        const auto piece = indices.subspan(first, std::min(pieceSize, indices.size() - first));
        Workplace<Scalar>& workplace = workplaces_.own();
        workplace.load(source, epoch, static_cast<Index>(piece.size()),
                       [&](Index k) { return piece[static_cast<std::size_t>(k)]; });
        compute(workplace.pass, i);
    });
    return applyGradients(static_cast<Index>(indices.size()));
}

template <typename Scalar>
BatchReport Trainer<Scalar>::train(const Tensor<Scalar>& picture, int label) {
    require(picture.shape() == network_.outputShape(0), "picture ", picture.shape().text(), ": expected ",
            network_.outputShape(0).text());
    begin(1);
    Workplace<Scalar>& workplace = workplaces_.own();
    workplace.picture.assign(picture.values().begin(), picture.values().end());
    workplace.pass.begin(1);
    workplace.pass.setExample(0, workplace.picture, label);
    compute(workplace.pass, 0);
    return applyGradients(1);
}

template <typename Scalar>
void Trainer<Scalar>::begin(std::size_t pieces) {
    gradients_.begin(pieces, network_.parameters());
    reports_.assign(pieces, {});
}

template <typename Scalar>
void Trainer<Scalar>::compute(ExamplePass<Scalar>& pass, std::size_t piece) {
    gradients_.add(piece, [&](std::vector<Tensor<Scalar>>& gradients) {
        pass.forward();
        pass.backward(gradients);
    });
    BatchReport& report = reports_[piece];
    for (Index i = 0; i < pass.examples(); ++i) {
        report.loss += static_cast<double>(pass.loss(i));
        report.correct += answerOf<Scalar>(pass.predictions(i)) == pass.label(i);
    }
}

template <typename Scalar>
BatchReport Trainer<Scalar>::applyGradients(Index examples) {
    const Scalar share = Scalar(1) / static_cast<Scalar>(examples);
    sgd_.begin(network_.parameters());
    team_.forEach(parts_.size(), [&](std::size_t i) { applyPart(parts_[i], share); });
    BatchReport report{0, 0, examples};
    for (const BatchReport& piece : reports_) {
        report.loss += piece.loss / static_cast<double>(examples);
        report.correct += piece.correct;
    }
    return report;
}

/// The mean gradient and the update by it.
template <typename Scalar>
void Trainer<Scalar>::applyPart(const Part& part, Scalar share) {
    std::array<Scalar, partSize> elements;
    const std::span<Scalar> mean(elements.data(), static_cast<std::size_t>(part.size));
    gradients_.total(part.parameter, part.first, mean);
    for (Scalar& value : mean) value *= share;
    sgd_.updatePart(part.parameter, network_.parameters()[part.parameter], part.first, mean);
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace deltascope
