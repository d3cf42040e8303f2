#include "core/data/ink.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

namespace deltascope {
namespace {

/// A pixel on the picture's edge; x and y run from -1 to 1 over the picture.
struct EdgePixel {
    float x = 0, y = 0, brightness = 0;
};

/// brightness = level + slopeX x + slopeY y, and how far the edge's pixels scatter about that.
struct Paper {
    float level = 0, slopeX = 0, slopeY = 0;
    float grain = 0;  ///< standard deviation

    float at(float x, float y) const { return level + slopeX * x + slopeY * y; }
};

float toUnit(Index i, Index count) { return 2 * static_cast<float>(i) / static_cast<float>(count - 1) - 1; }

std::vector<EdgePixel> edgePixels(const GreyImage& picture) {
    std::vector<EdgePixel> edge;
    const auto add = [&](Index x, Index y) {
        edge.push_back({toUnit(x, picture.width), toUnit(y, picture.height), picture.at(x, y)});
    };
    for (Index x = 0; x < picture.width; ++x) {
        for (const Index y : {Index{0}, picture.height - 1}) add(x, y);
    }
    for (Index y = 1; y + 1 < picture.height; ++y) {
        for (const Index x : {Index{0}, picture.width - 1}) add(x, y);
    }
    return edge;
}

float median(std::vector<float> values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, half);
    return *half;
}

template <typename Value>
float medianOf(const std::vector<EdgePixel>& edge, Value value) {
    std::vector<float> values(edge.size());
    std::ranges::transform(edge, values.begin(), value);
    return median(std::move(values));
}

/// Least squares over the edge pixels that look like paper: ink that runs off the picture must not tilt the
/// plane. A trace of ridge keeps the slopes at 0 where too few pixels are left to tell.
Paper fitPaper(std::vector<EdgePixel> edge, float range) {
    const float middle = medianOf(edge, [](const EdgePixel& p) { return p.brightness; });
    std::erase_if(edge, [&](const EdgePixel& p) { return std::abs(p.brightness - middle) > 0.3F * range; });
    Eigen::Matrix3d normal = Eigen::Vector3d(0, 1e-3, 1e-3).asDiagonal();
    Eigen::Vector3d right = Eigen::Vector3d::Zero();
    for (const EdgePixel& p : edge) {
        const Eigen::Vector3d row(1, p.x, p.y);
        normal += row * row.transpose();
        right += row * static_cast<double>(p.brightness - middle);
    }
    const Eigen::Vector3f plane = normal.ldlt().solve(right).cast<float>();
    Paper paper{middle + plane[0], plane[1], plane[2], 0};
    // 1.4826: from the median absolute deviation to the standard deviation of a normal distribution.
    paper.grain = 1.4826F * medianOf(edge, [&](const EdgePixel& p) {
                      return std::abs(p.brightness - paper.at(p.x, p.y));
                  });
    return paper;
}

/// Paper minus picture: positive where the picture is darker.
InkMap darkness(const GreyImage& picture, const Paper& paper) {
    InkMap dark = -Eigen::Map<const InkMap>(picture.values.data(), picture.height, picture.width);
    const Eigen::ArrayXf x = Eigen::ArrayXf::LinSpaced(picture.width, -1, 1) * paper.slopeX;
    for (Index y = 0; y < picture.height; ++y) {
        dark.row(y) += x.transpose() + (paper.level + paper.slopeY * toUnit(y, picture.height));
    }
    return dark;
}

/// Cubes, because a thin strong line must outweigh a wide faint shadow.
bool isLightOnDark(const InkMap& dark) { return dark.cube().sum() < 0; }

/// The value that counts as full ink.
float fullInk(const InkMap& ink) {
    const float total = ink.sum();
    return total > 0 ? std::min(ink.maxCoeff(), 1.3F * ink.square().sum() / total) : 0;
}

Result<float> brightnessRange(const GreyImage& picture) {
    if (picture.width < 2 || picture.height < 2) {
        return failure("no digit in a picture of ", picture.width, "x", picture.height,
                       " pixels: expected at least 2x2");
    }
    const Eigen::Map<const InkMap> values(picture.values.data(), picture.height, picture.width);
    if (!values.allFinite()) return failure("the picture has pixels that are not finite numbers");
    const float range = values.maxCoeff() - values.minCoeff();
    if (range < 1.0F / 512) return failure("no ink found: the picture is all one colour");
    return range;
}

}  // namespace

Result<InkMap> findInk(const GreyImage& picture) {
    require(static_cast<Index>(picture.values.size()) == picture.width * picture.height, "picture of ",
            picture.width, "x", picture.height, " with ", picture.values.size(), " values");
    const auto range = brightnessRange(picture);
    if (!range) return tl::unexpected(range.error());
    const Paper paper = fitPaper(edgePixels(picture), *range);
    InkMap ink = darkness(picture, paper);
    if (isLightOnDark(ink)) ink = -ink;
    const float floor = 4 * paper.grain, faintest = 1.0F / 64;
    if (ink.maxCoeff() < 2 * floor + faintest) {
        return failure("no ink found: nothing in the picture stands out from the paper");
    }
    ink = (ink - floor).max(0.0F);
    stretchContrast(ink);
    return ink;
}

void stretchContrast(InkMap& ink) {
    if (const float full = fullInk(ink); full > 0) ink = (ink / full).min(1.0F);
}

}  // namespace deltascope
