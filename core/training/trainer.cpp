#include "core/training/trainer.h"

#include <algorithm>

#include "core/training/metrics.h"

namespace deltascope {
namespace {

/// Examples in a piece. Part of the result (it fixes the order of the sums), so it must not depend on the
/// threads.
constexpr std::size_t pieceSize = laneCount;

}  // namespace

template <typename Scalar>
Trainer<Scalar>::Trainer(Network<Scalar>& network, const SgdOptions& options, ThreadTeam& team)
    : network_(network), sgd_(options), team_(team), workplaces_(network) {
    for (const auto& parameter : network.parameters()) gradients_.emplace_back(parameter.shape());
}

template <typename Scalar>
BatchReport Trainer<Scalar>::train(const ExampleSource& source, std::span<const Index> indices,
                                   std::uint64_t epoch) {
    require(!indices.empty(), "a training step needs at least one example");
    require(source.pixels() == network_.outputShape(0).size(), "pictures of ", source.pixels(),
            " values for a network on ", network_.outputShape(0).text());
    const std::size_t pieces = (indices.size() + pieceSize - 1) / pieceSize;
    pieces_.resize(std::max(pieces_.size(), pieces));
    team_.forEach(pieces, [&](std::size_t i) {
        const std::size_t first = i * pieceSize;
        const auto piece = indices.subspan(first, std::min(pieceSize, indices.size() - first));
        workplaces_.lend([&](Workplace<Scalar>& workplace) {
            load(workplace, source, piece, epoch);
            compute(workplace.pass, pieces_[i]);
        });
    });
    return applyGradients(pieces, static_cast<Index>(indices.size()));
}

template <typename Scalar>
BatchReport Trainer<Scalar>::train(const Tensor<Scalar>& picture, int label) {
    require(picture.shape() == network_.outputShape(0), "picture ", picture.shape().text(), ": expected ",
            network_.outputShape(0).text());
    if (pieces_.empty()) pieces_.resize(1);
    workplaces_.lend([&](Workplace<Scalar>& workplace) {
        workplace.picture.assign(picture.values().begin(), picture.values().end());
        workplace.pass.begin(1);
        workplace.pass.setExample(0, workplace.picture, label);
        compute(workplace.pass, pieces_[0]);
    });
    return applyGradients(1, 1);
}

template <typename Scalar>
void Trainer<Scalar>::load(Workplace<Scalar>& workplace, const ExampleSource& source,
                           std::span<const Index> indices, std::uint64_t epoch) {
    workplace.pass.begin(static_cast<Index>(indices.size()));
    for (std::size_t i = 0; i < indices.size(); ++i) {
        source.picture(indices[i], epoch, workplace.picture);
        workplace.pass.setExample(static_cast<Index>(i), workplace.picture, source.label(indices[i]));
    }
}

template <typename Scalar>
void Trainer<Scalar>::compute(ExamplePass<Scalar>& pass, Piece& piece) {
    if (piece.gradients.empty()) piece.gradients = gradients_;
    for (auto& gradient : piece.gradients) gradient.fill(0);
    pass.forward();
    pass.backward(piece.gradients);
    piece.report = {};
    for (Index i = 0; i < pass.examples(); ++i) {
        piece.report.loss += static_cast<double>(pass.loss(i));
        piece.report.correct += answerOf<Scalar>(pass.predictions(i)) == pass.label(i);
    }
}

template <typename Scalar>
BatchReport Trainer<Scalar>::applyGradients(std::size_t pieces, Index examples) {
    BatchReport report{0, 0, examples};
    const Scalar share = Scalar(1) / static_cast<Scalar>(examples);
    for (std::size_t p = 0; p < gradients_.size(); ++p) {
        Scalar* const mean = gradients_[p].data();
        const Index size = gradients_[p].size();
        std::copy_n(pieces_[0].gradients[p].data(), size, mean);
        for (std::size_t i = 1; i < pieces; ++i) {
            const Scalar* const from = pieces_[i].gradients[p].data();
            for (Index k = 0; k < size; ++k) mean[k] += from[k];
        }
        for (Index k = 0; k < size; ++k) mean[k] *= share;
    }
    for (std::size_t i = 0; i < pieces; ++i) {
        report.loss += pieces_[i].report.loss / static_cast<double>(examples);
        report.correct += pieces_[i].report.correct;
    }
    sgd_.update(network_.parameters(), gradients_);
    return report;
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace deltascope
