#pragma once

#include "core/layers/activation.h"

namespace deltascope {

/// ReLU(z) = max(0, z); its slope is 1 for z > 0 and 0 elsewhere (at z = 0 by convention, as in PyTorch).
struct ReluFunction {
    static constexpr LaneFunction onLanes = LaneFunction::relu;
    static constexpr Operation operation = Operation::relu, slopeOperation = Operation::reluSlope;
    static constexpr std::string_view formula = "relu-forward", deltaFormula = "relu-delta";
    template <typename Array>
    static auto value(const Array& z) {
        return z.max(typename Array::Scalar(0));
    }
    template <typename Array>
    static auto slope(const Array& a) {
        return (a > typename Array::Scalar(0)).template cast<typename Array::Scalar>();
    }
};

template <typename Scalar>
using Relu = Activation<Scalar, ReluFunction>;

LayerKind reluKind();

extern template class Activation<float, ReluFunction>;
extern template class Activation<double, ReluFunction>;

}  // namespace deltascope
