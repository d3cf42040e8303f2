#pragma once

#include "core/data/ink.h"

namespace deltascope {

/// Mean width of the lines in pixels: a line of width w and length l has w l of ink and two edges of length
/// l, and the length of the edges is the sum of the gradient's magnitude. 0 where there is no ink.
float lineWidth(const InkMap& ink);

/// Every line `radius` pixels wider on each side (the maximum over a disc with a soft rim). The map grows by
/// the radius, rounded, on every side, so that the ink still reaches its edges.
InkMap widened(const InkMap& ink, float radius);

/// Every line `radius` pixels thinner on each side (the minimum over such a disc), in a map of the same size.
/// Lines that this would wipe out stay as they are, so that nothing breaks where the pen was fine.
InkMap thinned(const InkMap& ink, float radius);

}  // namespace deltascope
