#include "ui/workspaces/lecture/lecture_session.h"

#include <gtest/gtest.h>

#include "core/lesson/sample_pictures.h"
#include "ui/workspaces/lecture/settings_text.h"

namespace deltascope {
namespace {

LectureSession opened() {
    LectureSession session;
    EXPECT_TRUE(session.open("L4", 8));
    return session;
}

/// Types a number over an element of the first exhibit that shows a setting.
Result<void> type(LectureSession& session, const std::string& setting, Index offset, double value) {
    for (const Exhibit& exhibit : session.walkthrough()->exhibits())
        if (exhibit.setting == setting) return session.changeNumber(exhibit, offset, value);
    Exhibit none;
    none.setting = setting;
    none.values = Tensor<double>({1, 1});
    return session.changeNumber(none, offset, value);
}

double kernelAt(const LectureSession& session, Index row, Index column) {
    return std::get<Tensor<double>>(session.settings().at("kernel")).at({row, column});
}

TEST(LectureSession, UndoesAndRedoesEveryChangeOfSettings) {
    LectureSession session = opened();
    const Settings first = session.settings();
    ASSERT_TRUE(type(session, "kernel", 4, 5));
    ASSERT_TRUE(session.change("padding", std::string("zero")));
    EXPECT_EQ(session.stepCount(), 49);
    session.undo();
    EXPECT_EQ(session.stepCount(), 25);
    EXPECT_EQ(kernelAt(session, 1, 1), 5);
    session.undo();
    EXPECT_EQ(session.settings(), first);
    session.undo();
    EXPECT_EQ(session.settings(), first);
    session.redo();
    session.redo();
    EXPECT_EQ(session.stepCount(), 49);
    EXPECT_FALSE(session.history().canRedo());
}

TEST(LectureSession, ForgetsWhatWasUndoneAfterANewChange) {
    LectureSession session = opened();
    ASSERT_TRUE(type(session, "kernel", 0, 5));
    session.undo();
    ASSERT_TRUE(type(session, "kernel", 0, 6));
    EXPECT_FALSE(session.history().canRedo());
    EXPECT_EQ(kernelAt(session, 0, 0), 6);
}

TEST(LectureSession, LeavesEverythingAsItWasWhenItRefuses) {
    LectureSession session = opened();
    const Settings before = session.settings();
    EXPECT_FALSE(session.change("padding", std::string("mirror")));
    EXPECT_FALSE(session.change("no such", 1.0));
    EXPECT_FALSE(session.change("stride", 99.0));
    EXPECT_FALSE(type(session, "kernel", 27, 1));
    EXPECT_FALSE(type(session, "kernel", 0, 1e300));
    EXPECT_FALSE(type(session, "no such", 0, 1));
    EXPECT_FALSE(session.open("L99", 0));
    EXPECT_FALSE(session.open("L4", 25));
    EXPECT_FALSE(session.open("L4", -1));
    EXPECT_EQ(session.settings(), before);
    EXPECT_EQ(session.step(), 8);
    EXPECT_FALSE(session.history().canUndo());
}

TEST(LectureSession, KeepsTheStepWhileThereAreSoMany) {
    LectureSession session = opened();
    session.goTo(24);
    ASSERT_TRUE(session.change("stride", 2.0));
    EXPECT_EQ(session.step(), session.stepCount() - 1);
    session.goTo(-5);
    EXPECT_EQ(session.step(), 0);
}

TEST(LectureSession, ResetsToTheLecturesSettingsAndBack) {
    LectureSession session = opened();
    const Settings standard = session.settings();
    ASSERT_TRUE(session.change("flip", true));
    ASSERT_TRUE(session.reset());
    EXPECT_EQ(session.settings(), standard);
    session.undo();
    EXPECT_TRUE(std::get<bool>(session.settings().at("flip")));
}

TEST(LectureSession, RemembersHowFarAWalkthroughWasSeen) {
    LectureSession session = opened();
    session.goTo(24);
    session.goTo(3);
    EXPECT_EQ(session.progress("L4"), 1);
    EXPECT_EQ(session.progress("L9"), 0);
}

TEST(SettingsText, ReadsBackWhatItWrote) {
    LectureSession session = opened();
    ASSERT_TRUE(type(session, "kernel", 0, 0.1));
    const auto read = settingsFromText(settingsText(session.settings()));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, session.settings());
}

TEST(SettingsText, RefusesDamagedText) {
    for (const char* text : {"", "[", "{\"kernel\": {\"shape\": [2, 2], \"values\": [1]}}", "{\"a\": null}",
                             "{\"a\": {\"shape\": [-1], \"values\": []}}"})
        EXPECT_FALSE(settingsFromText(QString::fromUtf8(text))) << text;
}

TEST(LectureSession, EditsOneNumberOfOnePlane) {
    LectureSession session;
    ASSERT_TRUE(session.open("L4", 0));
    ASSERT_TRUE(session.change("picture", threeLights()));
    const auto exhibit = [&](const std::string& id) {
        const auto& all = session.walkthrough()->exhibits();
        return *std::find_if(all.begin(), all.end(), [&](const Exhibit& e) { return e.id == id; });
    };
    const Exhibit kernel = exhibit("kernel"), input = exhibit("input");
    const auto typed = session.changeNumber(kernel, 9 + 4, 5);
    ASSERT_TRUE(typed) << typed.error().message;  // the middle of the green plane
    ASSERT_TRUE(session.changeNumber(input, 2 * 49 + 7 + 3, 0.5));
    for (Index i = 0; i < 27; ++i) {
        EXPECT_EQ(exhibit("kernel").values[i], i == 13 ? 5 : kernel.values[i]) << i;
    }
    for (Index i = 0; i < input.values.size(); ++i) {
        EXPECT_EQ(exhibit("input").values[i], i == 108 ? 0.5 : input.values[i]) << i;
    }
    const auto& picture = std::get<Tensor<double>>(session.settings().at("picture"));
    EXPECT_EQ(picture.at({2, 4 + 1, 9 + 3}), 0.5) << "the patch stands at row 4, column 9";
}

TEST(LectureSession, UndoesADragAsOneChange) {
    LectureSession session;
    ASSERT_TRUE(session.open("L17", 0));
    const Settings before = session.settings();
    auto scores = std::get<Tensor<double>>(before.at("scores"));
    scores[1] = 1;
    ASSERT_TRUE(session.change("scores", scores));
    for (const double value : {2.0, 3.0, 4.0}) {
        scores[1] = value;
        ASSERT_TRUE(session.changeFurther("scores", scores));
    }
    EXPECT_EQ(std::get<Tensor<double>>(session.settings().at("scores"))[1], 4);
    session.undo();
    EXPECT_EQ(session.settings(), before);
    EXPECT_FALSE(session.history().canUndo());
    session.redo();
    EXPECT_EQ(std::get<Tensor<double>>(session.settings().at("scores"))[1], 4);
}

}  // namespace
}  // namespace deltascope
