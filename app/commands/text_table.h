#pragma once

#include <string>
#include <vector>

namespace deltascope {

/// `rows` as lines of columns two spaces apart, each as wide as its widest entry. `alignment` has one letter
/// a column: 'l' flush left, 'r' flush right (numbers). Every row has as many entries as `alignment` letters.
std::string alignedTable(const std::vector<std::vector<std::string>>& rows, const std::string& alignment);

}  // namespace deltascope
