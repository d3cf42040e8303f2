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

GridExtent extentOf(const Exhibit& exhibit);

/// The position of the exhibit called `id`, or nothing.
std::optional<std::size_t> exhibitIndex(const std::vector<Exhibit>& exhibits, const std::string& id);

/// Where the number at `cell` is shown; nothing if no exhibit shows it. An exhibit of rows and columns may
/// show one map of a tensor with more axes: what stands before the last axes is then 0.
std::optional<StagePlace> stagePlaceOf(const std::vector<Exhibit>& exhibits, const Cell& cell);

/// The address of the number at `place`, or why it has none: padding, or a picture beside the computation.
Result<Cell> cellAt(const Walkthrough& walkthrough, const StagePlace& place);

/// What a cell stands for: its exhibit's role, else what its tensor's name says ("conv1.weight": a weight).
Role roleOf(const std::vector<Exhibit>& exhibits, const Cell& cell);

}  // namespace deltascope
