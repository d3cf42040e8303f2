#include "ui/widgets/transport_bar.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>

namespace deltascope {
namespace {

class TransportBarTest : public testing::Test {
  protected:
    void SetUp() override {
        auto* column = new QVBoxLayout(&window);
        bar = new TransportBar;
        bar->setFocusPolicy(Qt::StrongFocus);
        field = new QLineEdit;
        column->addWidget(bar);
        column->addWidget(field);
        bar->setStepCount(25);
        bar->installShortcuts(&window);
        window.show();
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        bar->setFocus();
        QObject::connect(bar, &TransportBar::stepChanged, [this](int step) { steps.push_back(step); });
    }
    void press(int key) { QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key)); }

    QWidget window;
    TransportBar* bar = nullptr;
    QLineEdit* field = nullptr;
    std::vector<int> steps;
};

TEST_F(TransportBarTest, StepsWithEveryKey) {
    for (const int key : {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_N}) press(key);
    EXPECT_EQ(bar->step(), 3);
    for (const int key : {Qt::Key_Left, Qt::Key_PageUp}) press(key);
    EXPECT_EQ(bar->step(), 1);
    press(Qt::Key_End);
    EXPECT_EQ(bar->step(), 24);
    press(Qt::Key_Home);
    EXPECT_EQ(steps, (std::vector<int>{1, 2, 3, 2, 1, 24, 0}));
}

TEST_F(TransportBarTest, LeavesTextFieldsTheirKeys) {
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("n 1"));
    press(Qt::Key_Left);
    press(Qt::Key_Home);
    EXPECT_EQ(field->text(), QStringLiteral("n 1"));
    EXPECT_TRUE(steps.empty());
    EXPECT_FALSE(bar->isPlaying());
}

TEST_F(TransportBarTest, PlaysToTheEndAndStopsThere) {
    bar->setSpeed(4);
    bar->setStep(22);
    press(Qt::Key_Space);
    EXPECT_TRUE(bar->isPlaying());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !bar->isPlaying(); }, 4000));
    EXPECT_EQ(bar->step(), 24);
    bar->togglePlay();  // from the end: again from the beginning
    EXPECT_EQ(bar->step(), 0);
    press(Qt::Key_Space);
    EXPECT_FALSE(bar->isPlaying());
}

TEST_F(TransportBarTest, PressesTheButtonThatTabHasReachedWithSpace) {
    bar->findChild<QAbstractButton*>(QStringLiteral("next"))->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Space);
    EXPECT_EQ(bar->step(), 1);
    EXPECT_FALSE(bar->isPlaying());
}

TEST_F(TransportBarTest, ScrubsToWhereTheSliderIsPressed) {
    auto* slider = bar->findChild<StepSlider*>();
    QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(slider->width() - 3, slider->height() / 2));
    EXPECT_EQ(bar->step(), 24);
    QTest::mouseClick(slider, Qt::LeftButton, {}, slider->rect().center());
    EXPECT_EQ(bar->step(), 12);
}

TEST_F(TransportBarTest, TakesStepsOutsideAsTheEnds) {
    bar->setStep(99);
    EXPECT_EQ(bar->step(), 24);
    bar->setStepCount(3);
    EXPECT_EQ(bar->step(), 2);
    bar->setStepCount(0);
    EXPECT_EQ(bar->step(), 0);
    bar->next();
    bar->play();
    EXPECT_FALSE(bar->isPlaying());
}

TEST_F(TransportBarTest, NamesEveryControlAndItsKey) {
    for (const auto* button : bar->findChildren<QAbstractButton*>()) {
        EXPECT_FALSE(button->accessibleName().isEmpty());
        EXPECT_TRUE(button->toolTip().contains(u'('));
    }
}

TEST_F(TransportBarTest, OffersFourSpeeds) {
    for (const double speed : {0.5, 1.0, 2.0, 4.0}) {
        bar->setSpeed(speed);
        EXPECT_EQ(bar->speed(), speed);
    }
    bar->setSpeed(-7);
    EXPECT_EQ(bar->speed(), 0.5);
}

}  // namespace
}  // namespace deltascope
