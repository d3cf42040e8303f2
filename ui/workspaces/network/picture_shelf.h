#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/data/examples.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// A picture as its file or data set has it, before it is fitted to a network.
struct LabelledPicture {
    Tensor<double> picture;  ///< channels x height x width, ink 0 .. 1
    std::optional<int> label;
    std::string name;  ///< "Synthetic digit 3"
};

/// A row of pictures to step through. Immutable.
struct PictureShelf {
    std::string name;  ///< "Synthetic digits, seed 1"
    std::string id;    ///< for settings: "synthetic:1", "idx:/data/mnist", "pencil"
    Index count = 0;
    std::function<LabelledPicture(Index)> at;  ///< for 0 .. count - 1
};
using SharedShelf = std::shared_ptr<const PictureShelf>;

/// The endless row of synthetic digits that `seed` stands for; ten thousand of them.
SharedShelf syntheticShelf(std::uint64_t seed);
/// The two pictures of the lecture's pencil network, Penguin and Chair, 14 x 14.
SharedShelf pencilShelf();
/// The test pictures of an IDX folder, or its training pictures where it has no others. Errors name the file.
Result<SharedShelf> idxShelf(const std::filesystem::path& folder);
/// The shelf whose id this is; an error for an unknown id, or a folder that cannot be read any more.
Result<SharedShelf> shelfOf(const std::string& id);

}  // namespace deltascope
