#pragma once

#include <memory>
#include <string>

#include "core/explain/worked_example.h"

namespace deltascope {

// What the walkthroughs about a sliding window share: the lecture's kernels, one convolution, words for it.

/// The kernels of LECTURE 12.1-d; the ramp 1 to 9 is the asymmetric one that shows a flip.
Tensor<double> identityKernel();
Tensor<double> blurKernel();
Tensor<double> sobelKernel();
Tensor<double> rampKernel();

/// The kernel rotated by 180 degrees, as true convolution uses it; each plane by itself.
Tensor<double> rotated(const Tensor<double>& kernel);

/// How many zeros a choice of padding puts on every side: "none", "zero" (keeps the size, for odd kernels) or
/// "full" (every overlap counts).
Index paddingFor(const std::string& choice, const Shape& kernel);

/// One convolution without bias, "conv1", of a picture with a kernel (both rows x columns, or planes x rows x
/// columns); an error if the kernel does not fit.
Result<std::shared_ptr<const WorkedExample<double>>> convolutionOf(const Tensor<double>& picture,
                                                                   const Tensor<double>& kernel,
                                                                   Index padding, Index stride = 1);

/// "row 1, column 2".
std::string placeText(Index row, Index column);

/// What an output cell means, in a sentence: depends on what the kernel looks for. `output` explains the
/// cell.
std::string kernelMeaning(const Tensor<double>& kernel, const Explanation& output);

}  // namespace deltascope
