#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace deltascope {

/// The bytes of a whole file, unpacked if it is gzip (recognised by its first two bytes, not by its name).
/// Refuses folders, unreadable files, cut-off gzip data, and more than `limit` bytes once unpacked: a small
/// file can unpack to any size.
Result<std::vector<std::uint8_t>> readFile(const std::filesystem::path& path,
                                           std::size_t limit = std::size_t{1} << 30);

/// Writes `content` under a temporary name in the same folder and renames it to `path`, so that a failed
/// write leaves what stood there before, and a reader never sees half a file.
Result<void> writeFile(const std::filesystem::path& path, std::string_view content);

}  // namespace deltascope
