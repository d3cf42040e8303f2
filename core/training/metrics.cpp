#include "core/training/metrics.h"

#include <algorithm>

#include "core/training/workplaces.h"

namespace deltascope {
namespace {

/// Examples a piece of work holds: few enough to share out evenly, enough not to spend the time on that.
constexpr Index pieceSize = 4 * laneCount;

template <typename Scalar>
void note(Evaluation& result, const ExamplePass<Scalar>& pass) {
    result.examples += pass.examples();
    for (Index i = 0; i < pass.examples(); ++i) {
        const int label = pass.label(i), answer = answerOf<Scalar>(pass.predictions(i));
        result.correct += answer == label;
        result.loss += static_cast<double>(pass.loss(i));
        ++result.confusion[static_cast<std::size_t>(label)][static_cast<std::size_t>(answer)];
    }
}

template <typename Scalar>
Evaluation evaluatePiece(Workplace<Scalar>& workplace, std::size_t classes, const ExampleSource& source,
                         Index first, Index end) {
    auto& [pass, picture] = workplace;
    Evaluation result{0, 0, 0, std::vector(classes, std::vector<Index>(classes))};
    for (; first < end; first += laneCount) {
        const Index count = std::min<Index>(laneCount, end - first);
        pass.begin(count);
        for (Index i = 0; i < count; ++i) {
            source.picture(first + i, 0, picture);
            pass.setExample(i, picture, source.label(first + i));
        }
        pass.forward();
        note<Scalar>(result, pass);
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
    Workplaces<Scalar> workplaces(network);
    team.forEach(results.size(), [&](std::size_t i) {
        const Index first = static_cast<Index>(i) * pieceSize;
        workplaces.lend([&](Workplace<Scalar>& workplace) {
            results[i] = evaluatePiece(workplace, static_cast<std::size_t>(network.classCount()), source,
                                       first, std::min(first + pieceSize, source.size()));
        });
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
