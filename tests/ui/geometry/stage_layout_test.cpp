#include "ui/geometry/stage_layout.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

using Spaces = std::vector<ExhibitSpace>;

ExhibitSpace space(const GridExtent& extent, Placement placement, double titleWidth) {
    ExhibitSpace made;
    made.extent = extent;
    made.placement = placement;
    made.titleWidth = titleWidth;
    return made;
}
ExhibitSpace grid(Index rows, Index columns, Index maps = 1, Index padding = 0) {
    return space({maps, rows, columns, padding, 0}, Placement::inFlow, 80);
}
ExhibitSpace kernel(Index side, Index maps = 1) {
    return space({maps, side, side, 0, 0}, Placement::operation, 70);
}
ExhibitSpace aside(Index side) { return space({1, side, side, 0, 0}, Placement::aside, 160); }
ExhibitSpace strip(Index blocks) {
    ExhibitSpace made = space({blocks, 1, 1, 0, 0}, Placement::banner, 0);
    made.hasLegend = false;
    made.mapsPerRow = blocks;
    made.mostCell = 28;
    made.aspect = 3;
    return made;
}

const std::vector<std::pair<const char*, Spaces>> scenes{
    {"L4", {grid(7, 7), kernel(3), grid(5, 5), aside(28), aside(26)}},
    {"L4 with padding and flip", {grid(7, 7, 1, 1), kernel(3), kernel(3), grid(7, 7), aside(28), aside(28)}},
    {"3x3", {grid(3, 3), kernel(2), grid(2, 2)}},
    {"28x28", {grid(28, 28), kernel(5), grid(24, 24)}},
    {"six maps", {grid(28, 28), kernel(5, 6), grid(24, 24, 6)}},
    {"sixteen maps", {grid(12, 12, 6), kernel(5, 16), grid(8, 8, 16)}},
    {"a column", {grid(256, 1), grid(120, 1), grid(10, 1)}},
    {"only a kernel", {kernel(3)}},
    {"a strip and many columns",
     {strip(10), grid(14, 14), kernel(3), grid(12, 12, 2), grid(6, 6, 2), grid(4, 1), kernel(4), grid(5, 1)}},
    {"weights at the end", {grid(4, 1), kernel(12)}},
};

// The stage alone, from a small window's to a projector's.
const QSizeF stages[] = {{380, 320},  {416, 385},   {700, 560},  {1024, 700},
                         {1440, 900}, {2600, 1700}, {3840, 2160}};

TEST(StageLayout, NeverOverlapsAndNeverLeavesTheArea) {
    for (const auto& [name, spaces] : scenes)
        for (const QSizeF& size : stages) {
            SCOPED_TRACE(testing::Message() << name << " on " << size.width() << "x" << size.height());
            const QRectF area(QPointF(4, 8), size);
            const auto frames = layoutStage(spaces, area);
            ASSERT_EQ(frames.size(), spaces.size());
            for (std::size_t i = 0; i < frames.size(); ++i) {
                if (frames[i].isEmpty()) continue;
                EXPECT_TRUE(area.adjusted(-1, -1, 1, 1).contains(frames[i].bounds())) << "exhibit " << i;
                for (std::size_t j = 0; j < i; ++j) {
                    if (frames[j].isEmpty()) continue;
                    const QRectF common = frames[i].bounds() & frames[j].bounds();
                    EXPECT_TRUE(common.width() < 0.6 || common.height() < 0.6)
                        << "exhibits " << j << ", " << i;
                }
            }
        }
}

TEST(StageLayout, ShowsEveryMainExhibitOnEveryStage) {
    for (const auto& [name, spaces] : scenes)
        for (const QSizeF& size : stages) {
            const auto frames = layoutStage(spaces, QRectF({}, size));
            for (std::size_t i = 0; i < frames.size(); ++i)
                EXPECT_TRUE(spaces[i].placement == Placement::aside || !frames[i].isEmpty())
                    << name << " " << size.width();
        }
}

TEST(StageLayout, PutsTheKernelAboveTheOutputAndTheInputToTheirLeft) {
    const auto frames = layoutStage(scenes[0].second, {0, 0, 700, 560});
    EXPECT_LT(frames[0].bounds().right(), frames[2].bounds().left());
    EXPECT_EQ(frames[1].bounds().left(), frames[2].bounds().left());
    EXPECT_LT(frames[1].bounds().bottom(), frames[2].bounds().top());
    EXPECT_GT(frames[3].bounds().top(), frames[0].bounds().bottom());
}

TEST(StageLayout, LeavesNumbersReadableInTheSmallestWindow) {
    const auto frames = layoutStage(scenes[0].second, {0, 0, 408, 377});
    EXPECT_GE(frames[0].grid.cell, 28);
}

TEST(StageLayout, GrowsWithTheStage) {
    for (const auto& [name, spaces] : scenes) {
        double before = 0;
        for (const QSizeF size : {QSizeF(700, 560), QSizeF(1440, 900), QSizeF(3840, 2160)}) {
            const double cell = layoutStage(spaces, QRectF({}, size)).back().grid.cell;
            EXPECT_GT(cell, before) << name;
            before = cell;
        }
    }
}

TEST(StageLayout, BeginsAllLinesAtOneLeftEdge) {
    const Spaces wide{grid(10, 16), grid(10, 16), grid(10, 16), grid(10, 4)};
    const auto frames = layoutStage(wide, {0, 0, 700, 560});
    double left = frames[0].grid.origin.x();
    std::size_t lines = 1;
    for (std::size_t i = 1; i < frames.size(); ++i) {
        if (frames[i].grid.origin.y() <= frames[i - 1].grid.origin.y()) continue;
        EXPECT_EQ(frames[i].grid.origin.x(), left) << "exhibit " << i;
        ++lines;
    }
    EXPECT_GE(lines, 2u);
}

TEST(StageLayout, SurvivesAnAreaWithoutRoom) {
    for (const auto& [name, spaces] : scenes)
        for (const QSizeF size : {QSizeF(0, 0), QSizeF(10, 10), QSizeF(500, 5)})
            EXPECT_EQ(layoutStage(spaces, QRectF({}, size)).size(), spaces.size()) << name;
    EXPECT_TRUE(layoutStage({}, {0, 0, 700, 500}).empty());
}

}  // namespace
}  // namespace deltascope
