#include <gtest/gtest.h>

#include "core/network/ledger.h"
#include "core/network/safetensors.h"
#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {
namespace {

class Trace : public testing::Test {
  protected:
    ProgramRun trace(const QStringList& more = {}) const {
        return runProgram(
            QStringList{"trace", "--model", model_, "--image", picture_, "--label", "3", "--out", out_} +
            more);
    }
    TensorFile file() const { return *readTensorFile(out_.toStdString()); }

    static const Tensor<float>& floats(const TensorFile& file, const std::string& name) {
        const auto* tensor = file.find(name);
        require(tensor != nullptr, "no tensor ", name);
        return std::get<Tensor<float>>(*tensor);
    }

    AppTestFolder folder_;
    QString model_ = folder_.model(), picture_ = folder_.digit(), out_ = folder_.text("trace.safetensors");
};

}  // namespace

TEST_F(Trace, WritesEveryTensorUnderItsName) {
    ASSERT_EQ(trace().exitCode, 0);
    const TensorFile traced = file();
    for (const char* layer : {"input", "conv1", "sigmoid1", "pool1", "conv2", "sigmoid2", "pool2", "fc1",
                              "sigmoid3", "fc2", "softmax"}) {
        EXPECT_TRUE(traced.find(std::string(layer) + ".output")) << layer;
        EXPECT_TRUE(traced.find(std::string(layer) + ".delta")) << layer;
    }
    for (const char* layer : {"conv1", "conv2", "fc1", "fc2"}) {
        for (const char* what :
             {"weight", "weight_gradient", "weight_new", "bias", "bias_gradient", "bias_new"}) {
            EXPECT_TRUE(traced.find(std::string(layer) + "." + what)) << layer << "." << what;
        }
    }
    EXPECT_TRUE(traced.find("loss.output"));
}

TEST_F(Trace, LeavesOutTheBatchAxis) {
    ASSERT_EQ(trace().exitCode, 0);
    const TensorFile traced = file();
    EXPECT_EQ(floats(traced, "input.output").shape(), Shape({1, 28, 28}));
    EXPECT_EQ(floats(traced, "conv1.output").shape(), Shape({6, 24, 24}));
    EXPECT_EQ(floats(traced, "conv2.weight_gradient").shape(), Shape({16, 6, 5, 5}));
    EXPECT_EQ(floats(traced, "softmax.delta").shape(), Shape({10}));
    EXPECT_EQ(floats(traced, "loss.output").shape(), Shape());
}

TEST_F(Trace, NumbersFitTogether) {
    ASSERT_EQ(trace({"--rate", "0.5"}).exitCode, 0);
    const TensorFile traced = file();
    const auto& p = floats(traced, "softmax.output");
    const auto& scores = floats(traced, "fc2.delta");
    for (Index k = 0; k < 10; ++k) EXPECT_NEAR(scores[k], p[k] - (k == 3 ? 1 : 0), 1e-6);
    EXPECT_NEAR(floats(traced, "softmax.delta")[3], -1 / p[3], 1e-4);
    EXPECT_NEAR(floats(traced, "loss.output")[0], -std::log(p[3]), 1e-5);
    const auto &weight = floats(traced, "conv1.weight"), &gradient = floats(traced, "conv1.weight_gradient"),
               &updated = floats(traced, "conv1.weight_new");
    for (Index i = 0; i < weight.size(); ++i) EXPECT_NEAR(updated[i], weight[i] - 0.5 * gradient[i], 1e-7);
}

TEST_F(Trace, AsIsUsesThePixelsThemselves) {
    picture_ = folder_.digit("small.png", 3, 28);
    ASSERT_EQ(trace({"--as-is"}).exitCode, 0);
    // Paper is white: 1 where nothing is drawn.
    EXPECT_EQ(floats(file(), "input.output")[0], 1);
}

TEST_F(Trace, AFailedWriteLeavesWhatWasThere) {
    ASSERT_EQ(trace().exitCode, 0);
    const auto before = std::filesystem::last_write_time(out_.toStdString());
    picture_ = folder_.text("missing.png");
    EXPECT_EQ(trace().exitCode, 1);
    EXPECT_EQ(std::filesystem::last_write_time(out_.toStdString()), before);
    picture_ = folder_.digit();
    out_ = QString::fromStdString(folder_.path().string());
    const auto run = trace();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.err, "cannot save")) << run.err;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path().parent_path())) {
        EXPECT_FALSE(contains(entry.path().string(), folder_.path().string() + ".")) << entry.path();
    }
}

}  // namespace deltascope
