#pragma once

#include "core/lesson/exhibit.h"
#include "core/lesson/walkthroughs/conv_example.h"

namespace deltascope {

/// What the steps of the summary for convolutional layers share: one convolution with everything on its way
/// back, and the exhibits that show it.
struct ConvSummary {
    ConvExample data;
    double rate = 0;
    std::shared_ptr<const CellSource> source = {};
    Exhibit scores = {}, input = {}, kernel = {}, delta = {}, padded = {}, rotated = {}, sums = {},
            slopes = {}, result = {}, unflipped = {}, measured = {}, gradient = {}, updated = {};

    /// How many numbers the convolution reads: each is a node with a step of its own.
    Index cells() const { return data.input.size(); }
    Index maps() const { return data.kernels.shape()[0]; }
    Index channels() const { return data.kernels.shape()[1]; }
    Index height() const { return data.kernels.shape()[2]; }
    Index width() const { return data.kernels.shape()[3]; }
    /// dL/da at what the convolution reads: the delta itself where no sigmoid stands in front.
    std::string sumTensor() const { return readLayer(data) + ".delta"; }
};

/// Its steps: take, unfold, pad, flip, a slide for each cell, slope, without the flip, check, partial
/// derivatives, update, what is left out. These say where some of them stand, counted from 0.
inline constexpr Index flipStepIndex = 3, firstSlide = 4;
inline Index slopeStepIndex(const ConvSummary& summary) { return firstSlide + summary.cells(); }
inline Index unflippedStepIndex(const ConvSummary& summary) { return slopeStepIndex(summary) + 1; }
inline Index partialsStepIndex(const ConvSummary& summary) { return unflippedStepIndex(summary) + 2; }

/// The summary of the settings "case", "input", "kernel", "delta" and "rate"; an error names the setting that
/// does not fit.
Result<ConvSummary> convSummaryFrom(const Settings& settings);

}  // namespace deltascope
