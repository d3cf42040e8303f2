#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

/// What the exhibit with the exact number says, without the gaps between its groups.
std::string exactDigits(const Walkthrough& walkthrough) {
    std::string digits;
    for (const Exhibit& exhibit : walkthrough.exhibits())
        if (exhibit.id == "exact")
            for (const std::string& line : exhibit.labels)
                for (const char c : line)
                    if (c != ' ') digits += c;
    return digits;
}

TEST(TableLookUp, CountsThePicturesAsTheLectureDoes) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["table_lookup"];
    const auto walkthrough = walkthroughOf("L1");
    EXPECT_EQ(numberAt(*walkthrough, "values"), g["values_per_pixel"]);
    EXPECT_NEAR(numberAt(*walkthrough, "exponents[1]"), g["images_log10"], 1e-12);
    EXPECT_NEAR(numberAt(*walkthrough, "mantissa"), g["images_mantissa"], 1e-12);
    EXPECT_EQ(exactDigits(*walkthrough), g["images_exact"].get<std::string>());
    EXPECT_EQ(exactDigits(*walkthrough).size(), g["images_digits"]);
    EXPECT_NEAR(numberAt(*walkthrough, "gap"), g["log10_ratio_images_to_seen"], 1e-12);
}

TEST(TableLookUp, MultipliesWhatHumansHaveSeenFactorByFactor) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["table_lookup"];
    const auto walkthrough = walkthroughOf("L1");
    double product = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        const auto place = joinText("[", i, "]");
        EXPECT_EQ(numberAt(*walkthrough, "factors" + place), g["seen_factors"][i]["value"]);
        product *= g["seen_factors"][i]["value"].get<double>();
        EXPECT_DOUBLE_EQ(numberAt(*walkthrough, "seen" + place), product);
    }
    EXPECT_DOUBLE_EQ(numberAt(*walkthrough, "seen[7]"), g["seen_mantissa"].get<double>() * 1e23);
    EXPECT_DOUBLE_EQ(numberAt(*walkthrough, "seen_365"), 9.4608e23);
}

TEST(TableLookUp, ComparesOtherSizes) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& samples = golden()["table_lookup"]["scaling_samples_log10"];
    const auto walkthrough = walkthroughOf("L1");
    ASSERT_EQ(walkthrough->source().values("sample_exponents")->size(), static_cast<Index>(samples.size()));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double exponent = samples[i]["log10"];
        EXPECT_NEAR(numberAt(*walkthrough, joinText("sample_exponents[", i, "]")) / exponent, 1, 1e-14);
        EXPECT_NEAR(numberAt(*walkthrough, joinText("sample_places[", i, "]")), std::log10(exponent), 1e-12);
        const auto& same = samples[i];
        const auto own = walkthroughOf("L1", {{"width", same["width"].get<double>()},
                                              {"height", same["height"].get<double>()},
                                              {"bits", same["bits"].get<double>()}});
        EXPECT_NEAR(numberAt(*own, "exponents[1]") / exponent, 1, 1e-14);
    }
}

TEST(TableLookUp, GrowsThePictureRowByRowAndItsExponentInAStraightLine) {
    const auto walkthrough = walkthroughOf("L1");
    const Tensor<double> growth = *walkthrough->source().values("growth");
    ASSERT_EQ(growth.shape(), (Shape{2, 4}));
    for (Index i = 1; i < 4; ++i) {
        EXPECT_EQ(growth.at({0, i}), 18.0 * static_cast<double>(i));
        EXPECT_NEAR(growth.at({1, i}), growth.at({0, i}) * growth.at({1, 0}), 1e-12);
        EXPECT_EQ(walkthrough->step(i).known[0].count, 18 * i);
    }
}

TEST(TableLookUp, IsFastAndSaysSoWhereTheCountIsTooLongToWriteOut) {
    const auto huge = walkthroughOf("L1", {{"width", 1000.0}, {"height", 1000.0}, {"bits", 24.0}});
    EXPECT_NEAR(numberAt(*huge, "exponents[1]"), 24e6 * std::log10(2), 1e-6);
    EXPECT_EQ(exactDigits(*huge), "Toolongtowriteout");
    const auto small = walkthroughOf("L1", {{"width", 1.0}, {"height", 1.0}, {"bits", 1.0}});
    EXPECT_EQ(exactDigits(*small), "2");
    EXPECT_LT(numberAt(*small, "gap"), 0);
    for (Index i = 0; i < small->stepCount(); ++i) EXPECT_FALSE(small->step(i).text.empty());
}

TEST(TableLookUp, RefusesSizesThatAreNoWholeNumbers) {
    EXPECT_EQ(errorOf("L1", {{"bits", 2.5}}), "bits: 2.5, expected a whole number");
    EXPECT_EQ(errorOf("L1", {{"width", 0.0}}), "width: 0, expected 1 to 1000");
}

}  // namespace
}  // namespace deltascope
