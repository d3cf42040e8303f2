#include <gtest/gtest.h>

#include <QFile>
#include <QImage>

#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {

TEST(Render, DrawsAStepAsPngSvgAndPdf) {
    const AppTestFolder folder;
    for (const auto& [ending, magic] : {std::pair{"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}}) {
        const QString out = folder.text(std::string("step.") + ending);
        const auto run = runProgram({"render", "L9", "--step", "2", "--size", "700x500", "--out", out});
        ASSERT_EQ(run.exitCode, 0) << run.err;
        QFile file(out);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_TRUE(file.readAll().startsWith(magic)) << ending;
    }
    EXPECT_EQ(QImage(folder.text("step.png")).size(), QSize(700, 500));
}

TEST(Render, DrawsAllStepsIntoAFolder) {
    const AppTestFolder folder;
    const auto run = runProgram({"render", "L9", "--all", "--size", "400x320", "--out", folder.text("all")});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    const QImage first(folder.text("all/L9-001.png")), second(folder.text("all/L9-002.png"));
    EXPECT_FALSE(first.isNull());
    EXPECT_NE(first, second);
}

TEST(Render, SaysWhatItCannotDraw) {
    const AppTestFolder folder;
    EXPECT_EQ(runProgram({"render", "L99", "--out", folder.text("a.png")}).exitCode, 1);
    EXPECT_EQ(runProgram({"render", "L9", "--out", folder.text("a.doc")}).exitCode, 1);
    EXPECT_EQ(runProgram({"render", "L9", "--step", "999", "--out", folder.text("a.png")}).exitCode, 1);
    EXPECT_EQ(runProgram({"render", "L9", "--out", "/no/such/folder/a.png"}).exitCode, 1);
}

}  // namespace deltascope
