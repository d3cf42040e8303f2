#include "ui/stage/exhibit_cells.h"

#include <algorithm>

namespace deltascope {
namespace {

std::vector<Index> indexAt(const Exhibit& exhibit, const CellPlace& place) {
    switch (exhibit.values.shape().rank()) {
        case 0:
            return {};
        case 1:
            return {place.row};
        case 2:
            return {place.row, place.column};
        default:
            return {place.map, place.row, place.column};
    }
}

/// The place of element `offset`: maps, rows and columns as the exhibit has them.
CellPlace placeOf(const Exhibit& exhibit, Index offset) {
    const auto index = exhibit.values.shape().indexAt(offset);
    switch (exhibit.values.shape().rank()) {
        case 0:
            return {};
        case 1:
            return {0, index[0], 0};
        case 2:
            return {0, index[0], index[1]};
        default:
            return {index[0], index[1], index[2]};
    }
}

bool endsWith(const std::string& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

GridExtent extentOf(const Exhibit& exhibit) {
    return GridExtent::of(exhibit.values.shape(), exhibit.padding);
}

std::optional<std::size_t> exhibitIndex(const std::vector<Exhibit>& exhibits, const std::string& id) {
    for (std::size_t i = 0; i < exhibits.size(); ++i)
        if (exhibits[i].id == id) return i;
    return std::nullopt;
}

std::optional<StagePlace> stagePlaceOf(const std::vector<Exhibit>& exhibits, const Cell& cell) {
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        if (const auto offset = offsetIn(exhibits[i], cell))
            return StagePlace{i, placeOf(exhibits[i], *offset)};
    }
    return std::nullopt;
}

Result<Cell> cellAt(const Walkthrough& walkthrough, const StagePlace& place) {
    const Exhibit& exhibit = walkthrough.exhibits()[place.exhibit];
    if (!extentOf(exhibit).contains(place.place)) return failure("Padding: a 0 that belongs to no cell.");
    if (exhibit.tensor.empty()) return failure(exhibit.title, ": only shown, not part of this computation.");
    const Cell cell = *cellOf(exhibit, exhibit.values.shape().offset(indexAt(exhibit, place.place)));
    if (const auto explained = walkthrough.explain(cell); !explained)
        return tl::unexpected(explained.error());
    return cell;
}

Role roleOf(const std::vector<Exhibit>& exhibits, const Cell& cell) {
    for (const Exhibit& exhibit : exhibits)
        if (exhibit.tensor == cell.tensor) return exhibit.role;
    for (const char* end : {".weight", ".bias", "_new"})
        if (endsWith(cell.tensor, end)) return Role::weight;
    for (const char* end : {".delta", "_gradient"})
        if (endsWith(cell.tensor, end)) return Role::result;
    return Role::activation;
}

}  // namespace deltascope
