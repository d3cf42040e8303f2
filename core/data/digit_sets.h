#pragma once

#include <string>

#include "core/base/result.h"
#include "core/data/drawn_ahead.h"

namespace deltascope {

/// Digits to train on and others, held out, to judge by.
struct DigitSet {
    Examples training, heldOut;
    std::string description;  ///< "18,000 synthetic digits" without the commas
};

/// Which digits; with `seed` it decides every picture.
struct DigitChoice {
    enum class Kind {
        synthetic,  ///< drawn by the program: always there
        folder,     ///< IDX files under MNIST's names in `folder`
        drawings,   ///< what the user has drawn and labelled, in the file `folder`
    };
    Kind kind = Kind::synthetic;
    std::string folder;
    Index count = 10000;  ///< of synthetic digits, held-out ones included: drawn in about a second
    bool augment = false;

    bool operator==(const DigitChoice&) const = default;
};

/// The digits that `choice` asks for: of synthetic digits the last tenth is held out, of a folder the last
/// twelfth of its training part (5,000 of MNIST), of drawings every fifth. Pictures are kept as bytes (47 MB
/// for MNIST); synthetic digits are drawn here, once, by `team`. Errors name the file and what was expected;
/// one of them is that `progress` said no.
Result<DigitSet> readDigits(const DigitChoice& choice, std::uint64_t seed, ThreadTeam& team,
                            const LoadingProgress& progress);

/// The choice as JSON text, and back; errors name the field.
std::string choiceText(const DigitChoice& choice);
Result<DigitChoice> parseChoice(const std::string& text);

}  // namespace deltascope
