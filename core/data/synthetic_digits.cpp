#include "core/data/synthetic_digits.h"

#include <cmath>
#include <numbers>

#include "core/base/random.h"
#include "core/data/digit_skeletons.h"
#include "core/data/variation.h"

namespace deltascope {
namespace {

constexpr int pointsPerSpan = 6;

float between(Random& random, double low, double high) {
    return static_cast<float>(random.uniform(low, high));
}

float scattered(Random& random, double deviation) { return static_cast<float>(deviation * random.normal()); }

/// Moves the points that a run goes through; runs of a stroke stay joined.
void jitter(SkeletonStroke& stroke, Random& random) {
    constexpr double deviation = 0.022;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        for (PenPoint& p : stroke[i])
            p = {p.x + scattered(random, deviation), p.y + scattered(random, deviation)};
        if (i > 0) stroke[i].front() = stroke[i - 1].back();
    }
}

/// A smooth displacement of the plane: one slow wave along each axis.
struct Bend {
    struct Wave {
        float amplitude = 0, alongX = 0, alongY = 0, phase = 0;

        float at(PenPoint p) const { return amplitude * std::sin(alongX * p.x + alongY * p.y + phase); }
    };
    Wave x, y;

    explicit Bend(Random& random) {
        for (Wave* wave : {&x, &y}) {
            *wave = {between(random, 0, 0.06), between(random, -5, 5), between(random, -5, 5),
                     between(random, 0, 2 * std::numbers::pi)};
        }
    }
    PenPoint operator()(PenPoint p) const { return {p.x + x.at(p), p.y + y.at(p)}; }
};

/// The hand's small swings: each point keeps most of the swing of the one before.
void tremble(std::vector<PenPoint>& points, float strength, Random& random) {
    PenPoint swing;
    for (PenPoint& p : points) {
        swing = {0.8F * swing.x + scattered(random, strength), 0.8F * swing.y + scattered(random, strength)};
        p = {p.x + swing.x, p.y + swing.y};
    }
}

Stroke written(SkeletonStroke skeleton, const Bend& bend, float tremor, Random& random) {
    jitter(skeleton, random);
    Stroke stroke;
    for (const SkeletonRun& run : skeleton) {
        // A corner stands twice in a row, which keeps it sharp when the line is smoothed.
        for (const PenPoint p : curveThrough(run, pointsPerSpan)) stroke.points.push_back(bend(p));
    }
    tremble(stroke.points, tremor, random);
    return stroke;
}

}  // namespace

PenDigit syntheticDigit(std::uint64_t seed, std::uint64_t number) {
    Random random = Random::forStream(seed, number);
    PenDigit digit{{}, static_cast<int>(number % 10), 0};
    const auto& styles = digitSkeletons(digit.label);
    const DigitSkeleton& skeleton = styles[random.below(styles.size())];
    const Bend bend(random);
    const float tremor = between(random, 0, 0.004);
    for (const SkeletonStroke& stroke : skeleton) {
        digit.drawing.strokes.push_back(written(stroke, bend, tremor, random));
    }
    digit.drawing = placed(digit.drawing, randomPenVariation(random));
    return digit;
}

}  // namespace deltascope
