#include "core/training/trainer.h"

#include <algorithm>

#include "core/training/metrics.h"

namespace deltascope {
namespace {

/// Examples in a piece. Part of the result (it fixes the order of the sums), so it must not depend on the
/// threads.
constexpr std::size_t pieceSize = 8;

}  // namespace

template <typename Scalar>
Trainer<Scalar>::Trainer(Network<Scalar>& network, const SgdOptions& options, ThreadTeam& team)
    : network_(network), sgd_(options), team_(team) {
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
        load(pieces_[i], source, indices.subspan(first, std::min(pieceSize, indices.size() - first)), epoch);
        compute(pieces_[i]);
    });
    return applyGradients(pieces, static_cast<Index>(indices.size()));
}

template <typename Scalar>
BatchReport Trainer<Scalar>::train(const Tensor<Scalar>& picture, int label) {
    require(picture.shape() == network_.outputShape(0), "picture ", picture.shape().text(), ": expected ",
            network_.outputShape(0).text());
    if (pieces_.empty()) pieces_.resize(1);
    Pass<Scalar>& pass = pieces_[0].pass;
    network_.prepare(pass, 1);
    std::copy_n(picture.data(), picture.size(), pass.outputs[0].data());
    pass.labels = oneHot<Scalar>(std::span(&label, 1), network_.classCount());
    compute(pieces_[0]);
    return applyGradients(1, 1);
}

template <typename Scalar>
void Trainer<Scalar>::load(Piece& piece, const ExampleSource& source, std::span<const Index> indices,
                           std::uint64_t epoch) {
    network_.prepare(piece.pass, static_cast<Index>(indices.size()));
    piece.picture.resize(static_cast<std::size_t>(source.pixels()));
    piece.pass.labels.fill(0);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const auto example = static_cast<Index>(i);
        source.picture(indices[i], epoch, piece.picture);
        std::copy(piece.picture.begin(), piece.picture.end(), piece.pass.outputs[0].slice(example).begin());
        piece.pass.labels.at({example, source.label(indices[i])}) = 1;
    }
}

template <typename Scalar>
void Trainer<Scalar>::compute(Piece& piece) {
    network_.forwardWithLoss(piece.pass);
    network_.backward(piece.pass, false);
    piece.report = {};
    for (Index i = 0; i < piece.pass.batch(); ++i) {
        piece.report.loss += static_cast<double>(piece.pass.losses[i]);
        const int answer = answerOf<Scalar>(piece.pass.predictions().slice(i));
        const int label = answerOf<Scalar>(piece.pass.labels.slice(i));
        piece.report.correct += answer == label;
    }
}

template <typename Scalar>
BatchReport Trainer<Scalar>::applyGradients(std::size_t pieces, Index examples) {
    BatchReport report{0, 0, examples};
    for (auto& gradient : gradients_) gradient.fill(0);
    for (std::size_t i = 0; i < pieces; ++i) {
        const Piece& piece = pieces_[i];
        // A piece's gradients are the mean over its own examples; the batch's mean weighs each piece by its
        // size.
        const Scalar share = static_cast<Scalar>(piece.pass.batch()) / static_cast<Scalar>(examples);
        for (std::size_t p = 0; p < gradients_.size(); ++p) {
            const Scalar* from = piece.pass.gradients[p].data();
            Scalar* to = gradients_[p].data();
            for (Index k = 0; k < gradients_[p].size(); ++k) to[k] += share * from[k];
        }
        report.loss += piece.report.loss / static_cast<double>(examples);
        report.correct += piece.report.correct;
    }
    sgd_.update(network_.parameters(), gradients_);
    return report;
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace deltascope
