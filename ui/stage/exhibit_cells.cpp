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

/// The place in `exhibit` of an index that may have more axes, all 0, in front.
std::optional<CellPlace> placeIn(const Exhibit& exhibit, const std::vector<Index>& index) {
    const Shape& shape = exhibit.values.shape();
    const auto rank = static_cast<std::size_t>(shape.rank());
    if (index.size() < rank) return std::nullopt;
    const auto own = index.end() - static_cast<std::ptrdiff_t>(rank);
    if (std::any_of(index.begin(), own, [](Index i) { return i != 0; })) return std::nullopt;
    CellPlace place;
    if (rank == 1) place.row = own[0];
    if (rank == 2) place = {0, own[0], own[1]};
    if (rank == 3) place = {own[0], own[1], own[2]};
    if (!extentOf(exhibit).contains(place)) return std::nullopt;
    return place;
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
        if (exhibits[i].tensor.empty() || exhibits[i].tensor != cell.tensor) continue;
        if (const auto place = placeIn(exhibits[i], cell.index)) return StagePlace{i, *place};
    }
    return std::nullopt;
}

Result<Cell> cellAt(const Walkthrough& walkthrough, const StagePlace& place) {
    const Exhibit& exhibit = walkthrough.exhibits()[place.exhibit];
    if (!extentOf(exhibit).contains(place.place)) return failure("Padding: a 0 that belongs to no cell.");
    if (exhibit.tensor.empty()) return failure(exhibit.title, ": only shown, not part of this computation.");
    Cell cell{exhibit.tensor, 0, indexAt(exhibit, place.place)};
    auto explained = walkthrough.explain(cell);
    const Result<Explanation> first = explained;
    while (!explained && cell.index.size() < Shape::maximumRank) {
        cell.index.insert(cell.index.begin(), 0);
        explained = walkthrough.explain(cell);
    }
    if (!explained) return tl::unexpected(first.error());
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
