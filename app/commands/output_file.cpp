#include "app/commands/output_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace deltascope {

Result<void> checkWritable(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return failure("cannot save ", path.string(), ": is a folder, expected a file name");
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    // Files are written beside `path` and renamed, so the folder decides, not the file.
    if (::access((folder / "").c_str(), W_OK | X_OK) == 0) return {};
    return failure("cannot save ", path.string(), ": folder ", folder.string(), ": ", std::strerror(errno));
}

}  // namespace deltascope
