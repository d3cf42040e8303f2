#include <gtest/gtest.h>

#include <QPalette>

#include "core/lesson/catalogue.h"
#include "ui/stage/exhibit_cells.h"
#include "ui/stage/stage_painter.h"

namespace deltascope {
namespace {

std::vector<Exhibit> exhibitsOf(const char* id, Index step) {
    const auto walkthrough = (*findWalkthrough(id))->make({});
    return exhibitsAt(**walkthrough, (*walkthrough)->step(step));
}

StageSet onStage(const char* id, Index step, const QSizeF& size) {
    return StageSet::fitting(exhibitsOf(id, step), QRectF({}, size), Theme::make(ThemeKind::light, {}));
}

// L24's kernels of 3 x 3 beside a picture and deltas of 12 x 12 and more.
TEST(StageSet, GrowsUntilKernelsAndGradientsCanBeSeen) {
    const QSizeF small(540, 330);
    const StageSet set = onStage("L24", 11, small);
    EXPECT_TRUE(set.placesEverything());
    EXPECT_TRUE(set.showsDetails());
    EXPECT_GT(set.area.height(), small.height()) << "to be scrolled";
    EXPECT_EQ(onStage("L24", 11, {1900, 1000}).area.height(), 1000) << "room enough";
}

TEST(StageSet, GivesOldAndNewWeightsOneColourScale) {
    const StageSet set = onStage("L18", 7, {1390, 640});
    const auto old = exhibitIndex(set.exhibits, "fc2.weight"),
               fresh = exhibitIndex(set.exhibits, "fc2.weight_new");
    ASSERT_TRUE(old && fresh);
    EXPECT_EQ(set.ranges[*old].high, set.ranges[*fresh].high);
    double largest = 0;
    for (const std::size_t i : {*old, *fresh})
        for (const double value : set.exhibits[i].values.values())
            largest = std::max(largest, std::abs(value));
    EXPECT_EQ(set.ranges[*old].high, largest);
}

TEST(StageSet, ColoursNoNumberThatStandsAlone) {
    const StageSet set = onStage("L33", 100, {1390, 640});
    const auto loss = exhibitIndex(set.exhibits, "loss");
    ASSERT_TRUE(loss);
    EXPECT_EQ(set.ranges[*loss].scale, ValueScale::none);
}

}  // namespace
}  // namespace deltascope
