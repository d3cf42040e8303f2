#include "ui/geometry/grid_geometry.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

TEST(GridGeometry, FindsEveryCellUnderTheMiddleOfItsRectangle) {
    for (const Index maps : {1, 3, 16}) {
        const GridGeometry grid{{maps, 5, 4, 2}, {13, 27}, 9, 6, mapsPerRow(maps)};
        for (Index map = 0; map < maps; ++map)
            for (Index row = -2; row < 7; ++row)
                for (Index column = -2; column < 6; ++column) {
                    const CellPlace place{map, row, column};
                    EXPECT_EQ(grid.placeAt(grid.cellRect(place).center()), place);
                }
    }
}

TEST(GridGeometry, FindsNothingBetweenMapsAndOutside) {
    const GridGeometry grid{{4, 3, 3, 0}, {10, 10}, 10, 6, 2};
    EXPECT_FALSE(grid.placeAt({9, 9}));
    EXPECT_FALSE(grid.placeAt({10 + 30 + 3, 15}));
    EXPECT_FALSE(grid.placeAt({10 + 66 + 1, 15}));
    EXPECT_EQ(grid.size(), QSizeF(66, 66));
}

TEST(GridExtent, ReadsTensorsOfUpToThreeAxes) {
    EXPECT_EQ(GridExtent::of({2, 3, 4}), (GridExtent{2, 3, 4, 0}));
    EXPECT_EQ(GridExtent::of({3, 4}, 1), (GridExtent{1, 3, 4, 1}));
    EXPECT_EQ(GridExtent::of({7}), (GridExtent{1, 7, 1, 0}));
    EXPECT_EQ(GridExtent::of(Shape{}), (GridExtent{1, 1, 1, 0}));
    EXPECT_THROW(GridExtent::of({1, 2, 3, 4}), std::invalid_argument);
}

TEST(GridExtent, CountsInRowMajorOrder) {
    const GridExtent extent{2, 3, 4, 1};
    for (Index offset = 0; offset < 24; ++offset) EXPECT_EQ(extent.offset(extent.placeOf(offset)), offset);
    EXPECT_FALSE(extent.contains({0, -1, 0}));
    EXPECT_FALSE(extent.contains({0, 0, 4}));
    EXPECT_FALSE(extent.contains({2, 0, 0}));
}

}  // namespace
}  // namespace deltascope
