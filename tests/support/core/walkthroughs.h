#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "core/lesson/catalogue.h"

namespace deltascope {

/// The walkthrough of the catalogue with these settings; fails the test if it refuses them.
inline std::unique_ptr<Walkthrough> walkthroughOf(const std::string& id, const Settings& settings = {}) {
    auto made = (*findWalkthrough(id))->make(settings);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
    return made ? std::move(*made) : nullptr;
}

/// What it says to settings that it refuses; empty if it takes them.
inline std::string errorOf(const std::string& id, const Settings& settings) {
    const auto made = (*findWalkthrough(id))->make(settings);
    return made ? std::string() : made.error().message;
}

/// The exhibit as it stands on the stage at step `i`.
inline Exhibit exhibitAt(const Walkthrough& walkthrough, Index i, const std::string& id) {
    const auto all = exhibitsAt(walkthrough, walkthrough.step(i));
    const auto found = std::find_if(all.begin(), all.end(), [&](const Exhibit& e) { return e.id == id; });
    require(found != all.end(), "no exhibit ", id, " at step ", i + 1);
    return *found;
}

/// One number of the walkthrough's source by its printed address.
inline double numberAt(const Walkthrough& walkthrough, const std::string& address) {
    const auto explained = walkthrough.explain(*parseCell(address));
    require(explained.has_value(), address, ": ", explained ? "" : explained.error().message);
    return explained->value;
}

}  // namespace deltascope
