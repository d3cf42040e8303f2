#include "core/explain/source_list.h"

#include <algorithm>

namespace deltascope {

SourceList::SourceList(const std::vector<Part>& parts) {
    for (const Part& part : parts) {
        PrefixedSource next(part.source, part.prefix);
        for (const PrefixedSource& other : parts_)
            for (const std::string& name : next.tensors()) {
                require(!other.has(name), "two sources have a '", name, "': give one of them a prefix");
            }
        parts_.push_back(std::move(next));
    }
}

Result<const PrefixedSource*> SourceList::partOf(const std::string& tensor) const {
    for (const PrefixedSource& part : parts_)
        if (part.has(tensor)) return &part;
    return failure("there is no '", tensor, "', expected one of: ", knownNames(*this));
}

std::vector<std::string> SourceList::tensors() const {
    std::vector<std::string> names;
    for (const PrefixedSource& part : parts_) {
        const auto more = part.tensors();
        names.insert(names.end(), more.begin(), more.end());
    }
    return names;
}

Index SourceList::batch() const {
    Index batch = 1;
    for (const PrefixedSource& part : parts_) batch = std::max(batch, part.batch());
    return batch;
}

Result<Tensor<double>> SourceList::values(const std::string& tensor, Index example) const {
    return partOf(tensor).and_then([&](const auto* part) { return part->values(tensor, example); });
}

Result<Explanation> SourceList::explain(const Cell& cell) const {
    return partOf(cell.tensor).and_then([&](const auto* part) { return part->explain(cell); });
}

Result<std::optional<Explanation>> SourceList::otherView(const Cell& cell) const {
    return partOf(cell.tensor).and_then([&](const auto* part) { return part->otherView(cell); });
}

Result<std::vector<Cell>> SourceList::usedBy(const Cell& cell) const {
    return partOf(cell.tensor).and_then([&](const auto* part) { return part->usedBy(cell); });
}

Result<Proof> SourceList::prove(const Cell& cell) const {
    return partOf(cell.tensor).and_then([&](const auto* part) { return part->prove(cell); });
}

}  // namespace deltascope
