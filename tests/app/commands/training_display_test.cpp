#include "app/commands/training_display.h"

#include <gtest/gtest.h>

#include <sstream>

namespace deltascope {
namespace {

TrainingProgress halfWay() {
    TrainingProgress progress;
    progress.epoch = 2;
    progress.epochs = 3;
    progress.examplesSeen = 500;
    progress.examplesInAll = 1000;
    progress.loss = 0.125;
    progress.accuracy = 0.975;
    return progress;
}

}  // namespace

TEST(TrainingDisplay, TellsEverythingInOneLine) {
    EXPECT_EQ(progressText(halfWay(), 10),
              "[==========>         ] 50 %  epoch 2/3  loss 0.1250  accuracy 97.5 %  50 images/s  0:10 left");
}

TEST(TrainingDisplay, DurationsReadAsClockTimes) {
    EXPECT_EQ(durationText(0.4), "0:00");
    EXPECT_EQ(durationText(92), "1:32");
    EXPECT_EQ(durationText(7384), "2:03:04");
}

TEST(TrainingDisplay, AScreenIsRedrawnAtMostTenTimesASecond) {
    std::ostringstream out, err;
    TrainingDisplay display({out, err, true});
    for (int i = 0; i < 1000; ++i) display.show(halfWay());
    const std::string shown = err.str();
    EXPECT_EQ(std::count(shown.begin(), shown.end(), '\r'), 1);
    EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 0);
}

TEST(TrainingDisplay, AFileGetsPlainLines) {
    std::ostringstream out, err;
    TrainingDisplay display({out, err, false});
    for (int i = 0; i < 1000; ++i) display.show(halfWay());
    display.clear();
    EXPECT_EQ(err.str(), progressText(halfWay(), 0).substr(0, 70) + err.str().substr(70));
    EXPECT_EQ(err.str().find_first_of("\r\x1b"), std::string::npos);
    EXPECT_EQ(err.str().back(), '\n');
}

}  // namespace deltascope
