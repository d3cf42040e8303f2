#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/tensor/shape.h"

namespace deltascope {

/// `count` grey pictures of one size with the digit that each shows. Bytes, not floats: MNIST stays at 47 MB.
/// A pixel is the amount of ink, 0 .. 255 (MNIST's files are white on black).
struct LabelledImages {
    Index count = 0, height = 0, width = 0;
    std::vector<std::uint8_t> pixels;  ///< count x height x width, row-major
    std::vector<std::uint8_t> labels;  ///< count digits, 0 .. 9

    /// The height x width bytes of picture `i`, unchecked.
    std::span<const std::uint8_t> image(Index i) const {
        const auto size = static_cast<std::size_t>(height * width);
        return {pixels.data() + static_cast<std::size_t>(i) * size, size};
    }
};

/// Reads a pair of IDX files (http://yann.lecun.com/exdb/mnist: big-endian magic 0x00000803 with three sizes
/// for pictures, 0x00000801 with one for labels, then unsigned bytes), plain or gzip. Errors name the file
/// and what was expected: wrong magic, cut off, trailing bytes, empty, sizes that do not match the bytes that
/// are there, different counts of pictures and labels, a label above 9.
Result<LabelledImages> readIdx(const std::filesystem::path& imagesFile,
                               const std::filesystem::path& labelsFile);

enum class MnistPart { training, test };

/// Reads a part of MNIST from `folder`, under its standard names (`train-images-idx3-ubyte`,
/// `train-labels-idx1-ubyte`, `t10k-...`), also with a dot (`train-images.idx3-ubyte`), with or without
/// `.gz`.
Result<LabelledImages> readMnist(const std::filesystem::path& folder, MnistPart part);

}  // namespace deltascope
