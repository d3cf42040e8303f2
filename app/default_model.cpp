#include "app/default_model.h"

#include <array>
#include <cstdlib>
#include <system_error>

namespace deltascope {
namespace {

/// The folder of the running program; empty where the system does not tell.
std::filesystem::path programFolder() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

}  // namespace

Result<std::filesystem::path> findDefaultModel() {
    if (const char* chosen = std::getenv("DELTASCOPE_MODEL"); chosen && *chosen) return chosen;
    const std::filesystem::path name = "models/digits.safetensors";
    const std::array places = {programFolder().parent_path() / "share" / "deltascope" / name,
                               std::filesystem::path(DELTASCOPE_RESOURCES) / name};
    std::error_code ignored;
    for (const auto& place : places) {
        if (std::filesystem::exists(place, ignored)) return place;
    }
    return failure("no model found at ", places[0].string(), " or ", places[1].string());
}

}  // namespace deltascope
