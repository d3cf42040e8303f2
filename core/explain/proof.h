#pragma once

#include "core/explain/cell.h"
#include "core/network/network.h"

namespace deltascope {

/// A derivative computed twice: by backpropagation and by nudging the number and running the network again.
struct Proof {
    Cell nudged;                          ///< the number that was nudged: the weight, the activation
    double analytic = 0;                  ///< by backpropagation
    double numeric = 0;                   ///< by the central difference of the loss
    double step = 0;                      ///< the nudge h
    double lossBelow = 0, lossAbove = 0;  ///< the loss with the number lowered and raised by h

    /// |analytic - numeric| / max(|analytic|, |numeric|, 1e-6): a difference of losses around 1 can't tell
    /// smaller derivatives from 0.
    double relativeError() const;
};

/// Proves a derivative of `pass`, everything in double: a delta by nudging that activation and running the
/// rest of the network again, a parameter's gradient by nudging the parameter. An error for a cell that is no
/// derivative, or does not exist.
template <typename Scalar>
Result<Proof> proveDerivative(const Network<Scalar>& network, const Pass<Scalar>& pass, const Cell& cell);

extern template Result<Proof> proveDerivative(const Network<float>&, const Pass<float>&, const Cell&);
extern template Result<Proof> proveDerivative(const Network<double>&, const Pass<double>&, const Cell&);

}  // namespace deltascope
