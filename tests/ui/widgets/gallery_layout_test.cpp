#include "ui/widgets/gallery_layout.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

/// The lecture network's shown layers.
const std::vector<GalleryRow> lecture{{6, 24, 24}, {6, 12, 12}, {16, 8, 8}, {16, 4, 4}, {1, 3, 40}};
const GalleryMetrics metrics;

std::vector<QRect> allRects(const std::vector<GalleryPlace>& places) {
    std::vector<QRect> rects;
    for (const GalleryPlace& place : places) {
        rects.push_back(place.title);
        rects.insert(rects.end(), place.maps.begin(), place.maps.end());
    }
    return rects;
}

TEST(GalleryLayout, KeepsInsideItsAreaWithoutOverlapAtEverySize) {
    for (const QSize size :
         {QSize(420, 660), QSize(220, 500), QSize(900, 400), QSize(300, 330), QSize(1200, 1500)}) {
        const QRect area(QPoint(7, 11), size);
        const auto rects = allRects(galleryLayout(lecture, area, metrics));
        for (std::size_t i = 0; i < rects.size(); ++i) {
            EXPECT_TRUE(area.contains(rects[i])) << size.width() << "x" << size.height() << " rect " << i;
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_FALSE(rects[i].intersects(rects[j])) << i << " and " << j;
        }
    }
}

TEST(GalleryLayout, FillsTheWidthWhereTheHeightSuffices) {
    const QRect area(0, 0, 420, 700);
    const auto places = galleryLayout(lecture, area, metrics);
    EXPECT_NEAR(places[0].maps.back().right(), area.right(), 2);
    EXPECT_NEAR(places[2].maps[7].right(), area.right(), 2);
    EXPECT_EQ(places[2].maps[8].left(), area.left());  // the ninth map begins the second line
}

TEST(GalleryLayout, ShrinksMapsRatherThanLeaveTheArea) {
    const auto roomy = galleryLayout(lecture, QRect(0, 0, 420, 700), metrics);
    const auto low = galleryLayout(lecture, QRect(0, 0, 420, 380), metrics);
    EXPECT_LT(low[0].maps[0].height(), roomy[0].maps[0].height());
    EXPECT_GT(low[3].maps[0].height(), 10);
}

TEST(GalleryLayout, KeepsTheCellsSquare) {
    for (const GalleryPlace& place : galleryLayout(lecture, QRect(0, 0, 420, 700), metrics)) {
        if (place.maps.size() == 1) continue;  // the strip
        EXPECT_NEAR(place.maps[0].width(), place.maps[0].height(), 1);
    }
}

TEST(GalleryLayout, FindsTheCellUnderAPointAndBack) {
    const auto places = galleryLayout(lecture, QRect(0, 0, 420, 700), metrics);
    const GalleryCell cell{2, 9, 3, 6};
    const QRectF rect = galleryCellRect(lecture, places, cell);
    EXPECT_EQ(galleryCellAt(lecture, places, rect.center().toPoint()), cell);
    EXPECT_FALSE(galleryCellAt(lecture, places, places[1].title.center()));
    EXPECT_FALSE(galleryCellAt(lecture, places, QPoint(-5, 3)));
}

TEST(GalleryLayout, WithoutLayersIsEmpty) {
    EXPECT_TRUE(galleryLayout({}, QRect(0, 0, 100, 100), metrics).empty());
}

}  // namespace
}  // namespace deltascope
