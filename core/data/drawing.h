#pragma once

#include <optional>
#include <vector>

namespace deltascope {

/// A place on the canvas, which is the unit square: x to the right, y downwards, both 0 .. 1.
struct PenPoint {
    float x = 0, y = 0;

    bool operator==(const PenPoint&) const = default;
};

/// The pen's width where nothing else asks for one, in canvas units: 20 px on a canvas of 280 px.
inline constexpr float defaultPenWidth = 20.0F / 280.0F;

/// One movement of the pen from touching the canvas to lifting. A single point is a dot.
struct Stroke {
    std::vector<PenPoint> points;
    float width = defaultPenWidth;  ///< diameter of the round pen, canvas units

    bool operator==(const Stroke&) const = default;
};

/// What the user draws. Points may lie outside the canvas; what lies there is not seen.
struct Drawing {
    std::vector<Stroke> strokes;

    bool operator==(const Drawing&) const = default;
};

/// A rectangle in canvas units, left <= right and top <= bottom.
struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    PenPoint centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

/// x' = xx x + xy y + dx, y' = yx x + yy y + dy.
struct AffineMap {
    float xx = 1, xy = 0, yx = 0, yy = 1;
    float dx = 0, dy = 0;

    PenPoint operator()(PenPoint p) const { return {xx * p.x + xy * p.y + dx, yx * p.x + yy * p.y + dy}; }
};

/// The smallest box around all points (the pen's width not counted); nothing for a drawing without points.
std::optional<Box> bounds(const Drawing& drawing);

/// The drawing with every point mapped; the strokes keep their widths.
Drawing transformed(Drawing drawing, const AffineMap& map);

/// The drawing with all strokes of `width`.
Drawing withPenWidth(Drawing drawing, float width);

}  // namespace deltascope
