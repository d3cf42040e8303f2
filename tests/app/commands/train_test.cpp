#include <gtest/gtest.h>
#include <signal.h>

#include <QFile>
#include <QProcess>

#include "core/network/checkpoint.h"
#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {
namespace {

class Train : public testing::Test {
  protected:
    ProgramRun train(const QStringList& more) const { return runProgram(arguments("synthetic", 200) + more); }

    QStringList arguments(const QString& data, int synthetic) const {
        return {"train",    "--data", data,    "--synthetic", QString::number(synthetic), "--hold-out", "20",
                "--epochs", "2",      "--out", out_};
    }

    Checkpoint<float> result() const {
        auto checkpoint = loadCheckpoint<float>(out_.toStdString());
        require(checkpoint.has_value(), checkpoint ? "" : checkpoint.error().message);
        return *checkpoint;
    }

    AppTestFolder folder_;
    QString out_ = folder_.text("out.safetensors");
};

}  // namespace

TEST_F(Train, SavesALectureNetworkWithNotes) {
    const auto run = train({"--seed", "7"});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    EXPECT_TRUE(contains(run.err, "epoch 2/2") && contains(run.err, "held out")) << run.err;
    const auto checkpoint = result();
    EXPECT_EQ(checkpoint.network.architecture(), lectureNetwork());
    EXPECT_EQ(checkpoint.notes.at("seed"), "7");
    EXPECT_EQ(checkpoint.notes.at("epochs"), "2 of 2");
    EXPECT_TRUE(contains(checkpoint.notes.at("command"), "--seed 7"));
    EXPECT_TRUE(contains(checkpoint.notes.at("held_out_accuracy"), "% of 20"));
}

TEST_F(Train, SameSeedSameWeightsForAnyNumberOfThreads) {
    ASSERT_EQ(train({"--threads", "1"}).exitCode, 0);
    const auto first = result().network.parameters();
    ASSERT_EQ(train({"--threads", "3"}).exitCode, 0);
    EXPECT_EQ(result().network.parameters(), first);
    ASSERT_EQ(train({"--seed", "2"}).exitCode, 0);
    EXPECT_NE(result().network.parameters(), first);
}

TEST_F(Train, LearnsFromPicturesAndPenStrokes) {
    const QStringList strokes{"--strokes", folder_.strokes(3, 10), "--writers",
                              "1-2",       "--repeat-strokes",     "2"};
    const auto run = runProgram(arguments(folder_.mnist("train", 60), 0) + strokes);
    ASSERT_EQ(run.exitCode, 0) << run.err;
    EXPECT_EQ(result().notes.at("data"),
              "MNIST training part 60 (the last 20 held out), pen strokes by writers 1 to 2 20 x 2");
    EXPECT_EQ(result().notes.at("examples_seen"), "160");
}

TEST_F(Train, DrawsStrokesAheadForAnyNumberOfThreads) {
    const QStringList all = arguments(folder_.mnist("train", 60), 0) +
                            QStringList{"--strokes", folder_.strokes(3, 10), "--writers", "1-2"};
    ASSERT_EQ(runProgram(all + QStringList{"--stroke-drawings", "3", "--threads", "1"}).exitCode, 0);
    const auto first = result().network.parameters();
    const auto run = runProgram(all + QStringList{"--stroke-drawings", "3", "--threads", "3"});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    EXPECT_EQ(result().network.parameters(), first);
    EXPECT_TRUE(contains(run.err, " %  drawing strokes")) << run.err;
    EXPECT_TRUE(contains(result().notes.at("data"), "20 x 1, of 3 drawings each"))
        << result().notes.at("data");
    ASSERT_EQ(runProgram(all + QStringList{"--stroke-drawings", "2"}).exitCode, 0);
    EXPECT_NE(result().network.parameters(), first);
}

TEST_F(Train, DistortsStrokesAsFarAsAsked) {
    const QStringList all = arguments(folder_.mnist("train", 60), 0) +
                            QStringList{"--strokes", folder_.strokes(3, 10), "--writers", "1-2"};
    ASSERT_EQ(runProgram(all).exitCode, 0);
    const auto plain = result().network.parameters();
    ASSERT_EQ(runProgram(all + QStringList{"--stroke-distortion", "1"}).exitCode, 0);
    EXPECT_EQ(result().network.parameters(), plain);
    ASSERT_EQ(runProgram(all + QStringList{"--stroke-distortion", "0.5"}).exitCode, 0);
    EXPECT_NE(result().network.parameters(), plain);
    EXPECT_NE(train({"--stroke-distortion", "0.5"}).exitCode, 0) << "there are no strokes";
    ASSERT_EQ(runProgram(all + QStringList{"--distortion", "0.5"}).exitCode, 0);
    EXPECT_NE(result().network.parameters(), plain);
}

TEST_F(Train, LossFallsWhereThereIsSomethingToLearn) {
    // Ten kinds of upright bars, learned from 200 pictures without distortion.
    const auto run =
        runProgram({"train", "--data", folder_.mnist("train", 200), "--hold-out", "50", "--epochs", "60",
                    "--no-augment", "--gain", "2", "--momentum", "0.9", "--batch", "10", "--out", out_});
    ASSERT_EQ(run.exitCode, 0) << run.err;
    EXPECT_EQ(result().notes.at("held_out_accuracy"), "100.00 % of 50") << run.err;
}

TEST_F(Train, InterruptedTrainingSavesWhatItReached) {
    for (const int signal : {SIGINT, SIGTERM}) {
        QFile::remove(out_);
        QProcess process;
        process.setProcessEnvironment(plainEnvironment());
        process.setReadChannel(QProcess::StandardError);
        process.start(QStringLiteral(DELTASCOPE_PROGRAM),
                      arguments("synthetic", 2000) + QStringList{"--threads", "1"} << "--batch"
                                                                                   << "4");
        // The first plain line of progress appears after the first batch.
        QByteArray seen;
        while (!seen.contains("images/s") && process.waitForReadyRead(30000))
            seen += process.readAllStandardError();
        ASSERT_TRUE(seen.contains("images/s")) << seen.constData();
        ::kill(static_cast<pid_t>(process.processId()), signal);
        ASSERT_TRUE(process.waitForFinished(30000));
        seen += process.readAllStandardError();
        EXPECT_EQ(process.exitStatus(), QProcess::NormalExit);
        EXPECT_EQ(process.exitCode(), 128 + signal) << seen.constData();
        EXPECT_TRUE(seen.contains("stopped in epoch") && seen.contains("saved")) << seen.constData();
        EXPECT_TRUE(contains(result().notes.at("epochs"), "of 2"));
    }
}

TEST_F(Train, TriesTheOutputFirst) {
    folder_.write("keep.safetensors", std::string("what was there"));
    const auto refused = [&](const QString& out, const std::string& complaint) {
        const auto run = runProgram({"train", "--data", "synthetic", "--out", out});
        EXPECT_EQ(run.exitCode, 1);
        EXPECT_TRUE(contains(run.err, complaint)) << run.err;
        EXPECT_FALSE(contains(run.err, "training on")) << run.err;
    };
    refused(folder_.text("no-such-folder/model.safetensors"), "no-such-folder");
    refused(QString::fromStdString(folder_.path().string()), "is a folder");
    refused(folder_.text("keep.safetensors/model"), "keep.safetensors");
}

TEST_F(Train, ADivergedTrainingSavesNothing) {
    folder_.write("out.safetensors", std::string("what was there"));
    const auto run = train({"--rate", "1000", "--momentum", "0.99", "--gain", "100"});
    EXPECT_EQ(run.exitCode, 1) << run.err;
    EXPECT_TRUE(contains(run.err, "learning rate")) << run.err;
    EXPECT_FALSE(loadCheckpoint<float>(out_.toStdString()));
    EXPECT_EQ(std::filesystem::file_size(out_.toStdString()), 14U);
}

TEST_F(Train, RefusesBadData) {
    const auto refused = [&](const QStringList& arguments, const std::string& complaint) {
        const auto run = runProgram(QStringList{"train", "--out", out_} + arguments);
        EXPECT_EQ(run.exitCode, 1);
        EXPECT_TRUE(contains(run.err, complaint)) << run.err;
        EXPECT_FALSE(std::filesystem::exists(out_.toStdString()));
    };
    refused({"--data", folder_.text("nowhere")}, "nowhere");
    refused({"--data", folder_.mnist("train", 10), "--hold-out", "10"}, "--hold-out");
    folder_.write("bad.txt", std::string("no strokes"));
    refused({"--data", "synthetic", "--strokes", folder_.text("bad.txt")}, "bad.txt");
    refused({"--data", "synthetic", "--strokes", folder_.strokes(2, 10), "--writers", "7-9"},
            "writers 7 to 9");
    folder_.write("train-images-idx3-ubyte", std::string("\0\0\x08\x03\0\0", 6));
    refused({"--data", QString::fromStdString(folder_.path().string())}, "train-images-idx3-ubyte");
}

}  // namespace deltascope
