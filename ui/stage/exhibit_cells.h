#pragma once

#include <optional>
#include <vector>

#include "core/lesson/walkthrough.h"
#include "ui/geometry/grid_geometry.h"

namespace deltascope {

/// A cell on the stage: which exhibit, and where in it.
struct StagePlace {
    std::size_t exhibit = 0;
    CellPlace place;
    bool operator==(const StagePlace&) const = default;
};

/// The exhibit's numbers as cells: for a grid as they are, for other forms one place a number, in the order
/// in which they are drawn.
GridExtent extentOf(const Exhibit& exhibit);

/// The position of the exhibit called `id`, or nothing.
std::optional<std::size_t> exhibitIndex(const std::vector<Exhibit>& exhibits, const std::string& id);

/// Where the number at `cell` is shown; nothing if no exhibit shows it.
std::optional<StagePlace> stagePlaceOf(const std::vector<Exhibit>& exhibits, const Cell& cell);

/// The address of the number at `place`, or why it has none: padding, or a picture beside the computation.
Result<Cell> cellAt(const Walkthrough& walkthrough, const std::vector<Exhibit>& exhibits,
                    const StagePlace& place);

/// The places in `after` whose number is another than at the same place of the exhibit of the same name and
/// shape in `before`.
std::vector<StagePlace> changedPlaces(const std::vector<Exhibit>& before, const std::vector<Exhibit>& after);

/// What a cell stands for: its exhibit's role, else what its tensor's name says ("conv1.weight": a weight).
Role roleOf(const std::vector<Exhibit>& exhibits, const Cell& cell);

}  // namespace deltascope
