#include "core/layers/layer.h"

namespace deltascope {

template <typename Scalar>
LayerExplanation Layer<Scalar>::explainGradient(const LayerScene<Scalar>& scene, std::size_t, Index,
                                                Index) const {
    throw std::invalid_argument(joinText(scene.output.name, ": this layer has no parameters"));
}

template class Layer<float>;
template class Layer<double>;

}  // namespace deltascope
