#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "core/network/checkpoint.h"
#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {
namespace {

using Json = nlohmann::json;

const QString digitModel = DELTASCOPE_SOURCE "/resources/models/digits.safetensors";

Json gradcheckJson(const QStringList& arguments) {
    const auto run = runProgram(QStringList{"gradcheck", "--json"} + arguments);
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    return Json::parse(run.out);
}

}  // namespace

TEST(Gradcheck, EveryWeightOfThePencilNetworkAgrees) {
    const auto run = runProgram({"gradcheck"});
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_TRUE(contains(run.out, "passed")) << run.out;
    EXPECT_TRUE(contains(run.out, "conv2.weight       36        36        36")) << run.out;
}

TEST(Gradcheck, AModelIsSampled) {
    const AppTestFolder folder;
    const auto run = runProgram({"gradcheck", "--model", folder.model(), "--sample", "7"});
    EXPECT_EQ(run.exitCode, 0) << run.out << run.err;
    EXPECT_TRUE(contains(run.out, "fc1.weight      30720         7")) << run.out;
}

TEST(Gradcheck, TheDigitModelAgreesWithEverySeed) {
    for (int seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE(seed);
        const Json json =
            gradcheckJson({"--model", digitModel, "--sample", "25", "--seed", QString::number(seed)});
        EXPECT_TRUE(json["passed"]);
        ASSERT_EQ(json["parameters"].size(), 8U);
        int compared = 0, measured = 0;
        for (const Json& parameter : json["parameters"]) {
            compared += parameter["compared"].get<int>();
            measured += parameter["measured"].get<int>();
            EXPECT_LE(parameter["worst_relative_error"], 1e-6) << parameter;
            // Known to 1e-11 and less than 2e-6: too small to tell a millionth of it, whatever the model.
            EXPECT_LT(parameter.value("largest_unmeasured", 0.0), 2e-6) << parameter;
            EXPECT_LT(parameter.value("largest_uncertainty_of_unmeasured", 0.0), 1e-11) << parameter;
        }
        EXPECT_EQ(compared, 25 * 4 + 6 + 16 + 25 + 10);
        EXPECT_GT(measured, 0.8 * compared);
    }
}

TEST(Gradcheck, APoolingWinnerThatSwitchesNearbyIsNoError) {
    // With seed 2 the winner of a window switches 1.2e-4 beside the value of conv1.weight[65], which larger
    // steps than that can't tell from a slope.
    const Json json = gradcheckJson({"--model", digitModel, "--sample", "100", "--seed", "2"});
    EXPECT_EQ(json["parameters"][0]["name"], "conv1.weight");
    EXPECT_EQ(json["parameters"][0]["measured"], 100);
    EXPECT_LT(json["parameters"][0]["worst_relative_error"], 1e-6);
}

TEST(Gradcheck, SaysHowManyDerivativesAreTooSmallToMeasure) {
    const QStringList arguments{"gradcheck", "--model", digitModel, "--sample", "100", "--seed", "2"};
    const auto run = runProgram(arguments);
    EXPECT_TRUE(contains(run.out, "can't be measured to 1e-6")) << run.out;
    int unmeasured = 0;
    const Json json = gradcheckJson(arguments.mid(1));
    for (const Json& parameter : json["parameters"])
        unmeasured += parameter["compared"].get<int>() - parameter["measured"].get<int>();
    EXPECT_TRUE(contains(run.out, joinText(unmeasured, " of 532 derivatives"))) << unmeasured << run.out;
}

TEST(Gradcheck, WeightsThatAreNoNumbersFail) {
    const AppTestFolder folder;
    auto broken = loadCheckpoint<float>(folder.model().toStdString());
    ASSERT_TRUE(broken.has_value());
    broken->network.parameters().back()[3] = std::numeric_limits<float>::quiet_NaN();
    const auto path = folder.path() / "broken.safetensors";
    ASSERT_TRUE(saveCheckpoint(path, *broken).has_value());
    const auto run =
        runProgram({"gradcheck", "--model", QString::fromStdString(path.string()), "--sample", "2"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.out, "FAILED")) << run.out << run.err;
}

}  // namespace deltascope
