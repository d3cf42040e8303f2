#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// A file of named tensors in the safetensors format (Hugging Face): 8 bytes length of the header, the header
/// as JSON
/// {"name": {"dtype": "F32", "shape": [...], "data_offsets": [begin, end]}, "__metadata__": {...}}, then the
/// values, little-endian. Float32 and float64 are read and written.
struct TensorFile {
    using AnyTensor = std::variant<Tensor<float>, Tensor<double>>;
    std::vector<std::pair<std::string, AnyTensor>> tensors;  ///< in the order of the file
    std::map<std::string, std::string> metadata;

    /// The tensor called `name`, or null.
    const AnyTensor* find(const std::string& name) const;
};

/// Refuses a header that is cut off, too long, no JSON, or whose sizes and offsets don't match the data.
Result<TensorFile> readTensorFile(const std::filesystem::path& path);

/// Replaces `path` as writeFile() does: whole or not at all.
Result<void> writeTensorFile(const std::filesystem::path& path, const TensorFile& file);

}  // namespace deltascope
