#include "core/explain/changes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace deltascope {
namespace {

/// How far a number moved; to or from what is not finite is as far as can be, and from there to itself
/// nowhere.
double distance(const NumberChange& change) {
    if (std::isfinite(change.before) && std::isfinite(change.after)) return std::abs(change.difference());
    const bool isSame =
        change.before == change.after || (std::isnan(change.before) && std::isnan(change.after));
    return isSame ? 0 : std::numeric_limits<double>::infinity();
}

}  // namespace

std::vector<NumberChange> largestChanges(const CellSource& before, const CellSource& after,
                                         std::span<const std::string> tensors, std::size_t count) {
    std::vector<NumberChange> changes;
    for (const std::string& tensor : tensors) {
        const auto was = before.values(tensor), is = after.values(tensor);
        if (!was || !is || was->shape() != is->shape()) continue;
        for (Index i = 0; i < is->size(); ++i) {
            const NumberChange change{cellAtOffset(tensor, is->shape(), i), (*was)[i], (*is)[i]};
            if (distance(change) > 0) changes.push_back(change);
        }
    }
    std::ranges::stable_sort(changes, std::greater(), distance);
    changes.resize(std::min(count, changes.size()));
    return changes;
}

}  // namespace deltascope
