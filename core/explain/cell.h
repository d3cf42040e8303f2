#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/tensor/shape.h"

namespace deltascope {

/// The address of one scalar of a network, as the lecture reads it: tensor, example of the batch, place in
/// the tensor. Printed by cellText() as `conv1.output[2,5,5]`, with several examples as
/// `conv1.delta@2[2,5,5]`, and the input picture plainly as `input[0,3,4]`.
struct Cell {
    /// Layer or parameter and quantity: "conv1.output", "conv1.delta", "conv1.weight",
    /// "conv1.weight_gradient".
    std::string tensor;
    /// Which example of the batch, counted from 0; 0 for what examples share (parameters).
    Index example = 0;
    /// Place within one example, counted from 0; empty for a scalar such as loss.output.
    std::vector<Index> index;

    bool operator==(const Cell&) const = default;
};

/// The address in its printed form; the example is named only where the batch holds several (`batch` > 1).
std::string cellText(const Cell& cell, Index batch = 1);

/// The cell that a printed address names: `NAME`, `NAME[i,j,...]`, `NAME@EXAMPLE[i,j,...]`; `input` stands
/// for `input.output`. Whether such a cell exists only its network knows; an error says what an address looks
/// like.
Result<Cell> parseCell(const std::string& text);

/// The cell at row-major `offset` of a tensor of which one example has this shape.
Cell cellAtOffset(std::string tensor, const Shape& shape, Index offset, Index example = 0);

}  // namespace deltascope
