#include "core/lesson/walkthroughs/small_example.h"

#include "core/base/number_text.h"

namespace deltascope {

std::string rowColumn(Index row, Index column) { return joinText("row ", row, ", column ", column); }

std::string factorsText(const Expression& product) {
    return joinText(factorText(product.arguments.at(0).value), " × ",
                    factorText(product.arguments.at(1).value));
}

std::string timesText(const Expression& product) {
    return joinText(factorsText(product), " = ", shortNumber(product.value));
}

}  // namespace deltascope
