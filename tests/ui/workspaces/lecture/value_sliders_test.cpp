#include "ui/workspaces/lecture/value_sliders.h"

#include <gtest/gtest.h>

#include <QShortcut>
#include <QSlider>
#include <QTest>

#include "core/lesson/catalogue.h"

namespace deltascope {
namespace {

const SettingSpec& scores() {
    const auto& settings = (*findWalkthrough("L17"))->settings;
    return *std::find_if(settings.begin(), settings.end(),
                         [](const SettingSpec& s) { return s.id == "scores"; });
}

class ValueSlidersTest : public ::testing::Test {
  protected:
    ValueSlidersTest() : sliders_(scores(), nullptr) {
        sliders_.setValue(Tensor<double>({1, 3}, {0, 50, -1}));
        QObject::connect(&sliders_, &ValueSliders::moved, [this](const SettingValue& value, bool goesOn) {
            values_.push_back(std::get<Tensor<double>>(value));
            goesOn_.push_back(goesOn);
        });
    }
    QSlider* slider(int i) { return sliders_.findChildren<QSlider*>().at(i); }

    ValueSliders sliders_;
    std::vector<Tensor<double>> values_;
    std::vector<bool> goesOn_;
};

TEST_F(ValueSlidersTest, HasOneWithANameForEachNumber) {
    ASSERT_EQ(sliders_.findChildren<QSlider*>().size(), 3);
    EXPECT_EQ(slider(1)->accessibleName(), QStringLiteral("Scores: 2 of 3"));
    EXPECT_EQ(slider(1)->value(), slider(1)->maximum()) << "50 lies past the range";
    EXPECT_TRUE(values_.empty()) << "showing is not changing";
}

TEST_F(ValueSlidersTest, SaysADragIsOneChange) {
    slider(0)->setSliderDown(true);
    for (const int position : {130, 140, 150}) slider(0)->setValue(position);
    slider(0)->setSliderDown(false);
    EXPECT_EQ(goesOn_, (std::vector<bool>{false, true, true}));
    EXPECT_EQ(values_.back(), (Tensor<double>({1, 3}, {3, 50, -1}))) << "others keep their typed numbers";
    slider(0)->setSliderDown(true);
    slider(0)->setValue(123);
    EXPECT_FALSE(goesOn_.back()) << "another drag is another change";
    EXPECT_EQ(values_.back()[0], 0.3) << "a round number";
}

TEST_F(ValueSlidersTest, ObeysTheArrowsThoughTheWindowWantsThem) {
    QWidget window;
    sliders_.setParent(&window);
    int steps = 0;
    QObject::connect(new QShortcut(Qt::Key_Right, &window), &QShortcut::activated, [&] { ++steps; });
    window.show();
    slider(0)->setFocus();
    QTest::qWait(10);
    QTest::keyClick(slider(0), Qt::Key_Right);
    ASSERT_EQ(values_.size(), 1u);
    EXPECT_EQ(values_[0][0], 0.1);
    EXPECT_EQ(steps, 0);
    sliders_.setParent(nullptr);
}

}  // namespace
}  // namespace deltascope
