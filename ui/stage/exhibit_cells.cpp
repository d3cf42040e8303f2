#include "ui/stage/exhibit_cells.h"

#include <algorithm>

namespace deltascope {
namespace {

bool endsWith(const std::string& text, std::string_view end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

GridExtent extentOf(const Exhibit& exhibit) {
    const Index count = exhibit.values.size();
    switch (exhibit.form) {
        case Form::nodes:
        case Form::strip:
            return {count, 1, 1, 0, 0};
        case Form::bars:
        case Form::axis:
        case Form::listing:
            return {1, count, 1, 0, 0};
        default:
            return GridExtent::of(exhibit.values.shape(), exhibit.padding);
    }
}

std::optional<std::size_t> exhibitIndex(const std::vector<Exhibit>& exhibits, const std::string& id) {
    for (std::size_t i = 0; i < exhibits.size(); ++i)
        if (exhibits[i].id == id) return i;
    return std::nullopt;
}

std::optional<StagePlace> stagePlaceOf(const std::vector<Exhibit>& exhibits, const Cell& cell) {
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        if (const auto offset = offsetIn(exhibits[i], cell))
            return StagePlace{i, extentOf(exhibits[i]).placeOf(*offset)};
    }
    return std::nullopt;
}

Result<Cell> cellAt(const Walkthrough& walkthrough, const std::vector<Exhibit>& exhibits,
                    const StagePlace& place) {
    const Exhibit& exhibit = exhibits[place.exhibit];
    const GridExtent extent = extentOf(exhibit);
    if (!extent.contains(place.place)) return failure("Padding: a 0 that belongs to no cell.");
    const auto cell = cellOf(exhibit, extent.offset(place.place));
    if (!cell) return failure(exhibit.title, ": only shown, not part of this computation.");
    if (const auto explained = walkthrough.explain(*cell); !explained)
        return tl::unexpected(explained.error());
    return *cell;
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

std::vector<StagePlace> changedPlaces(const std::vector<Exhibit>& before, const std::vector<Exhibit>& after) {
    std::vector<StagePlace> places;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const auto old = exhibitIndex(before, after[i].id);
        if (!old || before[*old].values.shape() != after[i].values.shape()) continue;
        const auto was = before[*old].values.values(), is = after[i].values.values();
        const GridExtent extent = extentOf(after[i]);
        for (std::size_t k = 0; k < is.size(); ++k)
            if (was[k] != is[k]) places.push_back({i, extent.placeOf(static_cast<Index>(k))});
    }
    return places;
}

}  // namespace deltascope
