#include "core/data/drawing.h"

#include <algorithm>

namespace deltascope {

std::optional<Box> bounds(const Drawing& drawing) {
    std::optional<Box> box;
    for (const Stroke& stroke : drawing.strokes) {
        for (const PenPoint p : stroke.points) {
            if (!box) box = Box{p.x, p.y, p.x, p.y};
            box = Box{std::min(box->left, p.x), std::min(box->top, p.y), std::max(box->right, p.x),
                      std::max(box->bottom, p.y)};
        }
    }
    return box;
}

Drawing transformed(Drawing drawing, const AffineMap& map) {
    for (Stroke& stroke : drawing.strokes) std::ranges::transform(stroke.points, stroke.points.begin(), map);
    return drawing;
}

Drawing withPenWidth(Drawing drawing, float width) {
    for (Stroke& stroke : drawing.strokes) stroke.width = width;
    return drawing;
}

}  // namespace deltascope
