#pragma once

#include "core/layers/activation.h"

namespace deltascope {

/// tanh(z), between -1 and 1; tanh'(z) = 1 - tanh(z)^2, at most 1 (at z = 0).
struct TanhFunction {
    static constexpr LaneFunction onLanes = LaneFunction::tanh;
    static constexpr Operation operation = Operation::tanh, slopeOperation = Operation::tanhSlope;
    static constexpr std::string_view formula = "tanh-forward", deltaFormula = "tanh-delta";
    template <typename Array>
    static auto value(const Array& z) {
        return z.tanh();
    }
    template <typename Array>
    static auto slope(const Array& a) {
        return 1 - a.square();
    }
};

template <typename Scalar>
using Tanh = Activation<Scalar, TanhFunction>;

LayerKind tanhKind();

extern template class Activation<float, TanhFunction>;
extern template class Activation<double, TanhFunction>;

}  // namespace deltascope
