#include <gtest/gtest.h>

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> fcIllustration(const Settings& settings = {}) {
    return walkthroughOf("L25", settings);
}

/// The first number of every step of that kind, in order.
std::vector<double> numbersOf(const Walkthrough& walkthrough, const std::string& tensor) {
    std::vector<double> numbers;
    for (Index i = 0; i < walkthrough.stepCount(); ++i) {
        const Explanation e = walkthrough.step(i).explanations.at(0);
        if (e.cell.tensor == tensor) numbers.push_back(e.value);
    }
    return numbers;
}

const Focus& frame(const Step& step, const std::string& exhibit) {
    const auto found = std::find_if(step.focus.begin(), step.focus.end(),
                                    [&](const Focus& focus) { return focus.exhibit == exhibit; });
    require(found != step.focus.end(), "no frame on ", exhibit);
    return *found;
}

void expectUnitOfInterest(const Golden& g, const Walkthrough& walkthrough) {
    const Golden& unit = g["unit_of_interest"];
    const auto wanted = [&](const char* key) { return tensorFrom(unit[key]); };
    const auto forward = numbersOf(walkthrough, "forward_product"),
               back = numbersOf(walkthrough, "backward_product");
    ASSERT_EQ(forward.size(), 2u);
    ASSERT_EQ(back.size(), 2u);
    for (std::size_t j = 0; j < 2; ++j) {
        EXPECT_NEAR(forward[j], wanted("forward_contributions_to_z3")[static_cast<Index>(j)], 1e-12);
        EXPECT_NEAR(back[j], wanted("backward_products_w_times_delta")[static_cast<Index>(j)], 1e-12);
    }
    EXPECT_NEAR(numbersOf(walkthrough, "sigmoid1.output").at(0), unit["activation"].get<double>(), 1e-12);
    EXPECT_NEAR(numbersOf(walkthrough, "sigmoid1.delta").at(0), unit["sum"].get<double>(), 1e-12);
    EXPECT_NEAR(numbersOf(walkthrough, "fc1.delta").at(0), unit["delta"].get<double>(), 1e-12);
    EXPECT_LT(differenceFrom(g["edge_products_layer2"], *walkthrough.source().values("forward_product")),
              1e-12);
}

TEST(FcIllustration, FollowsTheLecturesUnitInEveryVariant) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const auto& [variant, key] : {std::pair{"plain", "fc_2_3_2"},
                                       {"bias", "fc_2_3_2_bias"},
                                       {"squared_error", "fc_2_3_2_squared_error"}}) {
        SCOPED_TRACE(variant);
        expectUnitOfInterest(golden()[key], *fcIllustration({{"variant", std::string(variant)}}));
    }
}

TEST(FcIllustration, LightsTheSameEdgesForwardAndBackward) {
    const auto walkthrough = fcIllustration({{"unit", 2.0}});
    constexpr Index firstEdge = 1, firstReturn = 7;
    for (Index j = 0; j < 2; ++j) {
        const Step there = walkthrough->step(firstEdge + j), back = walkthrough->step(firstReturn + j);
        EXPECT_EQ(frame(there, "weights2").row, j);
        EXPECT_EQ(frame(there, "weights2").column, 2);
        EXPECT_EQ(frame(back, "weights2").row, j);
        EXPECT_EQ(frame(back, "weights2").column, 2);
        EXPECT_EQ(back.earlier[1].step, firstEdge + j);
    }
}

TEST(FcIllustration, AddsUpToWhatTheNetworkComputes) {
    for (const double unit : {0.0, 1.0, 2.0}) {
        const auto walkthrough = fcIllustration({{"unit", unit}});
        const auto back = numbersOf(*walkthrough, "backward_product");
        EXPECT_NEAR(back[0] + back[1], numbersOf(*walkthrough, "sigmoid1.delta").at(0), 1e-12);
    }
}

TEST(FcIllustration, ShowsBiasesWhereThereAreSome) {
    constexpr Index firstOutput = 3;
    const auto shows = [](const Step& step) {
        return std::find(step.shown.begin(), step.shown.end(), "bias") != step.shown.end();
    };
    EXPECT_FALSE(shows(fcIllustration()->step(firstOutput)));
    EXPECT_TRUE(shows(fcIllustration({{"variant", std::string("bias")}})->step(firstOutput)));
}

TEST(FcIllustration, NamesTheSettingThatIsImpossible) {
    EXPECT_NE(errorOf("L25", {{"unit", 3.0}}).find("unit: 3, expected 0 to 2"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
