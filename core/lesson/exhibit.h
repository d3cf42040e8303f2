#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/explain/cell_source.h"
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
    intensity,    ///< white to ink, from 0 to the largest value
    signedValue,  ///< blue - white - orange, symmetric around 0
    light,        ///< from dark at 0 to bright at the largest value: how much red, green or blue there is
    none          ///< no colour: counts, or numbers of different kinds
};

/// How an exhibit is drawn, and what its values mean then.
enum class Form {
    grid,      ///< cells: rows x columns, maps x rows x columns, or a vector as one column
    bars,      ///< N: one bar for each number, from a common zero line, named by `labels`
    nodes,     ///< N: the units of a layer as circles one above the other, named by `labels`
    edges,     ///< to x from: weights as lines between the nodes exhibits `from` and `to`
    curve,     ///< 2 x N: a line through the points (values[0][i], values[1][i])
    path,      ///< 2 x N: points in order, joined, over the exhibit `on` (a curve or contours)
    contours,  ///< rows x columns: a surface sampled evenly over `domain`, the first row at its bottom
    axis,      ///< N: places on one logarithmic axis, as powers of ten, named by `labels`
    strip,     ///< N: the network as a row of blocks named by `labels`, shaped by `kinds`; the values say
               ///< how far a block is lit (0: not yet reached, 1: computed)
    listing,   ///< N: lines of a program, in `labels`; the values are their indentation
};

/// The part of the plane that a curve or a surface is shown over.
struct Domain {
    double left = 0, right = 1, bottom = 0, top = 1;
    bool operator==(const Domain&) const = default;
};

/// Numbers that a walkthrough puts on the stage. Where they stand and how large they are drawn is the stage's
/// business.
struct Exhibit {
    std::string id = {};      ///< "input", "kernel", "output": what focus and known refer to
    std::string title = {};   ///< "Input"
    std::string symbol = {};  ///< in the lecture's notation, with Unicode superscripts: "a⁽¹⁾"
    std::string tensor =
        {};  ///< the tensor part of its cells' addresses: "input.output"; empty if they have none
    Role role = Role::plain;
    ValueScale scale = ValueScale::signedValue;
    Tensor<double> values = {};  ///< see Form
    Index padding = 0;           ///< zeros shown around the values on every side
    std::string setting = {};    ///< id of the setting that these values come from, if they can be edited
    Index settingRow = 0;        ///< where in that setting's grid the first value stands
    Index settingColumn = 0;
    bool isAside = false;  ///< shown smaller, below the main exhibits: the same thing on a whole picture
    Form form = Form::grid;
    std::vector<std::string> labels = {};  ///< names of the rows, units, blocks or lines, where they have any
    std::vector<std::string> kinds = {};   ///< strip: each block's kind of layer (LayerKind::name)
    std::vector<std::string> links = {};   ///< for each label the id of the walkthrough that it leads to
    std::string on = {};                   ///< path: the exhibit that it is drawn over
    std::string from = {}, to = {};        ///< edges: the nodes that they join
    Domain domain = {};                    ///< curve and contours
    double reach = 0;  ///< what the colour scale reaches to at least; 0: just to the largest of the values
    /// The values are elements of `tensor` in row-major order from this one on; `tensorShape` is the shape of
    /// one example of it. A scalar shape stands for the shape of the values.
    Index firstElement = 0;
    Shape tensorShape = {};
    Index example = 0;
    /// The step (counted from 0) that computes all of it, if the walkthrough does; until then its cells stay
    /// blank, but for what a step's `known` says. -1: known from the start.
    Index knownFrom = -1;

    bool operator==(const Exhibit&) const = default;
};

/// The address of element `offset` (row-major) of an exhibit; nothing if its numbers have none.
std::optional<Cell> cellOf(const Exhibit& exhibit, Index offset);

/// Which of the exhibit's elements the cell is, if it is one of them.
std::optional<Index> offsetIn(const Exhibit& exhibit, const Cell& cell);

/// What a new exhibit is called and looks like.
struct Caption {
    std::string id = {}, title = {}, symbol = {};
    Role role = Role::plain;
    ValueScale scale = ValueScale::signedValue;
    Form form = Form::grid;
};

/// All of one tensor of `source` as an exhibit; kernels (maps x channels x rows x columns) become
/// maps * channels grids. Throws std::invalid_argument if there is no such tensor.
Exhibit exhibitOf(const CellSource& source, const std::string& tensor, const Caption& caption,
                  Index example = 0);

/// `size.size()` elements of an exhibit from element `first` on, in a new shape: one map of a stack, one row
/// of a matrix. Throws std::invalid_argument if there are not that many.
Exhibit partOf(Exhibit exhibit, Index first, const Shape& size);

/// The largest of the numbers, whatever their signs: a colour scale that shows them all.
double reachOf(const Tensor<double>& values);

/// Gives exhibits that will be compared one colour scale: that of the largest number of them all.
void scaleTogether(std::span<Exhibit* const> exhibits);
void scaleTogether(std::vector<Exhibit>& exhibits);

/// The exhibit without colours: its numbers count, or are of different kinds.
Exhibit countsOnly(Exhibit exhibit);

/// The exhibit with names for its rows, units, places or blocks.
Exhibit labelled(Exhibit exhibit, std::vector<std::string> labels);

}  // namespace deltascope
