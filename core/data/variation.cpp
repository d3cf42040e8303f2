#include "core/data/variation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace deltascope {
namespace {

/// Turns, slants and stretches about the origin.
AffineMap shaped(const PenVariation& variation) {
    const float c = std::cos(variation.rotation), s = std::sin(variation.rotation);
    const float stretch = variation.stretch,
                shear = -variation.slant;  // upwards is -y, and leans to the right
    return {c * stretch, c * shear - s, s * stretch, s * shear + c, 0, 0};
}

/// `box` scaled so that its longer side is `extent` - `pen`, at `place` in the room that the pen leaves.
AffineMap onCanvas(const Box& box, float extent, float pen, PenPoint place) {
    const float longer = std::max(box.width(), box.height());
    const float scale = longer > 0 ? (extent - pen) / longer : 1;
    const float width = box.width() * scale + pen, height = box.height() * scale + pen;
    const float left = place.x * (1 - width) + pen / 2, top = place.y * (1 - height) + pen / 2;
    return {scale, 0, 0, scale, left - box.left * scale, top - box.top * scale};
}

using Change = void (*)(PenVariation&);

// The two ends of each axis: what a person may well do on the canvas, legible at its smallest and thickest.
constexpr std::array<std::pair<const char*, Change>, 2> places{{{"centre",
                                                                 [](PenVariation& v) {
                                                                     v.place = {0.5F, 0.5F};
                                                                 }},
                                                                {"corner", [](PenVariation& v) {
                                                                     v.place = {0.03F, 0.97F};
                                                                 }}}};
constexpr std::array<std::pair<const char*, Change>, 2> sizes{
    {{"large", [](PenVariation& v) { v.extent = 0.85F; }},
     {"small", [](PenVariation& v) { v.extent = 0.3F; }}}};
constexpr std::array<std::pair<const char*, Change>, 2> slants{
    {{"slanted left", [](PenVariation& v) { v.slant = -0.3F; }},
     {"slanted right", [](PenVariation& v) { v.slant = 0.3F; }}}};
constexpr std::array<std::pair<const char*, Change>, 2> pens{
    {{"thin pen", [](PenVariation& v) { v.penWidth = 0.02F; }},
     {"thick pen", [](PenVariation& v) { v.penWidth = 0.1F; }}}};

std::vector<NamedVariation> makeEvaluationVariations() {
    std::vector<NamedVariation> all;
    const auto addEach = [&](const auto& axis) {
        for (const auto& [name, change] : axis) change(all.emplace_back(NamedVariation{name, {}}).variation);
    };
    for (const auto& axis : {places, sizes, pens}) addEach(axis);
    for (const auto& [place, setPlace] : places) {
        for (const auto& [size, setSize] : sizes) {
            for (const auto& [pen, setPen] : pens) {
                auto& [name, variation] = all.emplace_back();
                name = std::string(place) + ", " + size + ", " + pen;
                for (const Change change : {setPlace, setSize, setPen}) change(variation);
            }
        }
    }
    addEach(slants);
    return all;
}

}  // namespace

Drawing placed(const Drawing& drawing, const PenVariation& variation) {
    if (!bounds(drawing)) return drawing;
    const float pen = std::min(variation.penWidth, variation.extent / 4);
    const Drawing shape = transformed(drawing, shaped(variation));
    return withPenWidth(transformed(shape, onCanvas(*bounds(shape), variation.extent, pen, variation.place)),
                        pen);
}

PenVariation randomPenVariation(Random& random) {
    const auto between = [&](double low, double high) {
        return static_cast<float>(random.uniform(low, high));
    };
    PenVariation variation;
    variation.extent = between(0.25, 0.95);
    variation.place = {between(0, 1), between(0, 1)};
    variation.penWidth =
        0.015F * std::pow(10.0F, between(0, 0.9));  // as many thin pens as thick ones: 0.015 .. 0.12
    variation.slant = between(-0.3, 0.3);
    variation.rotation = between(-0.2, 0.2);
    variation.stretch = std::exp(between(-0.25, 0.25));
    return variation;
}

PenVariation blottedPenVariation(Random& random) {
    PenVariation variation = randomPenVariation(random);
    variation.extent = static_cast<float>(random.uniform(0.25, 0.45));
    variation.penWidth = variation.extent * static_cast<float>(random.uniform(0.14, 0.25));
    return variation;
}

const std::vector<NamedVariation>& evaluationVariations() {
    static const std::vector<NamedVariation> variations = makeEvaluationVariations();
    return variations;
}

}  // namespace deltascope
