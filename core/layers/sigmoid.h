#pragma once

#include "core/layers/activation.h"

namespace deltascope {

/// sigma(z) = 1 / (1 + e^-z), between 0 and 1; sigma'(z) = sigma(z) (1 - sigma(z)), at most 1/4 (at z = 0):
/// in the flat ends hardly any gradient passes.
struct SigmoidFunction {
    static constexpr LaneFunction onLanes = LaneFunction::sigmoid;
    static constexpr Operation operation = Operation::sigmoid, slopeOperation = Operation::sigmoidSlope;
    static constexpr std::string_view formula = "sigmoid-forward", deltaFormula = "sigmoid-delta";
    template <typename Array>
    static auto value(const Array& z) {
        return ((-z).exp() + 1).inverse();
    }
    template <typename Array>
    static auto slope(const Array& a) {
        return a * (1 - a);
    }
};

template <typename Scalar>
using Sigmoid = Activation<Scalar, SigmoidFunction>;

LayerKind sigmoidKind();

extern template class Activation<float, SigmoidFunction>;
extern template class Activation<double, SigmoidFunction>;

}  // namespace deltascope
