#include "tests/support/core/digit_models.h"

#include "core/network/initialise.h"

namespace deltascope {

DigitModel untrainedModel() {
    DigitModel model{{*Network<float>::make(lectureNetwork()), {{"held_out_accuracy", "9.80 % of 1000"}}},
                     "untrained.safetensors"};
    InitialOptions options;
    options.gain = 4;
    initialise(model.checkpoint.network, options);
    return model;
}

std::filesystem::path savedUntrainedModel(const std::filesystem::path& folder) {
    const auto path = folder / "untrained.safetensors";
    (void)saveCheckpoint(path, untrainedModel().checkpoint);
    return path;
}

}  // namespace deltascope
