#pragma once

#include "core/lesson/layer_example.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

/// One convolution by itself, small enough for paper and pencil: numbers in, kernels, and the delta that is
/// given for what comes out. Its engine names are input, (sigmoid1,) conv1.
struct ConvExample {
    Tensor<double> input;     ///< channels x H x W: what the convolution reads, or before the sigmoid
    Tensor<double> kernels;   ///< maps x channels x M x N
    Tensor<double> delta;     ///< maps x output rows x output columns: dL/dz^(l+1)
    bool hasSigmoid = false;  ///< the input is z^(l), and the convolution reads a^(l) = sigmoid(z^(l))
    Index stride = 1, padding = 0;
};

/// The lecture's examples (LECTURE 12.4-c, 12.4-d, 12.5-b): the first and the second of whole numbers, which
/// share a kernel; one that reads the output of a sigmoid; one with two channels and two maps.
ConvExample firstConvExample();
ConvExample secondConvExample();
ConvExample sigmoidConvExample();
ConvExample channelsConvExample();

/// The example's layers, ready to be changed further (more examples in the batch, another rate).
LayerExample layersOf(const ConvExample& example);

/// The layer that the convolution reads from: "input", or "sigmoid1".
std::string readLayer(const ConvExample& example);

/// Grids that a student may change: "input", "kernel" and "delta", standing at the first example. Several
/// channels, kernels or maps stand one above the other, kernels map by map and within a map channel by
/// channel.
std::vector<SettingSpec> convSettings();

/// `example` as values of the settings of convSettings().
Settings gridsOf(const ConvExample& example);

/// The example that the grids of convSettings() hold, cut into `channels` and `maps`; the rest is as in
/// `form`. The delta is fitted to the output (see fittedTo). An error names the setting whose size is
/// impossible.
Result<ConvExample> convExampleFrom(const Settings& settings, const ConvExample& form = {},
                                    Index channels = 1, Index maps = 1);

}  // namespace deltascope
