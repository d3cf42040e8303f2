#include "ui/workspaces/draw/history.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

TEST(AHistory, GoesBackAndForthAndNamesTheActions) {
    History<int> history(0);
    history.push("one", 1);
    history.push("two", 2);
    EXPECT_EQ(history.undoAction(), "two");
    history.undo();
    EXPECT_EQ(history.current(), 1);
    EXPECT_EQ(history.undoAction(), "one");
    EXPECT_EQ(history.redoAction(), "two");
    history.redo();
    EXPECT_EQ(history.current(), 2);
    EXPECT_FALSE(history.canRedo());
}

TEST(AHistory, ForgetsWhatWasUndoneOnceSomethingElseIsDone) {
    History<int> history(0);
    history.push("one", 1);
    history.undo();
    history.push("two", 2);
    EXPECT_FALSE(history.canRedo());
    history.undo();
    EXPECT_EQ(history.current(), 0);
    EXPECT_FALSE(history.canUndo());
}

TEST(AHistory, StaysWhereItIsAtItsEnds) {
    History<int> history(7);
    history.undo();
    history.redo();
    EXPECT_EQ(history.current(), 7);
}

TEST(AHistory, KeepsNoMoreThanItsLimit) {
    History<int> history(0, 3);
    for (int i = 1; i < 10; ++i) history.push("step", i);
    history.undo();
    history.undo();
    EXPECT_EQ(history.current(), 7);
    EXPECT_FALSE(history.canUndo());
}

}  // namespace
}  // namespace deltascope
