#include "core/data/digit_skeletons.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.h"

namespace deltascope {
namespace {

using Styles = std::vector<DigitSkeleton>;

// clang-format off
std::array<Styles, 10> makeSkeletons() {
    return {{
        {   // 0: closed, open at the top, ends crossing
            {{{{.42F, .02F}, {.2F, .05F}, {.03F, .28F}, {0, .55F}, {.1F, .88F}, {.33F, 1}, {.58F, .88F},
             {.68F, .55F}, {.62F, .2F}, {.42F, .02F}}}},
            {{{{.36F, .03F}, {.14F, .12F}, {.01F, .4F}, {.03F, .72F}, {.2F, .97F}, {.44F, .98F},
             {.64F, .75F}, {.67F, .4F}, {.52F, .1F}, {.33F, .01F}}}},
            {{{{.52F, .1F}, {.3F, .0F}, {.07F, .2F}, {0, .55F}, {.12F, .9F}, {.36F, 1}, {.6F, .82F},
             {.68F, .48F}, {.55F, .15F}, {.28F, .04F}}}},
        },
        {   // 1: a line, with a flag, with flag and foot
            {{{{.35F, 0}, {.35F, .5F}, {.35F, 1}}}},
            {{{{.12F, .24F}, {.26F, .13F}, {.38F, 0}}, {{.38F, 0}, {.38F, .5F}, {.37F, 1}}}},
            {{{{.12F, .2F}, {.36F, 0}}, {{.36F, 0}, {.36F, 1}}}, {{{.1F, 1}, {.62F, .99F}}}},
        },
        {   // 2: with a corner, with a loop, with a flat start
            {{{{.03F, .25F}, {.12F, .06F}, {.35F, 0}, {.59F, .1F}, {.62F, .32F}, {.45F, .62F}, {.22F, .84F},
             {0, .99F}}, {{0, .99F}, {.35F, .98F}, {.7F, .97F}}}},
            {{{{.03F, .22F}, {.14F, .05F}, {.36F, 0}, {.58F, .1F}, {.6F, .34F}, {.44F, .64F}, {.2F, .92F},
             {.05F, .97F}, {.03F, .86F}, {.16F, .8F}, {.36F, .91F}, {.55F, .99F}, {.74F, .92F}}}},
            {{{{.06F, .08F}, {.34F, 0}, {.6F, .14F}, {.52F, .45F}, {.3F, .75F}, {.05F, .97F}},
             {{.05F, .97F}, {.4F, .93F}, {.72F, .98F}}}},
        },
        {   // 3: with a corner in the middle, with a flat top, with a small loop
            {{{{.05F, .13F}, {.24F, 0}, {.5F, .05F}, {.58F, .22F}, {.48F, .39F}, {.25F, .47F}},
             {{.25F, .47F}, {.54F, .54F}, {.66F, .74F}, {.54F, .94F}, {.28F, 1}, {0, .88F}}}},
            {{{{.05F, .02F}, {.6F, 0}}, {{.6F, 0}, {.27F, .42F}}, {{.27F, .42F}, {.54F, .48F}, {.68F, .7F},
             {.55F, .93F}, {.28F, 1}, {0, .9F}}}},
            {{{{.03F, .14F}, {.26F, 0}, {.54F, .09F}, {.52F, .31F}, {.3F, .45F}, {.2F, .5F}, {.32F, .5F},
             {.6F, .61F}, {.65F, .82F}, {.42F, 1}, {0, .93F}}}},
        },
        {   // 4: open in two strokes, closed in one, open with a round corner
            {{{{.13F, .02F}, {.05F, .33F}, {.02F, .56F}}, {{.02F, .56F}, {.35F, .57F}, {.7F, .54F}}},
             {{{.54F, .05F}, {.52F, .5F}, {.49F, 1}}}},
            {{{{.66F, .68F}, {.33F, .68F}, {0, .69F}}, {{0, .69F}, {.24F, .35F}, {.47F, 0}}, {{.47F, 0},
             {.47F, .5F}, {.46F, 1}}}},
            {{{{.08F, .03F}, {.04F, .3F}, {.12F, .5F}, {.32F, .52F}, {.55F, .43F}}}, {{{.58F, .02F},
             {.55F, .5F}, {.5F, 1}}}},
        },
        {   // 5: bar last, bar first, rounded
            {{{{.15F, .02F}, {.1F, .44F}}, {{.1F, .44F}, {.36F, .38F}, {.6F, .5F}, {.65F, .73F},
             {.5F, .95F}, {.24F, 1}, {0, .9F}}}, {{{.15F, .02F}, {.4F, .02F}, {.66F, 0}}}},
            {{{{.66F, .01F}, {.4F, .02F}, {.16F, .03F}}, {{.16F, .03F}, {.09F, .43F}}, {{.09F, .43F},
             {.34F, .36F}, {.6F, .47F}, {.66F, .7F}, {.52F, .94F}, {.25F, 1}, {0, .92F}}}},
            {{{{.64F, .04F}, {.4F, .02F}, {.18F, .04F}}, {{.18F, .04F}, {.13F, .24F}, {.14F, .39F},
             {.4F, .45F}, {.58F, .58F}, {.58F, .8F}, {.36F, .98F}, {.02F, .97F}}}},
        },
        {   // 6: round, slanted back, upright back
            {{{{.5F, 0}, {.25F, .18F}, {.07F, .5F}, {.03F, .78F}, {.18F, .98F}, {.42F, .98F}, {.59F, .8F},
             {.5F, .6F}, {.28F, .56F}, {.07F, .7F}}}},
            {{{{.45F, 0}, {.2F, .33F}, {.03F, .7F}, {.11F, .95F}, {.34F, 1}, {.57F, .86F}, {.54F, .66F},
             {.34F, .59F}, {.07F, .74F}}}},
            {{{{.12F, 0}, {.05F, .4F}, {.04F, .78F}, {.2F, .99F}, {.48F, .96F}, {.61F, .76F}, {.47F, .58F},
             {.22F, .6F}, {.05F, .78F}}}},
        },
        {   // 7: plain, with a bar, with a serif, with a wavy top
            {{{{0, .03F}, {.33F, .02F}, {.65F, 0}}, {{.65F, 0}, {.42F, .45F}, {.27F, 1}}}},
            {{{{0, .03F}, {.33F, .02F}, {.65F, 0}}, {{.65F, 0}, {.44F, .45F}, {.3F, 1}}}, {{{.14F, .52F},
             {.6F, .48F}}}},
            {{{{0, .2F}, {.03F, .03F}}, {{.03F, .03F}, {.66F, .02F}}, {{.66F, .02F}, {.45F, .42F},
             {.32F, 1}}}},
            {{{{0, .12F}, {.12F, .02F}, {.36F, .07F}, {.64F, .02F}}, {{.64F, .02F}, {.46F, .35F},
             {.38F, .68F}, {.36F, 1}}}},
        },
        {   // 8: one movement, started right or left, and two circles
            {{{{.57F, .14F}, {.36F, 0}, {.11F, .1F}, {.13F, .32F}, {.35F, .48F}, {.58F, .63F}, {.63F, .84F},
             {.4F, 1}, {.1F, .93F}, {.05F, .74F}, {.2F, .57F}, {.42F, .42F}, {.58F, .26F}, {.55F, .1F},
             {.45F, .02F}}}},
            {{{{.35F, .47F}, {.13F, .33F}, {.1F, .1F}, {.35F, 0}, {.58F, .1F}, {.56F, .32F}, {.35F, .47F},
             {.1F, .62F}, {.03F, .84F}, {.3F, 1}, {.6F, .86F}, {.56F, .62F}, {.35F, .47F}}}},
            {{{{.35F, 0}, {.13F, .08F}, {.11F, .3F}, {.33F, .44F}, {.55F, .31F}, {.55F, .1F}, {.35F, 0}}},
             {{{.33F, .44F}, {.07F, .58F}, {.03F, .84F}, {.33F, 1}, {.63F, .85F}, {.59F, .57F},
             {.33F, .44F}}}},
        },
        {   // 9: straight tail, curved tail, closed from above
            {{{{.58F, .2F}, {.42F, .01F}, {.13F, .08F}, {.03F, .3F}, {.18F, .48F}, {.42F, .42F},
             {.58F, .2F}}, {{.58F, .2F}, {.56F, .6F}, {.5F, 1}}}},
            {{{{.56F, .14F}, {.36F, 0}, {.1F, .1F}, {.04F, .32F}, {.2F, .48F}, {.44F, .4F}, {.57F, .16F}},
             {{.57F, .16F}, {.6F, .5F}, {.52F, .85F}, {.3F, 1}, {.05F, .94F}}}},
            {{{{.61F, .07F}, {.32F, 0}, {.06F, .18F}, {.1F, .43F}, {.34F, .48F}, {.55F, .3F}, {.62F, .07F}},
             {{.62F, .07F}, {.55F, .5F}, {.46F, 1}}}},
        },
    }};
}
// clang-format on

PenPoint mix(PenPoint a, PenPoint b, float share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

/// The time from `a` to `b` in the centripetal parametrisation: the square root of their distance.
float timeBetween(PenPoint a, PenPoint b) {
    return std::max(std::sqrt(std::hypot(b.x - a.x, b.y - a.y)), 1e-3F);
}

/// The curve's point at `share` of the way from `b` to `c`, by the pyramid of Barry and Goldman (1988).
PenPoint between(PenPoint a, PenPoint b, PenPoint c, PenPoint d, float share) {
    const float ab = timeBetween(a, b), bc = timeBetween(b, c), cd = timeBetween(c, d), t = share * bc;
    const PenPoint p1 = mix(a, b, (ab + t) / ab), p2 = mix(b, c, share), p3 = mix(c, d, (t - bc) / cd);
    return mix(mix(p1, p2, (ab + t) / (ab + bc)), mix(p2, p3, t / (bc + cd)), share);
}

/// `p` mirrored at `centre`: the neighbour that an end point lacks.
PenPoint beyond(PenPoint centre, PenPoint p) { return {2 * centre.x - p.x, 2 * centre.y - p.y}; }

}  // namespace

const std::vector<DigitSkeleton>& digitSkeletons(int digit) {
    static const std::array<Styles, 10> skeletons = makeSkeletons();
    require(digit >= 0 && digit <= 9, "no skeleton for digit ", digit);
    return skeletons[static_cast<std::size_t>(digit)];
}

std::vector<PenPoint> curveThrough(const SkeletonRun& run, int perSpan) {
    require(run.size() >= 2 && perSpan >= 1, "curve through ", run.size(), " points, ", perSpan, " a span");
    const std::size_t last = run.size() - 1;
    std::vector<PenPoint> curve;
    for (std::size_t i = 0; i < last; ++i) {
        const PenPoint before = i > 0 ? run[i - 1] : beyond(run[0], run[1]);
        const PenPoint after = i + 1 < last ? run[i + 2] : beyond(run[last], run[last - 1]);
        for (int k = 0; k < perSpan; ++k) {
            const float share = static_cast<float>(k) / static_cast<float>(perSpan);
            curve.push_back(between(before, run[i], run[i + 1], after, share));
        }
    }
    curve.push_back(run[last]);
    return curve;
}

}  // namespace deltascope
