#include "app/commands/output_file.h"

#include <system_error>

#include "core/base/file.h"

namespace deltascope {

Result<void> checkWritable(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return failure("cannot save ", path.string(), ": is a folder, expected a file name");
    }
    std::filesystem::path trial = path;
    trial += ".trial.part";
    const auto written = writeFile(trial, "");
    std::filesystem::remove(trial, ignored);
    if (written) return {};
    return failure("cannot save ", path.string(), ": ", written.error().message);
}

}  // namespace deltascope
