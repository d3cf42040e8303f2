#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/lesson/exhibit.h"

namespace deltascope {

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

/// A number that a step uses and that another step has computed: "already computed in step 2".
struct Earlier {
    Cell cell = {};
    Index step = 0;                ///< counted from 0
    std::string walkthrough = {};  ///< its id, "L16"; empty: this walkthrough
};

/// A factor of the chain rule, shown as a chip: solid once it is computed, else only its outline.
struct Chip {
    std::string formula = {};  ///< id of the typeset factor
    Role role = Role::plain;
    bool isKnown = false;                 ///< solid
    std::optional<Earlier> earlier = {};  ///< where it was computed; clicking the chip leads there
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
    std::vector<Earlier> earlier = {};  ///< what this step takes from other steps
    std::vector<Chip> chips = {};
    /// Ids of the exhibits that stand on the stage, in reading order; empty: all of the walkthrough's.
    std::vector<std::string> shown = {};
    /// Exhibits of this step alone; one with the id of a walkthrough's exhibit stands in its place.
    std::vector<Exhibit> own = {};
};

}  // namespace deltascope
