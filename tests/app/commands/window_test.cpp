#include <gtest/gtest.h>

#include <QImage>

#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {

TEST(Window, WithoutADisplayItSaysSo) {
    const auto run = runProgram({});
    EXPECT_EQ(run.exitCode, 2) << run.err;
    EXPECT_TRUE(contains(run.err, "display")) << run.err;
    EXPECT_TRUE(contains(run.err, "screenshot")) << run.err;
}

TEST(Window, ADisplayThatIsNotThereIsNoCrash) {
    auto environment = plainEnvironment();
    environment.insert("DISPLAY", ":4711");
    const auto run = runProgram({}, environment);
    EXPECT_EQ(run.exitCode, 2) << run.err;
    EXPECT_TRUE(contains(run.err, "display")) << run.err;
}

class Screenshot : public testing::TestWithParam<const char*> {};

TEST_P(Screenshot, DrawsTheWorkspaceInEveryTheme) {
    const AppTestFolder folder;
    QImage former;
    for (const char* theme : {"light", "dark", "projector"}) {
        const QString out = folder.text("shot.png");
        const auto run =
            runProgram({"screenshot", GetParam(), "--out", out, "--size", "1024x700", "--theme", theme});
        ASSERT_EQ(run.exitCode, 0) << run.err;
        const QImage image(out);
        EXPECT_EQ(image.size(), QSize(1024, 700));
        EXPECT_NE(image, former) << theme;
        former = image;
    }
}

INSTANTIATE_TEST_SUITE_P(Window, Screenshot, testing::Values("lecture", "network", "train", "draw"),
                         [](const auto& workspace) { return std::string(workspace.param); });

TEST(Screenshots, AFailedWriteIsAnError) {
    const AppTestFolder folder;
    const auto run = runProgram({"screenshot", "draw", "--out", folder.text("nowhere/shot.png")});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.err, "nowhere/shot.png")) << run.err;
}

}  // namespace deltascope
