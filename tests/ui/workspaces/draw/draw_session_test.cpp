#include "ui/workspaces/draw/draw_session.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "core/data/digit_image.h"
#include "core/data/examples.h"
#include "core/data/stroke_raster.h"
#include "core/training/metrics.h"
#include "tests/support/core/temporary_folder.h"
#include "tests/support/core/digit_models.h"

namespace deltascope {
namespace {

class ADrawSession : public ::testing::Test {
  protected:
    void drawLine(PenPoint from, PenPoint to) {
        session_.beginStroke(from);
        session_.extendStroke({(from.x + to.x) / 2, (from.y + to.y) / 2});
        session_.extendStroke(to);
        session_.endStroke();
    }
    std::vector<float> probabilities() {
        const Reading* reading = session_.reading();
        if (!reading) return {};
        return {reading->probabilities().begin(), reading->probabilities().end()};
    }

    DrawSession session_;
};

class ADrawSessionWithAModel : public ADrawSession {
  protected:
    ADrawSessionWithAModel() { session_.setModel(untrainedModel()); }
};

TEST_F(ADrawSession, GivesNoAnswerWithoutAModel) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    EXPECT_EQ(session_.reading(), nullptr);
    EXPECT_FALSE(session_.teach(3));
}

TEST_F(ADrawSessionWithAModel, GivesNoAnswerToAnEmptyCanvas) {
    EXPECT_EQ(session_.reading(), nullptr);
    EXPECT_TRUE(session_.problem().empty());
    EXPECT_FALSE(session_.teach(3));
    EXPECT_FALSE(session_.canUndo());
}

TEST_F(ADrawSessionWithAModel, AnswersWhatTheEngineComputesForTheDrawing) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    const auto digit = digitFromPicture(rasterize(session_.sketch().drawing, PenExampleOptions{}.canvasSide));
    ASSERT_TRUE(digit);
    const Pass<float> pass = session_.network().run(*digit);
    ASSERT_NE(session_.reading(), nullptr);
    EXPECT_EQ(session_.reading()->input, *digit);
    for (std::size_t l = 0; l < pass.outputs.size(); ++l) {
        EXPECT_EQ(session_.reading()->pass.outputs[l], pass.outputs[l]) << "layer " << l;
    }
    EXPECT_EQ(session_.reading()->answer, answerOf<float>(pass.predictions().values()));
}

TEST_F(ADrawSessionWithAModel, AnswersWhileThePenMoves) {
    session_.beginStroke({0.3F, 0.2F});
    session_.extendStroke({0.5F, 0.5F});
    const auto early = probabilities();
    session_.extendStroke({0.2F, 0.8F});
    const auto later = probabilities();
    EXPECT_FALSE(early.empty());
    EXPECT_NE(early, later);
    EXPECT_TRUE(session_.isDrawing());
}

TEST_F(ADrawSessionWithAModel, TakesADotForAStroke) {
    session_.beginStroke({0.5F, 0.5F});
    session_.endStroke();
    ASSERT_EQ(session_.sketch().drawing.strokes.size(), 1U);
    EXPECT_NE(session_.reading(), nullptr);
}

TEST_F(ADrawSessionWithAModel, SaysWhyItHasNoAnswerToADrawingOffTheCanvas) {
    drawLine({1.5F, 1.5F}, {1.8F, 1.8F});
    EXPECT_EQ(session_.reading(), nullptr);
    EXPECT_FALSE(session_.problem().empty());
}

TEST_F(ADrawSessionWithAModel, UndoesStrokesClearingAndPictures) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    drawLine({0.6F, 0.2F}, {0.3F, 0.8F});
    const Drawing cross = session_.sketch().drawing;
    session_.clear();
    EXPECT_TRUE(session_.sketch().empty());
    session_.undo();
    EXPECT_EQ(session_.sketch().drawing, cross);
    ASSERT_TRUE(session_.openPicture(rasterize(cross, 50)));
    EXPECT_TRUE(session_.sketch().picture);
    session_.undo();
    session_.undo();
    EXPECT_EQ(session_.sketch().drawing.strokes.size(), 1U);
    session_.undo();
    EXPECT_TRUE(session_.sketch().empty());
    EXPECT_FALSE(session_.canUndo());
    for (int i = 0; i < 3; ++i) session_.redo();
    EXPECT_TRUE(session_.sketch().picture);  // which took the place of the clearing
}

TEST_F(ADrawSessionWithAModel, UndoTakesBackAStrokeThatIsNotFinished) {
    session_.beginStroke({0.3F, 0.2F});
    session_.extendStroke({0.6F, 0.8F});
    session_.undo();
    EXPECT_TRUE(session_.sketch().empty());
    session_.redo();
    EXPECT_EQ(session_.sketch().drawing.strokes.size(), 1U);
}

TEST_F(ADrawSessionWithAModel, ReadsAnOpenedPictureAsThatDrawing) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    const auto drawn = probabilities();
    ASSERT_TRUE(session_.openPicture(rasterize(session_.sketch().drawing, PenExampleOptions{}.canvasSide)));
    EXPECT_EQ(probabilities(), drawn);
}

TEST_F(ADrawSessionWithAModel, RefusesAPictureWithoutInkAndKeepsTheDrawing) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    const Drawing before = session_.sketch().drawing;
    EXPECT_FALSE(session_.openPicture({20, 20, std::vector<float>(400, 1.0F)}));
    EXPECT_EQ(session_.sketch().drawing, before);
}

TEST_F(ADrawSessionWithAModel, StartsADrawingOfItsOwnOnAnOpenedPicture) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    ASSERT_TRUE(session_.openPicture(rasterize(session_.sketch().drawing, 60)));
    drawLine({0.1F, 0.1F}, {0.2F, 0.5F});
    EXPECT_FALSE(session_.sketch().picture);
    session_.undo();
    EXPECT_TRUE(session_.sketch().picture);
}

TEST_F(ADrawSessionWithAModel, LearnsUntilItGivesTheAnswerTaught) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    const auto before = probabilities();
    const int label = (session_.reading()->answer + 4) % 10;
    ASSERT_TRUE(session_.teach(label));
    const TaughtLesson& lesson = *session_.lastLesson();
    EXPECT_EQ(lesson.before, before);
    EXPECT_EQ(lesson.after, probabilities());
    EXPECT_EQ(lesson.answerAfter, label);
    EXPECT_EQ(session_.reading()->answer, label);
    EXPECT_GE(lesson.steps, 1);
    EXPECT_LE(lesson.steps, LessonOptions{}.mostSteps);
    EXPECT_EQ(session_.lessonCount(), 1);
}

TEST_F(ADrawSessionWithAModel, UndoesALessonToTheBitAndBeforeTheStroke) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    const auto before = probabilities();
    const auto weights = session_.network().parameters();
    ASSERT_TRUE(session_.teach((session_.reading()->answer + 1) % 10));
    EXPECT_NE(session_.network().parameters(), weights);
    EXPECT_EQ(session_.undoAction(), "lesson");
    session_.undo();
    EXPECT_EQ(session_.network().parameters(), weights);
    EXPECT_EQ(probabilities(), before);
    EXPECT_EQ(session_.lessonCount(), 0);
    EXPECT_FALSE(session_.lastLesson());
    EXPECT_FALSE(session_.sketch().empty());
    session_.redo();
    EXPECT_EQ(session_.lessonCount(), 1);
}

TEST_F(ADrawSessionWithAModel, ForgetsTheLessonThatWasShownWithTheNextStrokeButNotTheKnowledge) {
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    ASSERT_TRUE(session_.teach(2));
    drawLine({0.6F, 0.2F}, {0.3F, 0.8F});
    EXPECT_FALSE(session_.lastLesson());
    EXPECT_EQ(session_.lessonCount(), 1);
}

TEST_F(ADrawSessionWithAModel, ForgetsItsLessons) {
    const auto weights = session_.network().parameters();
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    ASSERT_TRUE(session_.teach(2));
    ASSERT_TRUE(session_.teach(3));
    session_.forgetLessons();
    EXPECT_EQ(session_.network().parameters(), weights);
    EXPECT_EQ(session_.lessonCount(), 0);
    session_.undo();
    EXPECT_EQ(session_.lessonCount(), 2);
}

TEST_F(ADrawSessionWithAModel, SavesAndOpensWhatItWasTaught) {
    const TemporaryFolder folder;
    drawLine({0.3F, 0.2F}, {0.6F, 0.8F});
    ASSERT_TRUE(session_.teach(7));
    const auto taught = probabilities();
    const auto path = folder.path() / "taught.safetensors";
    ASSERT_TRUE(session_.saveModel(path));
    session_.forgetLessons();
    ASSERT_NE(probabilities(), taught);
    ASSERT_TRUE(session_.openModel(path));
    EXPECT_EQ(probabilities(), taught);
    EXPECT_EQ(session_.model().checkpoint.notes.at("lessons_by_hand"), "1");
}

TEST_F(ADrawSessionWithAModel, KeepsItsModelWhereAnotherCannotBeOpened) {
    const TemporaryFolder folder;
    const auto weights = session_.network().parameters();
    EXPECT_FALSE(session_.openModel(folder.path() / "missing.safetensors"));
    EXPECT_FALSE(session_.openModel(folder.path()));
    EXPECT_EQ(session_.network().parameters(), weights);
}

TEST_F(ADrawSessionWithAModel, TellsOfEveryChange) {
    QSignalSpy changed(&session_, &DrawSession::changed);
    session_.beginStroke({0.3F, 0.2F});
    session_.extendStroke({0.4F, 0.4F});
    EXPECT_EQ(changed.count(), 2);
    session_.extendStroke({0.4F, 0.4F});  // the same place again
    EXPECT_EQ(changed.count(), 2);
}

}  // namespace
}  // namespace deltascope
