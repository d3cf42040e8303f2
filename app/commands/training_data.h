#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/commands/digit_data.h"
#include "core/base/parallel.h"

namespace deltascope {

/// What to train on.
struct TrainingDataArguments {
    std::filesystem::path folder;   ///< MNIST's training part; empty: synthetic digits only
    std::filesystem::path strokes;  ///< pen strokes to train on as well; empty: none
    Writers writers{1, 25};         ///< whose strokes
    Index strokeRepeats = 1;        ///< how often each epoch shows every stroke digit
    /// Drawings made of every stroke digit before training, which the epochs take in turn (much faster); 0: a
    /// new one every time.
    Index strokeDrawings = 0;
    std::optional<Index>
        synthetic;         ///< number of synthetic digits; unset: 20,000 without a folder, else none
    Index holdOut = 2000;  ///< examples of the folder (or the synthetic digits) kept for checking
    bool augment = true;   ///< distort, so that no epoch shows the same picture twice
    // Factors on every bound of DistortionOptions, >= 0.
    double distortion = 1;        ///< for pictures and synthetic digits
    double strokeDistortion = 1;  ///< for drawn strokes
};

/// The examples to train on and those held out, empty if none.
struct TrainingData {
    Examples training, heldOut;
    std::string description;  ///< "MNIST 58000, strokes 6245 x 3"
};

/// Reads and mixes what `arguments` ask for; `seed` drives synthetic digits and augmentation. `team` draws
/// strokes ahead, and `drawing` hears the share 0 .. 1 that is drawn, from any thread.
Result<TrainingData> readTrainingData(const TrainingDataArguments& arguments, std::uint64_t seed,
                                      ThreadTeam& team, const std::function<void(double)>& drawing);

}  // namespace deltascope
