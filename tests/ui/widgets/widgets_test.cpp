#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <limits>

#include "ui/theme/theme_manager.h"
#include "ui/widgets/answer_view.h"
#include "ui/widgets/map_gallery.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/probability_bars.h"
#include "ui/widgets/rail.h"

namespace deltascope {
namespace {

/// Number of pixels of `color` in a picture of the widget.
int pixelsOf(QWidget& widget, const QColor& color) {
    const QImage image = widget.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == color;
    }
    return count;
}

class ABarChart : public ::testing::Test {
  protected:
    ABarChart() { bars_.resize(300, 120); }
    ProbabilityBars bars_{{"a", "b", "c"}};
    const Palette& palette_ = currentTheme().palette;
};

TEST_F(ABarChart, IsEmptyAndSaysSoBeforeThereAreProbabilities) {
    EXPECT_EQ(pixelsOf(bars_, palette_.accent), 0);
    EXPECT_EQ(bars_.accessibleDescription(), "nothing to classify yet");
}

TEST_F(ABarChart, DrawsTheLargestAsLongAsItIsProbable) {
    const float half[] = {0.3F, 0.5F, 0.2F}, most[] = {0.05F, 0.9F, 0.05F};
    bars_.setProbabilities(half);
    const int shorter = pixelsOf(bars_, palette_.accent);
    bars_.setProbabilities(most);
    EXPECT_GT(pixelsOf(bars_, palette_.accent), shorter * 3 / 2);
    EXPECT_EQ(bars_.accessibleDescription(), "b with 90.0 percent");
}

TEST_F(ABarChart, MarksWhatWasBefore) {
    const float now[] = {0.1F, 0.8F, 0.1F}, before[] = {0.7F, 0.2F, 0.1F};
    bars_.setProbabilities(now);
    EXPECT_EQ(pixelsOf(bars_, palette_.activation.strong), 0);
    bars_.setBefore(before);
    EXPECT_GT(pixelsOf(bars_, palette_.activation.strong), 20);
    bars_.setBefore({});
    EXPECT_EQ(pixelsOf(bars_, palette_.activation.strong), 0);
}

TEST_F(ABarChart, SurvivesNumbersThatAreNotFinite) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float broken[] = {nan, nan, nan};
    bars_.setProbabilities(broken);
    EXPECT_FALSE(bars_.grab().isNull());
}

class ARail : public ::testing::Test {
  protected:
    ARail() {
        for (const char* name : {"lecture", "network", "train"}) rail_.addItem(name, name, name);
        rail_.setCurrent(0);
        rail_.show();
        QApplication::setActiveWindow(&rail_);
        (void)QTest::qWaitForWindowActive(&rail_);
    }
    Rail rail_;
};

TEST_F(ARail, ChoosesByControlAndNumber) {
    QSignalSpy changed(&rail_, &Rail::currentChanged);
    QTest::keyClick(&rail_, Qt::Key_3, Qt::ControlModifier);
    EXPECT_EQ(rail_.current(), 2);
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed[0][0].toInt(), 2);
}

TEST_F(ARail, ChoosesByArrowKeysAndMouse) {
    const auto buttons = rail_.findChildren<QAbstractButton*>();
    ASSERT_EQ(buttons.size(), 3);
    buttons[0]->setFocus();
    QTest::keyClick(buttons[0], Qt::Key_Down);
    EXPECT_EQ(rail_.current(), 1);
    QTest::mouseClick(buttons[2], Qt::LeftButton);
    EXPECT_EQ(rail_.current(), 2);
}

TEST_F(ARail, NamesItsItemsForScreenReaders) {
    for (const auto* button : rail_.findChildren<QAbstractButton*>())
        EXPECT_FALSE(button->accessibleName().isEmpty());
}

TEST(AMessageBar, ShowsPlainTextUntilEscape) {
    MessageBar bar;
    EXPECT_TRUE(bar.isHidden());
    bar.showError("<b>file.png</b>: is empty");
    EXPECT_FALSE(bar.isHidden());
    EXPECT_EQ(bar.text(), "<b>file.png</b>: is empty");
    EXPECT_EQ(bar.kind(), MessageBar::Kind::error);
    QTest::keyClick(&bar, Qt::Key_Escape);
    EXPECT_TRUE(bar.isHidden());
}

TEST(AnAnswer, IsDrawnLargeAndAccentedOnlyWhileThereIsOne) {
    AnswerView view;
    view.resize(200, 200);
    view.setNoAnswer("waiting");
    EXPECT_EQ(pixelsOf(view, currentTheme().palette.accent), 0);
    view.setAnswer("8", "99 %");
    EXPECT_GT(pixelsOf(view, currentTheme().palette.accent), 500);
}

TEST(AMapGallery, GivesTheAddressOfACell) {
    MapGallery gallery;
    gallery.resize(400, 500);
    gallery.setLayers(
        {{"Conv 1", "sigmoid1.output", Shape{2, 3, 4}}, {"FC 1", "sigmoid3.output", Shape{50}}});
    EXPECT_EQ(gallery.addressOf({0, 1, 2, 3}), "sigmoid1.output[1,2,3]");
    EXPECT_EQ(gallery.addressOf({1, 0, 1, 0}), "sigmoid3.output[25]");
}

TEST(AMapGallery, HasNoAddressPastTheEndOfAStrip) {
    MapGallery gallery;
    gallery.setLayers({{"FC 1", "fc1.output", Shape{83}}});  // three lines of 28: one place is left over
    EXPECT_EQ(gallery.addressOf({0, 0, 2, 26}), "fc1.output[82]");
    EXPECT_EQ(gallery.addressOf({0, 0, 2, 27}), QString());
}

TEST(AMapGallery, OutlinesTheCellUnderTheMouse) {
    MapGallery gallery;
    gallery.resize(400, 400);
    gallery.setLayers({{"Conv 1", "sigmoid1.output", Shape{1, 2, 2}}});
    const float values[] = {0, 0.3F, 0.6F, 1};
    gallery.setValues(0, values);
    gallery.show();
    const QColor outline = currentTheme().palette.activation.strong;
    EXPECT_EQ(pixelsOf(gallery, outline), 0);
    const QRect map = gallery.places()[0].maps[0];
    QTest::mouseMove(&gallery, map.topLeft() + QPoint(10, 10));
    EXPECT_GT(pixelsOf(gallery, outline), 20);
}

}  // namespace
}  // namespace deltascope
