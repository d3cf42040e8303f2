#pragma once

#include <filesystem>

#include "app/commands/console.h"
#include "app/commands/training_data.h"
#include "core/network/initialise.h"
#include "core/training/training_run.h"

namespace deltascope {

struct TrainArguments {
    TrainingDataArguments data;
    TrainingOptions training;
    InitialOptions initial;
    Index threads = 0;  ///< 0: as many as the machine has cores
    std::filesystem::path out;
    std::string commandLine;  ///< noted in the model
};

/// Trains the lecture's network and saves it to `out`, which is tried before the work begins. After Ctrl-C or
/// SIGTERM the current batch is finished, what was reached is saved, and the exit code is 128 + the signal's
/// number, as a shell expects. A training that diverges saves nothing.
CommandResult train(const TrainArguments& arguments, const Console& console);

}  // namespace deltascope
