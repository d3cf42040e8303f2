#pragma once

#include "core/explain/worked_example.h"

namespace deltascope {

/// What a test changes about the pencil network; as it stands, it is the lecture's.
struct PencilVariant {
    Index batch = 1;
    Index bias = 0;
    std::string activation = "sigmoid", pooling = "max_pool";
    Index convStride = 1;  ///< of conv1
    Index padding = 0;     ///< of both convolutions
    Index poolStride = 2;
    Index channels = 1, side = 14;

    friend void PrintTo(const PencilVariant& variant, std::ostream* out) {
        *out << variant.activation << ", " << variant.pooling << ", batch " << variant.batch << ", bias "
             << variant.bias << ", stride " << variant.convStride << ", padding " << variant.padding
             << ", pool stride " << variant.poolStride << ", " << variant.channels << "x" << variant.side;
    }
};

Architecture pencilWith(const PencilVariant& variant);

/// That network with random weights, biases and pictures, and one pass forwards and backwards; learning rate
/// 0.25.
std::shared_ptr<const WorkedExample<double>> pencilExample(const PencilVariant& variant);

/// Calls visit(cell) for every cell of every tensor of the pass, in the ledger's order.
template <typename Scalar, typename Visit>
void forEachCell(const Explainer<Scalar>& explainer, Visit visit) {
    for (const auto& tensor : explainer.ledger().tensors())
        for (Index example = 0; example < (tensor.hasExamples ? explainer.pass().batch() : 1); ++example)
            for (Index offset = 0; offset < tensor.shape().size(); ++offset) {
                visit(cellAtOffset(tensor.name, tensor.shape(), offset, example));
            }
}

}  // namespace deltascope
