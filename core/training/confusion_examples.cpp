#include "core/training/confusion_examples.h"

#include <algorithm>

#include "core/training/metrics.h"

namespace deltascope {
namespace {

constexpr Index pieceSize = 32;

/// The answers to the pictures `examples`.
std::vector<int> answersTo(const Network<float>& network, const ExampleSource& source,
                           std::span<const Index> examples, Pass<float>& pass) {
    network.prepare(pass, static_cast<Index>(examples.size()));
    std::vector<float> picture(static_cast<std::size_t>(source.pixels()));
    std::vector<int> answers;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        source.picture(examples[i], 0, picture);
        std::ranges::copy(picture, pass.outputs[0].slice(static_cast<Index>(i)).begin());
    }
    network.forward(pass);
    for (std::size_t i = 0; i < examples.size(); ++i)
        answers.push_back(answerOf<float>(pass.predictions().slice(static_cast<Index>(i))));
    return answers;
}

}  // namespace

std::vector<Index> examplesAnswered(const Network<float>& network, const ExampleSource& source, int label,
                                    int answer, Index most) {
    std::vector<Index> found, piece;
    Pass<float> pass;
    for (Index i = 0; i < source.size() && static_cast<Index>(found.size()) < most;) {
        piece.clear();
        for (; i < source.size() && static_cast<Index>(piece.size()) < pieceSize; ++i)
            if (source.label(i) == label) piece.push_back(i);
        if (piece.empty()) break;
        const auto answers = answersTo(network, source, piece, pass);
        for (std::size_t k = 0; k < piece.size() && static_cast<Index>(found.size()) < most; ++k)
            if (answers[k] == answer) found.push_back(piece[k]);
    }
    return found;
}

}  // namespace deltascope
