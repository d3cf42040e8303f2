#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/commands/console.h"
#include "core/tensor/shape.h"

namespace deltascope {

struct ExplainArguments {
    std::string cell;                           ///< "conv1.output[2,5,5]"
    std::vector<std::filesystem::path> images;  ///< several make a batch
    std::vector<Index> labels;                  ///< the digit that each should be
    std::filesystem::path model;                ///< empty: the program's own
    bool asIs = false;                          ///< the pictures are 28x28 inputs already
    double rate = 0.1;                          ///< learning rate of the _new values
    Index follow = 0;                           ///< depth of the tree of provenance; 0: none
    Index largest = 20;  ///< terms shown of a longer sum; of a tree: each node's branches
    bool all = false;    ///< every term
    bool otherView = false, usedBy = false, receptiveField = false, prove = false;
    bool json = false;
};

/// Prints where a number comes from: its formula, its terms with addresses and values, the sum; on demand the
/// tree of what those were made of, the same number seen another way, where it goes, its receptive field, and
/// the proof of a derivative.
CommandResult explainCell(const ExplainArguments& arguments, const Console& console);

}  // namespace deltascope
