#include "core/training/metrics.h"

#include <algorithm>

namespace deltascope {
namespace {

/// Examples a piece of work holds: enough to amortise the pass, few enough for the cache.
constexpr Index pieceSize = 64;

template <typename Scalar>
Evaluation evaluatePiece(const Network<Scalar>& network, const ExampleSource& source, Index first,
                         Index count) {
    Pass<Scalar> pass;
    network.prepare(pass, count);
    pass.labels.fill(0);
    std::vector<float> picture(static_cast<std::size_t>(source.pixels()));
    for (Index i = 0; i < count; ++i) {
        source.picture(first + i, 0, picture);
        std::copy(picture.begin(), picture.end(), pass.outputs[0].slice(i).begin());
        pass.labels.at({i, source.label(first + i)}) = 1;
    }
    network.forwardWithLoss(pass);
    const auto classes = static_cast<std::size_t>(network.classCount());
    Evaluation result{count, 0, 0, std::vector(classes, std::vector<Index>(classes))};
    for (Index i = 0; i < count; ++i) {
        const int label = source.label(first + i), answer = answerOf<Scalar>(pass.predictions().slice(i));
        result.correct += answer == label;
        result.loss += static_cast<double>(pass.losses[i]);
        ++result.confusion[static_cast<std::size_t>(label)][static_cast<std::size_t>(answer)];
    }
    return result;
}

void add(Evaluation& total, const Evaluation& piece) {
    if (total.confusion.empty())
        total.confusion = std::vector(piece.confusion.size(), std::vector<Index>(piece.confusion.size()));
    total.examples += piece.examples;
    total.correct += piece.correct;
    total.loss += piece.loss;
    for (std::size_t row = 0; row < piece.confusion.size(); ++row)
        for (std::size_t column = 0; column < piece.confusion[row].size(); ++column)
            total.confusion[row][column] += piece.confusion[row][column];
}

}  // namespace

template <typename Scalar>
int answerOf(std::span<const Scalar> predictions) {
    return static_cast<int>(std::max_element(predictions.begin(), predictions.end()) - predictions.begin());
}

template <typename Scalar>
Evaluation evaluate(const Network<Scalar>& network, const ExampleSource& source, ThreadTeam& team) {
    require(source.pixels() == network.outputShape(0).size(), "pictures of ", source.pixels(),
            " values for a network on ", network.outputShape(0).text());
    const Index pieces = (source.size() + pieceSize - 1) / pieceSize;
    std::vector<Evaluation> results(static_cast<std::size_t>(pieces));
    team.forEach(results.size(), [&](std::size_t i) {
        const Index first = static_cast<Index>(i) * pieceSize;
        results[i] = evaluatePiece(network, source, first, std::min(pieceSize, source.size() - first));
    });
    Evaluation total;
    for (const Evaluation& result : results) add(total, result);
    if (total.examples > 0) total.loss /= static_cast<double>(total.examples);
    return total;
}

template int answerOf(std::span<const float>);
template int answerOf(std::span<const double>);
template Evaluation evaluate(const Network<float>&, const ExampleSource&, ThreadTeam&);
template Evaluation evaluate(const Network<double>&, const ExampleSource&, ThreadTeam&);

}  // namespace deltascope
