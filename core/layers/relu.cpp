#include "core/layers/relu.h"

namespace deltascope {

LayerKind reluKind() { return layerKind<Relu>("relu", "relu", "rectified linear unit"); }

template class Activation<float, ReluFunction>;
template class Activation<double, ReluFunction>;

}  // namespace deltascope
