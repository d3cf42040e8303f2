#include "core/layers/tanh.h"

namespace deltascope {

LayerKind tanhKind() { return layerKind<Tanh>("tanh", "tanh", "hyperbolic tangent"); }

template class Activation<float, TanhFunction>;
template class Activation<double, TanhFunction>;

}  // namespace deltascope
