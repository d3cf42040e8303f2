#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/explain/cell_source.h"

namespace deltascope {

/// A number before and after something was changed.
struct NumberChange {
    Cell cell;
    double before = 0, after = 0;

    double difference() const { return after - before; }
};

/// The `count` numbers of `tensors` whose values differ most between the two sources, largest difference
/// first; equal ones in the order of the tensors. Numbers that are not finite on one side come first of all.
/// Tensors that one source lacks, or that differ in shape, are left out.
std::vector<NumberChange> largestChanges(const CellSource& before, const CellSource& after,
                                         std::span<const std::string> tensors, std::size_t count);

}  // namespace deltascope
