#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"
#include "tests/support/core/json_evaluator.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

class Explain : public testing::Test {
  protected:
    ProgramRun explain(const QString& cell, const QStringList& more = {}) const {
        return runProgram(
            QStringList{"explain", cell, "--model", model_, "--image", picture_, "--label", "3"} + more);
    }
    Json json(const QString& cell, const QStringList& more = {}) const {
        const ProgramRun run = explain(cell, more + QStringList{"--json"});
        EXPECT_EQ(run.exitCode, 0) << run.err;
        return Json::parse(run.out);
    }

    AppTestFolder folder_;
    QString model_ = folder_.model(), picture_ = folder_.digit();
};

}  // namespace

TEST_F(Explain, PrintsAnExpressionThatAnyoneCanRecompute) {
    for (const char* cell :
         {"conv1.output[2,5,5]", "pool1.delta[2,6,6]", "conv1.weight_gradient[2,0,1,1]",
          "conv1.weight_new[2,0,1,1]", "fc1.output[17]", "softmax.output[3]", "loss.output"}) {
        const Json explained = json(cell);
        EXPECT_EQ(explained["cell"], cell);
        EXPECT_NEAR(evaluateJson(explained["expression"]), explained["value"].get<double>(), 1e-5) << cell;
        EXPECT_EQ(explained.size(), 4U) << explained.dump();
    }
    EXPECT_EQ(json("input[0,3,4]")["expression"]["cell"], "input[0,3,4]");
}

TEST_F(Explain, FoldsLongSumsUnlessAllIsAskedFor) {
    const ProgramRun folded = explain("conv1.weight_gradient[2,0,1,1]", {"--largest", "3"});
    EXPECT_TRUE(contains(folded.out, "... 573 smaller terms")) << folded.out;
    const ProgramRun all = explain("conv1.weight_gradient[2,0,1,1]", {"--all"});
    EXPECT_FALSE(contains(all.out, "smaller terms"));
}

TEST_F(Explain, FollowsANumberToWhatItWasMadeOf) {
    const Json tree = json("fc1.output[17]", {"--follow", "2", "--largest", "4"});
    ASSERT_EQ(tree["made_of"].size(), 4U);
    EXPECT_TRUE(tree["made_of"][0]["made_of"].empty()) << "a weight is given";
    EXPECT_EQ(tree["made_of"][1]["made_of"].size(), 4U) << "the activation is the largest of its window";
    EXPECT_TRUE(contains(explain("fc1.output[17]", {"--follow", "1"}).out, "fc1.weight[17,"));
}

TEST_F(Explain, SaysWhereANumberGoesWhatItSeesAndThatItIsRight) {
    const Json told = json("conv2.delta[3,4,4]", {"--used-by", "--receptive-field", "--prove"});
    EXPECT_EQ(told["used_by"].size(), 6U * 25 + 6 * 25 + 1);  // deltas of pool 1, kernel weights, the bias
    EXPECT_EQ(told["receptive_field"].back()["layer"], "input");
    EXPECT_EQ(told["receptive_field"].back()["rows"], Json({8, 21}));
    EXPECT_LT(told["proof"]["relative_error"].get<double>(), 1e-6);
}

TEST_F(Explain, ShowsTheOtherViewOfAConvolutionsDelta) {
    const Json both = json("pool1.delta[2,6,6]", {"--other-view"});
    EXPECT_EQ(both["other_view"]["formula"], "conv-delta-flipped");
    EXPECT_NEAR(evaluateJson(both["other_view"]["expression"]), both["value"].get<double>(), 1e-5);
    EXPECT_EQ(explain("fc1.output[3]", {"--other-view"}).exitCode, 1);
}

TEST_F(Explain, NamesTheExampleOfABatch) {
    const Json second = json("conv1.delta@1[2,5,5]", {"--image", picture_, "--label", "5"});
    EXPECT_EQ(second["cell"], "conv1.delta@1[2,5,5]");
    EXPECT_EQ(json("conv1.weight_gradient[0,0,0,0]", {"--image", picture_, "--label", "5"})["formula"],
              "batch-mean");
}

TEST_F(Explain, SaysWhatIsWrongWithAnAddress) {
    for (const auto& [cell, expected] : {std::pair{"conv9.output[0]", "conv1.output"},
                                         {"conv1.output[9,0,0]", "6x24x24"},
                                         {"conv1[", "address"}}) {
        const ProgramRun run = explain(cell);
        EXPECT_EQ(run.exitCode, 1) << cell;
        EXPECT_TRUE(contains(run.err, expected)) << run.err;
    }
    EXPECT_EQ(explain("loss.output", {"--image", picture_}).exitCode, 2) << "a picture without a label";
}

}  // namespace deltascope
