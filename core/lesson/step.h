#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/explain/expression.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// What something on the stage stands for; each role has one accent, the same on every screen.
enum class Role {
    plain,
    activation,  ///< where we look: inputs and activations in use
    weight,      ///< kernels and weights
    result,      ///< the number being computed; deltas
};

/// How an exhibit's numbers become colours.
enum class ValueScale {
    intensity,   ///< white to ink, from 0 to the largest value
    signedValue  ///< blue - white - orange, symmetric around 0
};

/// A tensor that a walkthrough puts on the stage. Where it stands and how large it is drawn is the stage's
/// business.
struct Exhibit {
    std::string id;      ///< "input", "kernel", "output": what focus and known refer to
    std::string title;   ///< "Input"
    std::string symbol;  ///< in the lecture's notation, with Unicode superscripts: "a⁽¹⁾"
    std::string tensor;  ///< the tensor part of its cells' addresses: "input.output"; empty if they have none
    Role role = Role::plain;
    ValueScale scale = ValueScale::signedValue;
    Tensor<double> values;     ///< rows x columns, or maps x rows x columns
    Index padding = 0;         ///< zeros shown around the values on every side
    std::string setting = {};  ///< id of the setting that these values come from, if they can be edited
    Index settingRow = 0;      ///< where in that setting's grid the first value stands
    Index settingColumn = 0;
    bool isAside = false;  ///< shown smaller, below the main exhibits: the same thing on a whole picture
};

/// A rectangle of an exhibit's cells that a step points to. Rows and columns count from the first value and
/// may reach into the padding (negative, or past the end).
struct Focus {
    std::string exhibit;
    Role role = Role::activation;
    Index map = 0, row = 0, column = 0, height = 1, width = 1;
};

/// How many of an exhibit's cells, in row-major order, have been computed when a step has ended; others stay
/// blank.
struct Known {
    std::string exhibit;
    Index count = 0;
};

/// What to ask before a step's result is shown.
struct Question {
    std::string text;  ///< "What is the next output?"
    double answer = 0;
};

/// One step of a walkthrough: plain data that the window, the command line, exports and tests all read.
struct Step {
    std::string title;                      ///< "Window at row 1, column 3"
    std::string text;                       ///< what to say: two plain sentences at most
    std::string formula;                    ///< id of the typeset formula
    std::vector<std::string> terms;         ///< the formula's named terms that this step is about
    std::vector<Explanation> explanations;  ///< the first is the step's own number
    std::vector<Focus> focus;
    std::vector<Known> known;
    std::optional<Question> question;
};

}  // namespace deltascope
