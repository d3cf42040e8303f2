#pragma once

#include "core/layers/conv_cells.h"
#include "core/layers/conv_planes.h"
#include "core/layers/lane_layer.h"
#include "core/layers/window.h"

namespace deltascope {

/// Convolutional layer: every output map is a sum over all input maps, each seen through a sliding window of
/// weights.
///
///   z[k,i,j] = b[k] + sum over c,m,n of a[c, i*stride - padding + m, j*stride - padding + n] * g[k,c,m,n]
///
/// The kernel g is not flipped: what deep learning calls convolution is mathematics' cross-correlation.
/// input C x H x W -> output K x H' x W'; weight K x C x M x N; bias K. Outside the picture counts as 0.
///
///   dL/dg[k,c,m,n] = sum over i,j of delta[k,i,j] * a[c, i*stride - padding + m, j*stride - padding + n]
///   dL/da[c,u,v]   = sum over k and the windows (i,j) over (u,v) of delta[k,i,j] * g[k,c,m,n]
///
/// In double precision computed as matrix products over the unrolled windows (im2col: Chellapilla, Puri and
/// Simard 2006); in single precision without unrolling, see ConvPlanes and ConvCells, and
/// core/kernels/conv_lanes.h for many examples at once.
template <typename Scalar>
class Conv2d final : public Layer<Scalar>, public LaneLayer {
  public:
    /// Options: maps, kernel_height, kernel_width, stride, padding, bias (0 or 1).
    Conv2d(const Shape& input, const LayerOptions& options);

    const WindowGeometry& geometry() const { return window_; }
    ConvSizes sizes() const;
    std::vector<ParameterSpec> parameters() const override;
    void forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                 Tensor<Scalar>& output, Scratch<Scalar>& scratch) const override;
    void backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                  std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const override;

    void forwardLanes(const float* input, std::span<const Tensor<float>> parameters, float* output,
                      Scratch<float>& scratch) const override;
    void backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>> gradients,
                       Scratch<float>& scratch) const override;

    std::vector<Link> linksFrom(Index offset) const override;
    LayerExplanation explainOutput(const LayerScene<Scalar>& scene, Index example,
                                   Index offset) const override;
    LayerExplanation explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                       Index offset) const override;
    LayerExplanation explainGradient(const LayerScene<Scalar>& scene, std::size_t parameter, Index example,
                                     Index offset) const override;
    /// dL/da as full correlation with the flipped kernel, where explainInputDelta() adds up what every output
    /// cell sends back.
    std::optional<LayerExplanation> otherInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                    Index offset) const override;
    /// dL/dg as what every output cell adds, where explainGradient() slides the deltas over the input.
    std::optional<LayerExplanation> otherGradient(const LayerScene<Scalar>& scene, std::size_t parameter,
                                                  Index example, Index offset) const override;

  private:
    Index inputOffset(Index c, Index u, Index v) const {
        return c * window_.mapSize() + u * window_.inputWidth + v;
    }
    Index outputOffset(Index k, Index i, Index j) const {
        return k * window_.outputMapSize() + i * window_.outputWidth() + j;
    }
    Index weightOffset(Index k, Index c, Index m, Index n) const {
        return ((k * window_.channels + c) * window_.height + m) * window_.width + n;
    }
    Index weightsPerMap() const { return window_.channels * window_.height * window_.width; }
    /// One example, whose gradients are added to those before or written over them.
    void backwardOne(const LaneInputs& in, bool adds, float* inputDelta, std::span<Tensor<float>> gradients,
                     Scratch<float>& scratch) const;
    void forwardUnrolled(const Scalar* input, std::span<const Tensor<Scalar>> parameters, Scalar* output,
                         Scratch<Scalar>& scratch) const;
    void backwardUnrolled(const BackwardInputs<Scalar>& in, Index example, Scalar* inputDelta,
                          std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const;
    void unroll(const Scalar* maps, Scalar* windows) const;
    void rollBack(const Scalar* windows, Scalar* maps) const;

    WindowGeometry window_;
    Index maps_;
    bool hasBias_;
    ConvPlanes planes_;
    ConvCells cells_;
};

LayerKind conv2dKind();

extern template class Conv2d<float>;
extern template class Conv2d<double>;

}  // namespace deltascope
