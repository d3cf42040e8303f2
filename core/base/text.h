#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace deltascope {

/// The texts of all `parts` in a row, each as `operator<<` writes it.
template <typename... Parts>
std::string joinText(const Parts&... parts) {
    std::ostringstream out;
    (out << ... << parts);
    return out.str();
}

/// Throws std::invalid_argument made of `parts` unless `holds`: for contracts between our own functions.
template <typename... Parts>
void require(bool holds, const Parts&... parts) {
    if (!holds) throw std::invalid_argument(joinText(parts...));
}

}  // namespace deltascope
