#include "core/lesson/walkthroughs/small_example.h"

#include "core/base/number_text.h"

namespace deltascope {

std::string rowColumn(Index row, Index column) { return joinText("row ", row, ", column ", column); }

std::string factorsText(const Expression& product) {
    const auto factor = [&](std::size_t i) {
        const double value = product.arguments.at(i).value;
        return value < 0 ? joinText("(", shortNumber(value), ")") : shortNumber(value);
    };
    return joinText(factor(0), " × ", factor(1));
}

std::string timesText(const Expression& product) {
    return joinText(factorsText(product), " = ", shortNumber(product.value));
}

Focus frameAt(const Exhibit& exhibit, Index offset, Role role) {
    const Shape& shape = exhibit.values.shape();
    const auto index = shape.indexAt(offset);
    switch (shape.rank()) {
        case 0:
        case 1:
            return {exhibit.id, role, 0, index[0], 0};
        case 2:
            return {exhibit.id, role, 0, index[0], index[1]};
        default:
            return {exhibit.id, role, index[0], index[1], index[2]};
    }
}

}  // namespace deltascope
