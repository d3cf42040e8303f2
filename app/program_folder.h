#pragma once

#include <filesystem>

namespace deltascope {

/// The folder of the running program; empty where the system does not tell.
inline std::filesystem::path programFolder() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

}  // namespace deltascope
