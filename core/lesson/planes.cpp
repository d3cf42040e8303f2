#include "core/lesson/planes.h"

#include <array>

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr Index colours = 3;

}  // namespace

Index planeCount(const Grid& grid) { return grid.shape().rank() == 3 ? grid.shape()[0] : 1; }

Shape planeShape(const Grid& grid) { return grid.shape().rank() == 3 ? grid.shape().inner() : grid.shape(); }

Grid withPlanes(const Grid& grid, Index count) {
    const Index own = planeCount(grid);
    require(own == 1 || own >= count, "a grid of ", own, " planes, expected ", count);
    const Shape plane = planeShape(grid);
    Grid stack(plane.batchOf(count));
    for (Index i = 0; i < stack.size(); ++i) stack[i] = grid[own == 1 ? i % plane.size() : i];
    return count == 1 ? stack.reshaped(plane) : stack;
}

Grid greyOf(const Grid& grid) {
    if (planeCount(grid) != colours) return grid;
    const Shape plane = planeShape(grid);
    Grid grey(plane);
    for (Index i = 0; i < grey.size(); ++i) {
        // Thousandths, so that equal planes give exactly their own number.
        grey[i] = (299 * grid[i] + 587 * grid[i + plane.size()] + 114 * grid[i + 2 * plane.size()]) / 1000;
    }
    return grey;
}

const char* planeName(Index plane) {
    constexpr std::array<const char*, colours> names{"red", "green", "blue"};
    require(plane >= 0 && plane < colours, "plane ", plane, ", expected 0 to ", colours - 1);
    return names[static_cast<std::size_t>(plane)];
}

}  // namespace deltascope
