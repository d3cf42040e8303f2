#include <gtest/gtest.h>

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> poolingGradient(const Settings& settings = {}) {
    return walkthroughOf("L29", settings);
}

Tensor<double> values(const Walkthrough& walkthrough, const std::string& tensor) {
    return *walkthrough.source().values(tensor);
}

/// One golden case as the walkthrough's first part; the second part follows the same window and stride.
Settings settingsOf(const Golden& g) {
    const auto picture = tensorFrom(g["input"]);
    const bool hasGaps = picture.shape()[0] == 4;
    return {
        {"picture", picture}, {"delta", tensorFrom(g["upstream_delta"])}, {"stride", hasGaps ? 2.0 : 1.0}};
}

/// The cell that a step pins: the result frame on the picture that `wanted` names last.
const Focus& lastPin(const Step& step, const std::string& exhibit) {
    const auto found = std::find_if(step.focus.rbegin(), step.focus.rend(), [&](const Focus& focus) {
        return focus.exhibit == exhibit && focus.role == Role::result;
    });
    require(found != step.focus.rend(), "no pin on ", exhibit);
    return *found;
}

TEST(PoolingGradient, SendsTheDeltasOfEveryGoldenCaseBack) {
    DELTASCOPE_NEEDS_GOLDEN;
    int count = 0;
    for (const auto& [name, g] : golden()["pool_backward"].items()) {
        if (!g.is_object()) continue;
        const auto walkthrough = poolingGradient(settingsOf(g));
        EXPECT_EQ(differenceFrom(g["output"], values(*walkthrough, "pool1.output")), 0) << name;
        EXPECT_LT(differenceFrom(g["downstream_delta"], values(*walkthrough, "input.delta")), 1e-12) << name;
        ++count;
    }
    EXPECT_EQ(count, 7);
}

TEST(PoolingGradient, OffersEveryGoldenCase) {
    DELTASCOPE_NEEDS_GOLDEN;
    const auto& settings = (*findWalkthrough("L29"))->settings;
    for (const auto& [name, g] : golden()["pool_backward"].items()) {
        if (!g.is_object()) continue;
        const auto offers = [](const SettingSpec& spec, const Tensor<double>& grid) {
            return std::any_of(spec.presets.begin(), spec.presets.end(),
                               [&](const Preset& p) { return std::get<Tensor<double>>(p.value) == grid; });
        };
        EXPECT_TRUE(offers(settings[0], tensorFrom(g["input"]))) << name;
        EXPECT_TRUE(offers(settings[1], tensorFrom(g["upstream_delta"]))) << name;
    }
}

TEST(PoolingGradient, PinsTheWinnerOfEveryWindow) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const char* name : {"lecture_3x3_no_collision", "overlap_partial", "tie_first_in_row_major_order"}) {
        const Golden& g = golden()["pool_backward"][name];
        const auto walkthrough = poolingGradient(settingsOf(g));
        const Index windows = values(*walkthrough, "pool1.output").size();
        const Tensor<double> winners = tensorFrom(g["argmax_row_col"]).reshaped({windows, 2});
        for (Index i = 0; i < windows; ++i) {
            const Step drop = walkthrough->step(windows + i);
            const Focus& pin = lastPin(drop, "input");
            EXPECT_EQ(static_cast<double>(pin.row), winners.at({i, 0})) << name << " window " << i;
            EXPECT_EQ(static_cast<double>(pin.column), winners.at({i, 1})) << name << " window " << i;
            EXPECT_EQ(lastPin(drop, "result").row, pin.row);
        }
    }
}

TEST(PoolingGradient, BeginsWithTheSlidesWindow) {
    const auto walkthrough = poolingGradient();
    const Step forward = walkthrough->step(0), backward = walkthrough->step(1);
    EXPECT_EQ(forward.explanations[0].value, 8);
    EXPECT_EQ(forward.question->answer, 8);
    EXPECT_EQ(lastPin(forward, "input").row, 1);
    EXPECT_EQ(lastPin(forward, "input").column, 1);
    EXPECT_EQ(backward.own[0].values, Tensor<double>({2, 2}, {0, 0, 0, 0.3}));
    EXPECT_EQ(backward.earlier[0].step, 0);
}

TEST(PoolingGradient, AddsUpWhatDropsOnOneCell) {
    const auto walkthrough = poolingGradient();
    // Part 1 has 3 steps; part 2 four windows forward, then four drops: the third lands on the first.
    const Step first = walkthrough->step(3 + 4), third = walkthrough->step(3 + 4 + 2);
    EXPECT_EQ(first.explanations[0].value, 0.1);
    EXPECT_EQ(third.explanations[0].cell.tensor, "overlap.drops");
    EXPECT_DOUBLE_EQ(third.explanations[0].value, 0.5);
    EXPECT_EQ(third.explanations[0].expression.arguments.size(), 2u);
    EXPECT_EQ(third.earlier.back().step, 3 + 4);
    EXPECT_NE(third.text.find("0.1 already"), std::string::npos) << third.text;
    const Tensor<double> last = walkthrough->step(3 + 4 + 3).own[0].values;
    EXPECT_EQ(last, values(*walkthrough, "overlap.input.delta").reshaped({3, 3}));
}

TEST(PoolingGradient, SaysWhatIsSpecialAboutATie) {
    const auto walkthrough = poolingGradient(
        {{"picture", Tensor<double>({2, 2}, {3, 3, 3, 1})}, {"delta", Tensor<double>({1, 1}, {1})}});
    EXPECT_NE(walkthrough->step(0).text.find("3 times"), std::string::npos);
    EXPECT_NE(walkthrough->step(2).text.find("kink"), std::string::npos);
    EXPECT_EQ(poolingGradient()->step(2).text.find("kink"), std::string::npos);
}

TEST(PoolingGradient, FitsADeltaToAnyOutput) {
    const auto walkthrough = poolingGradient({{"picture", Tensor<double>({8, 8})}, {"stride", 3.0}});
    EXPECT_EQ(values(*walkthrough, "pool1.delta").shape(), Shape({1, 3, 3}));
    EXPECT_EQ(walkthrough->exhibits()[2].setting, "");  // typing into it would not change what is shown
    EXPECT_EQ(poolingGradient()->exhibits()[2].setting, "delta");
}

TEST(PoolingGradient, NamesTheSettingThatIsImpossible) {
    EXPECT_NE(errorOf("L29", {{"window", 3.0}}).find("window: 3, expected at most 2"), std::string::npos);
    EXPECT_NE(errorOf("L29", {{"window", 1.5}}).find("window: 1.5, expected a whole"), std::string::npos);
    EXPECT_NE(errorOf("L29", {{"picture", Tensor<double>({9, 9})}}).find("picture"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
