#include <gtest/gtest.h>
#include <unistd.h>

#include <QFile>
#include <QImage>
#include <nlohmann/json.hpp>
#include <numeric>

#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {
namespace {

using Json = nlohmann::json;

class Classify : public testing::Test {
  protected:
    ProgramRun classify(const QStringList& arguments) const {
        return runProgram(QStringList{"classify", "--model", model_} + arguments);
    }

    /// Expects a complaint that names the file, exit code 1 and nothing on stdout.
    void expectRefused(const QString& file, const std::string& complaint) const {
        const auto run = classify({file});
        EXPECT_EQ(run.exitCode, 1) << file.toStdString();
        EXPECT_EQ(run.out, "");
        EXPECT_TRUE(contains(run.err, file.toStdString()) && contains(run.err, complaint)) << run.err;
    }

    AppTestFolder folder_;
    QString model_ = folder_.model();
};

}  // namespace

TEST_F(Classify, PrintsDigitAndProbabilitiesOfEveryPicture) {
    const auto run = classify({folder_.digit("a.png", 1), folder_.digit("b.png", 2)});
    EXPECT_EQ(run.exitCode, 0) << run.err;
    EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 3);
    EXPECT_TRUE(contains(run.out, "a.png\n") && contains(run.out, "b.png\n")) << run.out;
}

TEST_F(Classify, JsonHasFileDigitAndTenProbabilities) {
    const QString picture = folder_.digit();
    const auto run = classify({"--json", picture});
    const Json json = Json::parse(run.out);
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["file"], picture.toStdString());
    const auto probabilities = json[0]["probabilities"].get<std::vector<double>>();
    ASSERT_EQ(probabilities.size(), 10U);
    EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0), 1, 1e-5);
    const auto best = std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin();
    EXPECT_EQ(json[0]["digit"], best);
}

TEST_F(Classify, LightOnDarkIsReadAsDarkOnLight) {
    const QString dark = folder_.digit("dark.png"), light = folder_.text("light.png");
    QImage image(dark);
    image.invertPixels();
    ASSERT_TRUE(image.save(light));
    const Json json = Json::parse(classify({"--json", dark, light}).out);
    EXPECT_EQ(json[0]["digit"], json[1]["digit"]);
    for (std::size_t k = 0; k < 10; ++k) {
        EXPECT_NEAR(json[0]["probabilities"][k].get<double>(), json[1]["probabilities"][k].get<double>(),
                    1e-3);
    }
}

TEST_F(Classify, AsIsTakesPicturesOfTheInputsSizeOnly) {
    EXPECT_EQ(classify({"--as-is", folder_.digit("small.png", 3, 28)}).exitCode, 0);
    const auto run = classify({"--as-is", folder_.digit("large.png", 3, 29)});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.err, "28x28")) << run.err;
}

TEST_F(Classify, OneBadPictureDoesNotSpoilTheOthers) {
    const auto run = classify({"--json", folder_.text("missing.png"), folder_.digit()});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_EQ(Json::parse(run.out).size(), 1U);
    EXPECT_TRUE(contains(run.err, "missing.png")) << run.err;
}

TEST_F(Classify, RefusesWhatIsNoPicture) {
    expectRefused(folder_.text("missing.png"), "no such file");
    expectRefused(QString::fromStdString(folder_.path().string()), "folder");
    folder_.write("empty.png", std::string());
    expectRefused(folder_.text("empty.png"), "empty");
    folder_.write("text.png", std::string("a digit, in words"));
    expectRefused(folder_.text("text.png"), "not a picture");
    QImage(1, 1, QImage::Format_RGB32).save(folder_.text("dot.png"));
    expectRefused(folder_.text("dot.png"), "");
    QImage blank(50, 50, QImage::Format_Grayscale8);
    blank.fill(255);
    blank.save(folder_.text("blank.png"));
    expectRefused(folder_.text("blank.png"), "");
}

TEST_F(Classify, RefusesACutOffPicture) {
    QFile file(folder_.digit("whole.png"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    folder_.write("cut.png", bytes.left(bytes.size() / 2).toStdString());
    expectRefused(folder_.text("cut.png"), "damaged");
}

TEST_F(Classify, ReadsAVeryWidePicture) {
    QImage wide(20000, 10, QImage::Format_Grayscale8);
    wide.fill(255);
    for (int y = 1; y < 9; ++y) wide.scanLine(y)[10000] = 0;
    ASSERT_TRUE(wide.save(folder_.text("wide.png")));
    const auto run = classify({folder_.text("wide.png")});
    EXPECT_EQ(run.exitCode, 0) << run.err;
}

TEST_F(Classify, RefusesAFileWithoutPermission) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may read every file";
    const QString picture = folder_.digit();
    QFile::setPermissions(picture, QFileDevice::WriteOwner);
    expectRefused(picture, "cannot open");
}

TEST_F(Classify, RefusesBadModels) {
    const QString picture = folder_.digit();
    QFile file(model_);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const std::string good = file.readAll().toStdString();
    for (const std::string& bad :
         {std::string(), std::string("no tensors here"), good.substr(0, 5), good.substr(0, 60),
          good.substr(0, good.size() - 1), std::string(8, '\xff') + good.substr(8)}) {
        folder_.write("bad.safetensors", bad);
        const auto run = runProgram({"classify", "--model", folder_.text("bad.safetensors"), picture});
        EXPECT_EQ(run.exitCode, 1) << bad.size() << " bytes";
        EXPECT_TRUE(contains(run.err, "bad.safetensors")) << run.err;
    }
    EXPECT_EQ(runProgram({"classify", "--model", QString::fromStdString(folder_.path().string()), picture})
                  .exitCode,
              1);
}

TEST_F(Classify, TakesTheModelOfTheEnvironmentWhereNoneIsNamed) {
    auto environment = plainEnvironment();
    environment.insert("DELTASCOPE_MODEL", model_);
    EXPECT_EQ(runProgram({"classify", folder_.digit()}, environment).exitCode, 0);
    environment.insert("DELTASCOPE_MODEL", folder_.text("missing.safetensors"));
    const auto run = runProgram({"classify", folder_.digit()}, environment);
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.err, "missing.safetensors")) << run.err;
}

}  // namespace deltascope
