#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Which walkthrough a command is about, and with which settings.
struct WalkthroughChoice {
    std::string id;                        ///< "L4" or "L4-sliding-window-convolution"
    std::vector<std::string> assignments;  ///< "SETTING=VALUE"
    std::string network = "pencil";        ///< "pencil", "digits", or a safetensors file
    std::filesystem::path picture;         ///< an image file for the picture setting; empty: none
};

/// The walkthrough with its settings, ready to step through.
struct ChosenWalkthrough {
    const WalkthroughKind* kind;
    Settings settings;  ///< all of them
    std::unique_ptr<Walkthrough> walkthrough;
};

/// Makes what was chosen; an error names the walkthrough, setting or file and what was expected.
Result<ChosenWalkthrough> makeChosen(const WalkthroughChoice& choice);

}  // namespace deltascope
