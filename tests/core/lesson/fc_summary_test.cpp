#include <gtest/gtest.h>

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> fcSummary(const Settings& settings = {}) {
    return walkthroughOf("L26", settings);
}

/// The line of the listing at which the step works, counted from 0.
Index lineOf(const Step& step) {
    for (const Focus& focus : step.focus)
        if (focus.exhibit == "listing" && focus.role == Role::result) return focus.row;
    return -1;
}

void expectGolden(const Golden& g, const Walkthrough& walkthrough) {
    const auto expect = [&](const Golden& wanted, const std::string& tensor) {
        EXPECT_LT(differenceFrom(wanted, *walkthrough.source().values(tensor)), 1e-12) << tensor;
    };
    expect(g["backward"]["delta3"], "fc2.delta");
    expect(g["backward"]["sum_w_delta"], "sigmoid1.delta");
    expect(g["backward"]["delta2"], "fc1.delta");
    for (const std::string layer : {"1", "2"})
        for (const auto& [letter, kind] : {std::pair{"w", ".weight"}, {"b", ".bias"}}) {
            if (!g["grads"].contains(letter + layer)) continue;
            expect(g["grads"][letter + layer], "fc" + layer + kind + "_gradient");
            expect(g["updated"][letter + layer], "fc" + layer + kind + "_new");
            expect(g["updated"][letter + layer], "1:fc" + layer + kind);
        }
    const Step last = walkthrough.step(walkthrough.stepCount() - 1);
    EXPECT_EQ(cellText(last.explanations[0].cell), "1:loss.output");
    EXPECT_NEAR(last.explanations[0].value, g["loss_after_update"].get<double>(), 1e-12);
    EXPECT_NEAR(last.explanations[1].value, g["forward"]["loss"].get<double>(), 1e-12);
}

TEST(FcSummary, RunsTheLecturesNumbersInEveryVariant) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const auto& [variant, key] : {std::pair{"plain", "fc_2_3_2"},
                                       {"bias", "fc_2_3_2_bias"},
                                       {"squared_error", "fc_2_3_2_squared_error"}}) {
        SCOPED_TRACE(variant);
        expectGolden(golden()[key], *fcSummary({{"variant", std::string(variant)}}));
    }
}

TEST(FcSummary, RunsLineByLine) {
    const auto walkthrough = fcSummary();
    std::vector<Index> lines;
    for (Index i = 0; i < walkthrough->stepCount(); ++i) lines.push_back(lineOf(walkthrough->step(i)));
    EXPECT_EQ(lines, (std::vector<Index>{0, 3, 3, 3, 4, 5, 4, 5, -1}));
    const Exhibit& listing = walkthrough->exhibits().front();
    EXPECT_EQ(listing.form, Form::listing);
    EXPECT_EQ(listing.labels.size(), 6u);
    EXPECT_EQ(listing.values, Tensor<double>({6}, {0, 0, 1, 2, 1, 1}));
}

TEST(FcSummary, FillsInWhatALineComputes) {
    const auto walkthrough = fcSummary();
    const auto known = [&](Index i, const std::string& id) {
        const Step step = walkthrough->step(i);
        for (const Exhibit& exhibit : walkthrough->exhibits())
            if (exhibit.id == id) return knownCount(exhibit, step, i);
        return Index(-1);
    };
    EXPECT_EQ(known(1, "fc1.delta"), 1);
    EXPECT_EQ(known(2, "fc1.delta"), 2);
    EXPECT_EQ(known(4, "fc1.delta"), 3);
    EXPECT_EQ(known(3, "fc2.weight_gradient"), 0);
    EXPECT_EQ(known(4, "fc2.weight_gradient"), 6);
    EXPECT_EQ(known(4, "fc2.weight_new"), 0);
    EXPECT_EQ(known(5, "fc2.weight_new"), 6);
    EXPECT_EQ(known(7, "1:loss.output"), 0);
}

/// Every delta is explained by the weights as they were, not by the updated ones.
TEST(FcSummary, TakesTheOldWeightsForAllDeltas) {
    const auto walkthrough = fcSummary();
    const Explanation sum = walkthrough->step(1).explanations.at(1);
    for (const Cell& cell : madeOf(sum)) EXPECT_FALSE(cell.tensor.ends_with("_new")) << cellText(cell);
    EXPECT_EQ(sum.cell.tensor, "sigmoid1.delta");
}

TEST(FcSummary, SaysWhenTheStepWasTooLong) {
    const auto text = [](double rate) {
        const auto walkthrough = fcSummary({{"rate", rate}});
        return walkthrough->step(walkthrough->stepCount() - 1).text;
    };
    EXPECT_EQ(text(0.5).find("too long"), std::string::npos);
    EXPECT_NE(fcSummary({{"rate", 100.0}, {"inputs", Tensor<double>({2, 1}, {-50, 70})}})
                  ->step(8)
                  .text.find("loss of"),
              std::string::npos);
}

}  // namespace
}  // namespace deltascope
