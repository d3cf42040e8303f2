#include "core/data/stroke_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/text.h"

namespace deltascope {
namespace {

PenPoint middle(PenPoint a, PenPoint b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }

/// Appends the curve from `a` (already there) to `b` with control point `control`. A chord of a quadratic
/// that is cut into n equal pieces lies at most |a - 2 control + b| / (4 n^2) from it.
void appendCurve(std::vector<PenPoint>& line, PenPoint a, PenPoint control, PenPoint b) {
    constexpr float tolerance = 1.0F / 2000;
    const float bend = std::hypot(a.x - 2 * control.x + b.x, a.y - 2 * control.y + b.y);
    const int pieces =
        static_cast<int>(std::clamp(std::ceil(std::sqrt(bend / (4 * tolerance))), 1.0F, 64.0F));
    for (int i = 1; i <= pieces; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(pieces), s = 1 - t;
        line.push_back({s * s * a.x + 2 * s * t * control.x + t * t * b.x,
                        s * s * a.y + 2 * s * t * control.y + t * t * b.y});
    }
}

/// Pixels first .. last - 1 on both axes.
struct PixelBox {
    Index left = 0, top = 0, right = 0, bottom = 0;
};

/// The pixels whose centres may lie within `reach` of the box between two corners, cut to the canvas. Clamped
/// before the conversion: points may lie anywhere.
PixelBox pixelsAround(PenPoint a, PenPoint b, float reach, Index side) {
    const auto limit = static_cast<float>(side);
    const auto pixel = [&](float x) { return static_cast<Index>(std::clamp(x, 0.0F, limit)); };
    return {pixel(std::min(a.x, b.x) - reach), pixel(std::min(a.y, b.y) - reach),
            pixel(std::max(a.x, b.x) + reach + 1), pixel(std::max(a.y, b.y) + reach + 1)};
}

/// Ink of a stroke's line: collects the smallest squared distance of every pixel to its segments, then turns
/// distances into ink, so that the square root is taken once a pixel.
class StrokeInk {
  public:
    StrokeInk(Index side, float radius)
        : side_(side),
          radius_(radius),
          squaredDistance_(static_cast<std::size_t>(side * side), std::numeric_limits<float>::max()),
          touched_{side, side, 0, 0} {}

    /// Cuts long segments up, so that a diagonal does not visit a large empty box.
    void addSegment(PenPoint a, PenPoint b) {
        const float length = std::hypot(b.x - a.x, b.y - a.y), pieceLength = 4 * radius_ + 8;
        const int pieces = static_cast<int>(std::clamp(std::ceil(length / pieceLength), 1.0F, 1000.0F));
        const auto point = [&](int i) {
            const float t = static_cast<float>(i) / static_cast<float>(pieces);
            return PenPoint{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        };
        for (int i = 0; i < pieces; ++i) addPiece(point(i), point(i + 1));
    }

    /// The darker of what is there and this stroke.
    void drawOnto(GreyImage& image) const {
        const float reach = (radius_ + 0.5F) * (radius_ + 0.5F);
        for (Index y = touched_.top; y < touched_.bottom; ++y) {
            for (Index i = y * side_ + touched_.left; i < y * side_ + touched_.right; ++i) {
                const float squared = squaredDistance_[static_cast<std::size_t>(i)];
                if (squared >= reach) continue;
                const float d = std::sqrt(squared);
                const float ink = std::min(d + 0.5F, radius_) - std::max(d - 0.5F, -radius_);
                float& value = image.values[static_cast<std::size_t>(i)];
                value = std::min(value, 1 - std::clamp(ink, 0.0F, 1.0F));
            }
        }
    }

  private:
    void addPiece(PenPoint a, PenPoint b) {
        const PixelBox box = pixelsAround(a, b, radius_ + 1, side_);
        touched_ = {std::min(touched_.left, box.left), std::min(touched_.top, box.top),
                    std::max(touched_.right, box.right), std::max(touched_.bottom, box.bottom)};
        const float dx = b.x - a.x, dy = b.y - a.y, squaredLength = dx * dx + dy * dy;
        const float scale = squaredLength > 0 ? 1 / squaredLength : 0;
        for (Index y = box.top; y < box.bottom; ++y) {
            float* row = squaredDistance_.data() + y * side_;
            const float py = static_cast<float>(y) + 0.5F - a.y, left = 0.5F - a.x;
            const auto first = static_cast<int>(box.left), last = static_cast<int>(box.right);
            for (int x = first; x < last; ++x) {
                const float px = static_cast<float>(x) + left;
                const float t = std::min(std::max((px * dx + py * dy) * scale, 0.0F), 1.0F);
                const float ex = px - t * dx, ey = py - t * dy;
                row[x] = std::min(row[x], ex * ex + ey * ey);
            }
        }
    }

    Index side_;
    float radius_;  // pixels
    std::vector<float> squaredDistance_;
    PixelBox touched_;
};

void requireFinite(const Stroke& stroke) {
    require(std::isfinite(stroke.width), "stroke of width ", stroke.width);
    for (const PenPoint p : stroke.points) {
        require(std::isfinite(p.x) && std::isfinite(p.y), "pen point ", p.x, ", ", p.y);
    }
}

void drawStroke(const Stroke& stroke, GreyImage& image) {
    requireFinite(stroke);
    if (stroke.points.empty() || stroke.width <= 0) return;
    const auto side = static_cast<float>(image.width);
    std::vector<PenPoint> line = smoothed(stroke);
    for (PenPoint& p : line) p = {p.x * side, p.y * side};
    if (line.size() == 1) line.push_back(line.front());
    StrokeInk ink(image.width, stroke.width * side / 2);
    for (std::size_t i = 1; i < line.size(); ++i) ink.addSegment(line[i - 1], line[i]);
    ink.drawOnto(image);
}

}  // namespace

std::vector<PenPoint> smoothed(const Stroke& stroke) {
    const auto& points = stroke.points;
    if (points.size() < 3) return points;
    std::vector<PenPoint> line{points.front(), middle(points[0], points[1])};
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        appendCurve(line, line.back(), points[i], middle(points[i], points[i + 1]));
    }
    line.push_back(points.back());
    return line;
}

GreyImage rasterize(const Drawing& drawing, Index side) {
    require(side >= 1, "canvas of side ", side);
    GreyImage image{side, side, std::vector<float>(static_cast<std::size_t>(side * side), 1.0F)};
    for (const Stroke& stroke : drawing.strokes) drawStroke(stroke, image);
    return image;
}

}  // namespace deltascope
