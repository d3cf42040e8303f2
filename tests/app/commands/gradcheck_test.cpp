#include <gtest/gtest.h>

#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {

TEST(Gradcheck, EveryWeightOfThePencilNetworkAgrees) {
    const auto run = runProgram({"gradcheck"});
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_TRUE(contains(run.out, "passed")) << run.out;
    EXPECT_TRUE(contains(run.out, "conv2.weight       36        36")) << run.out;
}

TEST(Gradcheck, AModelIsSampled) {
    const AppTestFolder folder;
    const auto run = runProgram({"gradcheck", "--model", folder.model(), "--sample", "7"});
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_TRUE(contains(run.out, "fc1.weight      30720         7")) << run.out;
}

}  // namespace deltascope
