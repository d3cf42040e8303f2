#pragma once

#include <filesystem>

#include "core/data/digit_sets.h"
#include "core/training/recorded_training.h"
#include "core/training/training_plan.h"

namespace deltascope {

/// Where a training stands, beside its past.
struct TrainingOutline {
    TrainingPlan plan;
    DigitChoice data;
    StepSettings settings;  ///< of the next step
    Moment moment;
};

/// All that is needed to go on with a training another day.
struct TrainingState : TrainingOutline {
    TrainingHistory history;
};

/// Saves as safetensors, whole or not at all: whenever the program ends, even in the middle of saving, the
/// file holds the state saved last. Of the snapshots at most `budget` bytes are saved, the present moment's
/// always among them; moments between them are computed again when asked for.
Result<void> saveTrainingState(const std::filesystem::path& path, const TrainingOutline& outline,
                               const TrainingHistory& history, std::size_t budget = std::size_t{8} << 20);

/// Loads what saveTrainingState() wrote. Errors name the part of the file and what was expected.
Result<TrainingState> loadTrainingState(const std::filesystem::path& path);

/// Removes what programs that were killed while they saved `path` have left beside it. Files of programs that
/// still run stay.
void removeLeftovers(const std::filesystem::path& path);

}  // namespace deltascope
