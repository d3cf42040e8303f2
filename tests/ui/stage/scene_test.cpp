#include "ui/stage/scene.h"

#include <gtest/gtest.h>

#include "core/lesson/catalogue.h"
#include "tests/support/ui/fake_walkthrough.h"
#include "ui/stage/exhibit_cells.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> lesson() { return std::move(*(*findWalkthrough("L4"))->make({})); }

TEST(Scene, DependsOnStepAndTimeAlone) {
    const auto walkthrough = lesson();
    std::vector<Scene> forwards;
    for (Index step = 0; step < walkthrough->stepCount(); ++step)
        for (const double t : {0.0, 0.5, 1.0}) forwards.push_back(frameAt(*walkthrough, step, t));
    for (Index step = walkthrough->stepCount() - 1; step >= 0; --step)
        for (int i = 2; i >= 0; --i)
            EXPECT_EQ(frameAt(*walkthrough, step, i / 2.0), forwards[static_cast<std::size_t>(3 * step + i)]);
}

TEST(Scene, BeginsWhereTheStepBeforeEnded) {
    const auto walkthrough = lesson();
    for (Index step = 1; step < walkthrough->stepCount(); ++step) {
        const Scene before = frameAt(*walkthrough, step - 1, 1), now = frameAt(*walkthrough, step, 0);
        ASSERT_EQ(before.windows.size(), now.windows.size());
        EXPECT_EQ(before.known, now.known);
        for (std::size_t i = 0; i < now.windows.size(); ++i) {
            const bool hasMoved = now.windows[i].share < 1;
            EXPECT_EQ(before.windows[i].to, hasMoved ? now.windows[i].from : now.windows[i].to);
            EXPECT_TRUE(now.windows[i].share == 0 || !hasMoved);
        }
    }
}

TEST(Scene, GlidesThenLetsTheSumTravelAndDropsItAtTheEnd) {
    const auto walkthrough = lesson();
    const Scene gliding = frameAt(*walkthrough, 3, 0.25), travelling = frameAt(*walkthrough, 3, 0.8),
                over = frameAt(*walkthrough, 3, 1);
    EXPECT_FALSE(gliding.traveller);
    EXPECT_EQ(gliding.windows[0].from.first.column, 2);
    EXPECT_EQ(gliding.windows[0].to.first.column, 3);
    EXPECT_GT(gliding.windows[0].share, 0);
    EXPECT_LT(gliding.windows[0].share, 1);
    ASSERT_TRUE(travelling.traveller);
    EXPECT_EQ(travelling.traveller->value, walkthrough->step(3).explanations.front().value);
    EXPECT_EQ(travelling.windows[0].share, 1);
    EXPECT_EQ(travelling.windows[0].to, over.windows[0].to);
    EXPECT_EQ(travelling.known[2], 3);
    EXPECT_EQ(over.known[2], 4);
    EXPECT_FALSE(over.traveller);
}

TEST(Scene, ShowsNothingOfTheOutputBeforeTheFirstStepEnds) {
    const FakeWalkthrough walkthrough;
    const Scene start = frameAt(walkthrough, 0, 0);
    EXPECT_EQ(start.known, (std::vector<Index>{4, 4, 0, 784}));
    EXPECT_EQ(frameAt(walkthrough, 0, 1).known[2], 1);
}

TEST(Scene, GlidesFromOneMapIntoAnother) {
    const FakeWalkthrough walkthrough;
    const Scene scene = frameAt(walkthrough, 2, 0.1);
    EXPECT_EQ(scene.windows[1].from.first.map, 0);
    EXPECT_EQ(scene.windows[1].to.first.map, 1);
    EXPECT_LT(scene.windows[1].share, 1);
}

TEST(ExhibitCells, GiveTheAddressInTheWholeTensor) {
    const FakeWalkthrough walkthrough;
    const auto cell = cellAt(walkthrough, walkthrough.exhibits(), {1, {0, 1, 0}});
    ASSERT_TRUE(cell);
    EXPECT_EQ(cell->index, (std::vector<Index>{0, 0, 1, 0}));
    EXPECT_EQ(stagePlaceOf(walkthrough.exhibits(), *cell), (StagePlace{1, {0, 1, 0}}));
    EXPECT_FALSE(stagePlaceOf(walkthrough.exhibits(), {"fc.weight", 0, {1, 0, 1, 0}}));
    EXPECT_FALSE(stagePlaceOf(walkthrough.exhibits(), {"fc.weight", 0, {0, 0, 5, 0}}));
    EXPECT_FALSE(cellAt(walkthrough, walkthrough.exhibits(), {3, {0, 0, 0}}));
    EXPECT_FALSE(cellAt(walkthrough, walkthrough.exhibits(), {0, {0, -1, 0}}));
}

TEST(ExhibitCells, FindEveryCellOfL4AtItsPlace) {
    const auto walkthrough = lesson();
    const auto& exhibits = walkthrough->exhibits();
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        if (exhibits[i].tensor.empty()) continue;
        const GridExtent extent = extentOf(exhibits[i]);
        for (Index offset = 0; offset < exhibits[i].values.size(); ++offset) {
            const StagePlace place{i, extent.placeOf(offset)};
            const auto cell = cellAt(*walkthrough, exhibits, place);
            ASSERT_TRUE(cell);
            EXPECT_EQ(stagePlaceOf(exhibits, *cell), place);
            EXPECT_EQ(walkthrough->explain(*cell)->value, exhibits[i].values[offset]);
        }
    }
}

}  // namespace
}  // namespace deltascope
