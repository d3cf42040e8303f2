#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <numeric>

#include "core/data/variation.h"
#include "core/tensor/shape.h"
#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {
namespace {

using Json = nlohmann::json;

class Evaluate : public testing::Test {
  protected:
    ProgramRun evaluate(const QStringList& arguments) const {
        return runProgram(QStringList{"evaluate", "--model", model_} + arguments);
    }

    AppTestFolder folder_;
    QString model_ = folder_.model();
};

}  // namespace

TEST_F(Evaluate, JsonHasAccuracyImagesAndConfusion) {
    const auto run = evaluate({"--json", "--data", folder_.mnist("t10k", 30)});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    const Json json = Json::parse(run.out);
    EXPECT_EQ(json["images"], 30);
    EXPECT_EQ(json["confusion"].size(), 10U);
    Index correct = 0;
    for (std::size_t label = 0; label < 10; ++label) {
        const auto row = json["confusion"][label].get<std::vector<Index>>();
        EXPECT_EQ(row.size(), 10U);
        EXPECT_EQ(std::accumulate(row.begin(), row.end(), Index{0}), 3);
        correct += row[label];
    }
    EXPECT_DOUBLE_EQ(json["accuracy"].get<double>(), static_cast<double>(correct) / 30);
}

TEST_F(Evaluate, ReportsEveryKindOfDrawingAndAllTogether) {
    const QStringList arguments{"--strokes", folder_.strokes(3, 10), "--writers", "2-3"};
    const Json drawings = Json::parse(evaluate(QStringList{"--json"} + arguments).out)["drawings"];
    const auto& kinds = evaluationVariations();
    ASSERT_EQ(drawings["kinds"].size(), kinds.size());
    double sum = 0;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        EXPECT_EQ(drawings["kinds"][i]["name"], kinds[i].name);
        EXPECT_EQ(drawings["kinds"][i]["images"], 20);
        sum += drawings["kinds"][i]["accuracy"].get<double>();
    }
    EXPECT_EQ(drawings["images"], 20 * kinds.size());
    EXPECT_NEAR(drawings["accuracy"].get<double>(), sum / static_cast<double>(kinds.size()), 1e-12);
    const auto text = evaluate(arguments);
    EXPECT_EQ(text.exitCode, 0);
    EXPECT_TRUE(contains(text.out, "writers 2 to 3") && contains(text.out, "\nall ")) << text.out;
}

TEST_F(Evaluate, PrintsTheConfusionMatrixAsATable) {
    const auto run = evaluate({"--data", folder_.mnist("t10k", 10)});
    EXPECT_EQ(run.exitCode, 0) << run.err;
    EXPECT_TRUE(contains(run.out, "accuracy") && contains(run.out, "->9")) << run.out;
}

TEST_F(Evaluate, NamesTheFileThatIsWrong) {
    const auto missing = evaluate({"--data", folder_.text("nowhere")});
    EXPECT_EQ(missing.exitCode, 1);
    EXPECT_TRUE(contains(missing.err, "nowhere")) << missing.err;
    const auto nobody = evaluate({"--strokes", folder_.strokes(2, 10)});
    EXPECT_EQ(nobody.exitCode, 1);
    EXPECT_TRUE(contains(nobody.err, "writers 26 to 30")) << nobody.err;
}

}  // namespace deltascope
