#include "app/default_model.h"

#include <array>
#include <cstdlib>
#include <system_error>

#include "app/program_folder.h"

namespace deltascope {

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
