#include "app/commands/train.h"

#include <cmath>
#include <mutex>

#include "app/commands/interrupt.h"
#include "app/commands/output_file.h"
#include "app/commands/training_display.h"
#include "core/base/number_text.h"
#include "core/base/version.h"
#include "core/network/checkpoint.h"
#include "core/training/metrics.h"

namespace deltascope {
namespace {

std::string percent(double share) { return fixedNumber(100 * share, 2) + " %"; }

/// Whether every weight is a number: an overshooting learning rate leaves infinities behind.
bool isFinite(const Network<float>& network) {
    for (const Tensor<float>& parameter : network.parameters()) {
        for (const float weight : parameter.values()) {
            if (!std::isfinite(weight)) return false;
        }
    }
    return true;
}

/// One training from the first batch to the saved file.
class TrainCommand {
  public:
    TrainCommand(const TrainArguments& arguments, const Console& console, TrainingData data, ThreadTeam& team)
        : arguments_(arguments), data_(std::move(data)), team_(team), display_(console) {
        initialise(network_, arguments.initial);
    }

    CommandResult run() {
        display_.say("training on " + data_.description);
        const TrainingProgress end =
            runTraining(network_, *data_.training, arguments_.training, team_,
                        [this](const TrainingProgress& progress) { return report(progress); });
        display_.clear();
        if (!std::isfinite(end.loss) || !isFinite(network_)) {
            return failure("the training diverged after ", end.examplesSeen, " examples: a learning rate of ",
                           shortNumber(arguments_.training.sgd.learningRate),
                           " overshot; nothing was saved, try a smaller --rate");
        }
        return save(end);
    }

  private:
    bool report(const TrainingProgress& progress) {
        display_.show(progress);
        if (progress.examplesSeen == progress.epoch * data_.training->size()) sayEpoch(progress);
        return watch_.signal() == 0;
    }

    void sayEpoch(const TrainingProgress& progress) {
        std::string line = joinText("epoch ", progress.epoch, "/", progress.epochs, "  loss ",
                                    fixedNumber(progress.loss, 4), "  accuracy ", percent(progress.accuracy));
        if (data_.heldOut->size() > 0) line += "  held out " + percent(heldOutAccuracy());
        display_.say(line + "  after " + durationText(display_.seconds()));
    }

    double heldOutAccuracy() { return evaluate(network_, *data_.heldOut, team_).accuracy(); }

    CommandResult save(const TrainingProgress& end) {
        const double seconds = display_.seconds();
        Checkpoint<float> checkpoint{network_, notes(end, seconds)};
        if (auto saved = saveCheckpoint(arguments_.out, checkpoint); !saved)
            return tl::unexpected(saved.error());
        const int signal = watch_.signal();
        if (signal != 0) display_.say(joinText("stopped in epoch ", end.epoch, " of ", end.epochs));
        std::string line = joinText("saved ", arguments_.out.string(), " after ", end.examplesSeen, " of ",
                                    end.examplesInAll, " examples and ", durationText(seconds));
        const auto heldOut = checkpoint.notes.find("held_out_accuracy");
        if (heldOut != checkpoint.notes.end()) line += "; held-out accuracy " + heldOut->second;
        display_.say(line);
        return signal == 0 ? success : 128 + signal;
    }

    std::map<std::string, std::string> notes(const TrainingProgress& end, double seconds) {
        std::map<std::string, std::string> notes{
            {"trained_by", joinText("deltascope ", version)},
            {"command", arguments_.commandLine},
            {"data", data_.description},
            {"epochs", joinText(end.epoch, " of ", end.epochs)},
            {"examples_seen", std::to_string(end.examplesSeen)},
            {"seed", std::to_string(arguments_.training.seed)},
            {"training_seconds", fixedNumber(seconds, 1)},
            {"training_loss", shortNumber(end.loss)},
        };
        if (data_.heldOut->size() > 0) {
            notes["held_out_accuracy"] = joinText(percent(heldOutAccuracy()), " of ", data_.heldOut->size());
        }
        return notes;
    }

    const TrainArguments& arguments_;
    TrainingData data_;
    ThreadTeam& team_;
    TrainingDisplay display_;
    InterruptWatch watch_;
    Network<float> network_ = *Network<float>::make(lectureNetwork());
};

}  // namespace

CommandResult train(const TrainArguments& arguments, const Console& console) {
    if (auto writable = checkWritable(arguments.out); !writable) return tl::unexpected(writable.error());
    ThreadTeam team(static_cast<int>(arguments.threads));
    TrainingDisplay display(console);
    std::mutex oneAtATime;
    auto data = readTrainingData(arguments.data, arguments.training.seed, team, [&](double share) {
        const std::lock_guard lock(oneAtATime);
        display.show(progressBar(share) + "  drawing strokes");
    });
    display.clear();
    if (!data) return tl::unexpected(data.error());
    return TrainCommand(arguments, console, std::move(*data), team).run();
}

}  // namespace deltascope
