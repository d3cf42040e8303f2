#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Steps that are made alike: one for each row of a matrix, one for each window.
struct Section {
    Index count = 1;
    std::function<Step(Index)> make;  ///< the section's step `i`, counted from 0 within the section
};

/// What a walkthrough is put together from. Each walkthrough's file is a function that makes one of these out
/// of its settings; everything else about walkthroughs is the same for all.
struct Composition {
    std::shared_ptr<const CellSource> source;
    std::vector<Exhibit> exhibits;  ///< in reading order
    std::vector<Section> sections;
};

using Compose = std::function<Result<Composition>(const Settings&)>;

/// `kind` with its make(): settings are completed and checked, then `compose` gets all of them.
WalkthroughKind composed(WalkthroughKind kind, Compose compose);

/// A section of one step.
Section oneStep(std::function<Step()> make);

}  // namespace deltascope
