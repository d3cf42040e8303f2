#include <gtest/gtest.h>

#include "core/base/text.h"
#include "core/base/version.h"
#include "core/kernels/instruction_set.h"
#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {

TEST(CommandLine, HelpNamesEveryCommand) {
    const auto run = runProgram({"--help"});
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_EQ(run.err, "");
    for (const char* command :
         {"classify", "train", "evaluate", "trace", "gradcheck", "walkthroughs", "show", "screenshot"}) {
        EXPECT_TRUE(contains(run.out, std::string("  ") + command + " ")) << command;
        const auto help = runProgram({command, "--help"});
        EXPECT_EQ(help.exitCode, 0) << command;
        EXPECT_TRUE(contains(help.out, "Usage: deltascope " + std::string(command))) << help.out;
    }
}

TEST(CommandLine, TellsItsVersion) {
    EXPECT_EQ(runProgram({"--version"}).out,
              joinText("deltascope ", version, " (computes with ", laneKernels().name, ")\n"));
}

struct BadUsage {
    QStringList arguments;
    std::string complaint;

    friend void PrintTo(const BadUsage& usage, std::ostream* out) {
        *out << usage.arguments.join(' ').toStdString();
    }
};

class BadUsages : public testing::TestWithParam<BadUsage> {};

TEST_P(BadUsages, EndWithTwoAndSayWhatIsWrong) {
    const auto run = runProgram(GetParam().arguments);
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_TRUE(contains(run.err, GetParam().complaint)) << run.err;
}

QStringList trainingWith(const QStringList& more) {
    return QStringList{"train", "--data", "synthetic", "--out", "never.safetensors"} + more;
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine, BadUsages,
    testing::Values(BadUsage{{"paint"}, "paint"}, BadUsage{{"--colour"}, "--colour"},
                    BadUsage{{"classify"}, "image"}, BadUsage{{"train"}, "--data"},
                    BadUsage{{"evaluate"}, "--data or --strokes"}, BadUsage{{"trace"}, "--image"},
                    BadUsage{{"show"}, "id"}, BadUsage{{"show", "L4", "--step", "0"}, "--step"},
                    BadUsage{{"show", "L4", "--step", "1", "--all"}, "--all"},
                    BadUsage{{"show", "L4", "--step", "100000"}, "--step"},
                    BadUsage{{"screenshot", "cellar", "--out", "x.png"}, "cellar"},
                    BadUsage{{"screenshot", "draw", "--out", "x.png", "--size", "10"}, "--size"},
                    BadUsage{{"screenshot", "draw", "--out", "x.png", "--theme", "pink"}, "pink"},
                    BadUsage{{"--workspace", "cellar"}, "cellar"}, BadUsage{{"--step", "2"}, "--walkthrough"},
                    BadUsage{{"trace", "--image", "a", "--label", "10", "--out", "b"}, "--label"},
                    BadUsage{{"gradcheck", "--sample", "5"}, "--model"}));

INSTANTIATE_TEST_SUITE_P(
    TypedNumbers, BadUsages,
    testing::Values(BadUsage{trainingWith({"--rate", "nan"}), "--rate: expected a number above 0"},
                    BadUsage{trainingWith({"--rate", "1e300"}), "--rate"},
                    BadUsage{trainingWith({"--rate", "-3"}), "--rate"},
                    BadUsage{trainingWith({"--rate", "abc"}), "got 'abc'"},
                    BadUsage{trainingWith({"--rate", ""}), "--rate"},
                    BadUsage{trainingWith({"--rate"}), "--rate"},
                    BadUsage{trainingWith({"--rate", "1", "--rate", "2"}), "--rate"},
                    BadUsage{trainingWith({"--epochs", "0"}), "--epochs"},
                    BadUsage{trainingWith({"--epochs", "1.5"}), "--epochs"},
                    BadUsage{trainingWith({"--batch", "99999999999999999999"}), "--batch"},
                    BadUsage{trainingWith({"--momentum", "1"}), "--momentum"},
                    BadUsage{trainingWith({"--weight-decay", "-1"}), "--weight-decay"},
                    BadUsage{trainingWith({"--gain", "0"}), "--gain"},
                    BadUsage{trainingWith({"--averaging", "1"}), "--averaging"},
                    BadUsage{trainingWith({"--seed", "-1"}), "--seed"},
                    BadUsage{trainingWith({"--threads", "1000"}), "--threads"},
                    BadUsage{trainingWith({"--hold-out", "x"}), "--hold-out"},
                    BadUsage{trainingWith({"--writers", "1-5"}), "--strokes"},
                    BadUsage{trainingWith({"--strokes", "x", "--writers", "5-1"}), "--writers"}));

TEST(CommandLine, ResultsThatCannotBeWrittenAreAnError) {
    if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
    const auto run = runShell("exec \"$0\" walkthroughs > /dev/full");
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.err, "cannot write")) << run.err;
}

}  // namespace deltascope
