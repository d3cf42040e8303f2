#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/data/examples.h"

namespace deltascope {

/// A part of MNIST in `folder` as examples; an error where its pictures are not 28x28.
Result<Examples> readMnistExamples(const std::filesystem::path& folder, MnistPart part,
                                   const Augmentation& augmentation = {});

/// Whose pen strokes: writers `first` to `last`, both included.
struct Writers {
    Index first = 1, last = 1;
};

/// The digits of the pen stroke file by `writers`; an error where there are none.
Result<std::vector<PenDigit>> readStrokesBy(const std::filesystem::path& file, const Writers& writers);

}  // namespace deltascope
