#include "core/training/metrics.h"

#include <algorithm>

namespace deltascope {
namespace {

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

void clear(Evaluation& result, Index classes) {
    const auto rows = static_cast<std::size_t>(classes);
    result.examples = result.correct = 0;
    result.loss = 0;
    result.confusion.resize(rows);
    for (auto& row : result.confusion) row.assign(rows, 0);
}

void add(Evaluation& total, const Evaluation& piece) {
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
Evaluator<Scalar>::Evaluator(const Network<Scalar>& network, ThreadTeam& team)
    : network_(network), team_(team), workplaces_(network) {}

template <typename Scalar>
Evaluation Evaluator<Scalar>::evaluate(const ExampleSource& source, Index first, Index end) {
    require(source.pixels() == network_.outputShape(0).size(), "pictures of ", source.pixels(),
            " values for a network on ", network_.outputShape(0).text());
    const auto pieces = static_cast<std::size_t>((end - first + laneCount - 1) / laneCount);
    pieces_.resize(std::max(pieces_.size(), pieces));
    team_.forEach(pieces, [&](std::size_t i) {
        const Index from = first + static_cast<Index>(i) * laneCount;
        clear(pieces_[i], network_.classCount());
        Workplace<Scalar>& workplace = workplaces_.own();
        workplace.load(source, 0, std::min<Index>(laneCount, end - from), [&](Index k) { return from + k; });
        workplace.pass.forward();
        note<Scalar>(pieces_[i], workplace.pass);
    });
    Evaluation total;
    clear(total, network_.classCount());
    for (std::size_t i = 0; i < pieces; ++i) add(total, pieces_[i]);
    if (total.examples > 0) total.loss /= static_cast<double>(total.examples);
    return total;
}

template <typename Scalar>
Evaluation evaluate(const Network<Scalar>& network, const ExampleSource& source, ThreadTeam& team) {
    return Evaluator<Scalar>(network, team).evaluate(source, 0, source.size());
}

template class Evaluator<float>;
template class Evaluator<double>;
template int answerOf(std::span<const float>);
template int answerOf(std::span<const double>);
template Evaluation evaluate(const Network<float>&, const ExampleSource&, ThreadTeam&);
template Evaluation evaluate(const Network<double>&, const ExampleSource&, ThreadTeam&);

}  // namespace deltascope
