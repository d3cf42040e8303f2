#pragma once

#include <optional>
#include <vector>

#include "core/lesson/walkthrough.h"
#include "ui/geometry/grid_geometry.h"

namespace deltascope {

/// Cells of one map of an exhibit.
struct CellBlock {
    CellPlace first;  ///< top left
    Index height = 1, width = 1;
    bool operator==(const CellBlock&) const = default;
};

/// A frame around cells of one exhibit, on its way from one place to another.
struct SceneWindow {
    std::size_t exhibit = 0;
    Role role = Role::activation;
    CellBlock from, to;
    double share = 1;  ///< how far it has come, 0 .. 1
    bool operator==(const SceneWindow&) const = default;
};

/// A number that rides along the connectors from where it was made to its cell.
struct SceneTraveller {
    double value = 0;
    double progress = 0;  ///< 0 at the window, 1 at the cell
    bool operator==(const SceneTraveller&) const = default;
};

/// Everything that moves or changes on the stage, in cells, not pixels.
struct Scene {
    std::vector<SceneWindow> windows;
    std::vector<Index> known;  ///< per exhibit: how many of its cells, in row-major order, are shown
    std::optional<SceneTraveller> traveller;
    bool operator==(const Scene&) const = default;
};

/// A step with its number: what a scene is made of.
struct NumberedStep {
    Step step;
    Index number = 0;  ///< counted from 0
};

/// The stage at the time `t`, 0 .. 1, of the movement into step `step`: first the windows glide there from
/// the step before, then the result travels into its cell, where it is at t = 1. Depends on its arguments
/// alone, so playing, going back and scrubbing show the same pictures.
Scene frameAt(const Walkthrough& walkthrough, Index step, double t);

/// The same with the steps and the step's exhibits (exhibitsAt()) at hand; `before` is null for the first
/// step. Used where many frames of one movement are drawn, because making a step is the expensive part.
Scene frameBetween(const std::vector<Exhibit>& exhibits, const NumberedStep* before, const NumberedStep& step,
                   double t);

}  // namespace deltascope
