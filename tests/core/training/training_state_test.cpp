#include "core/training/training_state.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "core/network/safetensors.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

const DigitChoice choice{DigitChoice::Kind::synthetic, "", 100, false};

Examples digits() {
    static ThreadTeam team(2);
    static const Examples made = readDigits(choice, 1, team, [](double) { return true; })->training;
    return made;
}

class ASavedTraining : public ::testing::Test {
  protected:
    ASavedTraining() {
        session_.setSettings({{0.1, 0.9, 0}, 16});
        for (int i = 0; i < 40; ++i) training_.advance();
        training_.addHeldOut(1.5, 0.5);
        training_.goTo({0, 20});
        session_.setSettings({{0.05, 0.8, 0.001}, 8, 7});
        for (int i = 0; i < 10; ++i) training_.advance();
        training_.keepPresent();
    }
    TrainingState state() const {
        return {{plan_, choice, session_.settings(), training_.moment()}, training_.history()};
    }

    TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "training.safetensors";
    TrainingPlan plan_;
    ThreadTeam team_{2};
    TrainingSession session_{*untrainedNetwork(plan_), digits(), plan_.seed, team_};
    RecordedTraining training_{session_};
};

TEST_F(ASavedTraining, GoesOnAsIfNothingHadHappened) {
    ASSERT_TRUE(saveTrainingState(file_, state(), training_.history()));
    auto loaded = loadTrainingState(file_);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->plan, plan_);
    EXPECT_EQ(loaded->data, choice);
    EXPECT_EQ(loaded->settings, session_.settings());
    EXPECT_EQ(loaded->moment, (Moment{1, 30}));
    TrainingSession again(*untrainedNetwork(loaded->plan), digits(), loaded->plan.seed, team_);
    again.setSettings(loaded->settings);
    RecordedTraining training(again, loaded->history, loaded->moment);
    EXPECT_EQ(again.snapshot(), session_.snapshot());
    EXPECT_EQ(training.history().points({0, 40}), training_.history().points({0, 40}));
    EXPECT_EQ(training.history().heldOut({0, 40}), training_.history().heldOut({0, 40}));
    for (int i = 0; i < 5; ++i) {
        training.advance();
        training_.advance();
    }
    EXPECT_EQ(again.network().parameters(), session_.network().parameters());
    training.goTo({0, 35});
    training_.goTo({0, 35});
    EXPECT_EQ(again.network().parameters(), session_.network().parameters());
}

TEST_F(ASavedTraining, SavesNoMoreSnapshotsThanAskedForButThePresent) {
    const std::size_t one = session_.snapshot().bytes();
    ASSERT_TRUE(saveTrainingState(file_, state(), training_.history(), 2 * one));
    EXPECT_LT(std::filesystem::file_size(file_), 3 * one);
    const auto loaded = loadTrainingState(file_);
    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->history.branch(1).snapshots.contains(30));
    EXPECT_TRUE(loaded->history.branch(0).snapshots.contains(0));
}

TEST_F(ASavedTraining, SaysWhatIsWrongWithAFile) {
    const auto message = [&](const std::string& key, const std::string& value) {
        TensorFile file;
        if (!key.empty()) file.metadata[key] = value;
        EXPECT_TRUE(writeTensorFile(file_, file));
        const auto loaded = loadTrainingState(file_);
        EXPECT_FALSE(loaded);
        return loaded ? std::string() : loaded.error().message;
    };
    EXPECT_NE(message("", "").find("expected a saved training"), std::string::npos);
    EXPECT_NE(message("deltascope.training", "{}").find("plan"), std::string::npos);
    EXPECT_NE(message("deltascope.training", "{").find(file_.string()), std::string::npos);
    ASSERT_TRUE(saveTrainingState(file_, state(), training_.history()));
    auto saved = *readTensorFile(file_);
    std::string& json = saved.metadata["deltascope.training"];
    json.replace(json.find("\"step\":30"), 9, "\"step\":99");
    ASSERT_TRUE(writeTensorFile(file_, saved));
    const auto loaded = loadTrainingState(file_);
    ASSERT_FALSE(loaded);
    EXPECT_NE(loaded.error().message.find("step 99 of branch 1"), std::string::npos)
        << loaded.error().message;
    EXPECT_FALSE(loadTrainingState(folder_.path() / "nowhere"));
}

/// The child saves again and again, each time one step further, until it is killed.
[[noreturn]] void saveForEver(const std::filesystem::path& file, const TrainingState& state) {
    TrainingState changing = state;
    for (;;) {
        changing.moment = {0, (changing.moment.step + 1) % 41};
        if (!saveTrainingState(file, changing, changing.history)) ::_exit(1);
    }
}

TEST_F(ASavedTraining, SurvivesBeingKilledAtAnyPointOfSaving) {
    ASSERT_TRUE(saveTrainingState(file_, state(), training_.history()));
    const TrainingState begin = state();
    int changed = 0;
    // On a busy machine a child takes long until it has saved once: later ones are given more time.
    constexpr int kills = 60, mostKills = 400;
    for (int kill = 0; kill < kills || (changed == 0 && kill < mostKills); ++kill) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) saveForEver(file_, begin);
        std::this_thread::sleep_for(std::chrono::microseconds(300 + 937 * kill));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto loaded = loadTrainingState(file_);
        ASSERT_TRUE(loaded) << "kill " << kill << ": " << loaded.error().message;
        changed += loaded->moment.branch == 0;
    }
    EXPECT_GT(changed, 0) << "the child never got as far as a whole save";
    removeLeftovers(file_);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1)
        << "half files are left behind";
}

TEST_F(ASavedTraining, LeavesTheUnfinishedFilesOfRunningProgramsAlone) {
    const auto running =
        folder_.file(file_.filename().string() + "." + std::to_string(::getpid()) + ".part", "");
    const auto other = folder_.file(file_.filename().string() + ".notes.part", "");
    removeLeftovers(file_);
    EXPECT_TRUE(std::filesystem::exists(running));
    EXPECT_TRUE(std::filesystem::exists(other));
}

TEST(ATrainingPlan, ReadsBackAsItWasWritten) {
    const TrainingPlan plan{"tanh", InitialScheme::he, 0.5, 7};
    EXPECT_EQ(parsePlan(planText(plan)), plan);
    EXPECT_FALSE(parsePlan("{}"));
    EXPECT_FALSE(parsePlan(R"({"activation": "sigmoid", "scheme": "zero", "gain": 1, "seed": 1})"));
    EXPECT_FALSE(untrainedNetwork({"cosine", InitialScheme::he, 1, 1}));
    EXPECT_FALSE(untrainedNetwork({"relu", InitialScheme::he, 0, 1}));
    const auto relu = untrainedNetwork({"relu", InitialScheme::he, 1, 1});
    ASSERT_TRUE(relu);
    EXPECT_EQ(relu->layerName(2), "relu1");
}

}  // namespace
}  // namespace deltascope
