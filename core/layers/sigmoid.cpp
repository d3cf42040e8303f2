#include "core/layers/sigmoid.h"

namespace deltascope {

LayerKind sigmoidKind() { return layerKind<Sigmoid>("sigmoid", "sigmoid", "sigmoid function"); }

template class Activation<float, SigmoidFunction>;
template class Activation<double, SigmoidFunction>;

}  // namespace deltascope
