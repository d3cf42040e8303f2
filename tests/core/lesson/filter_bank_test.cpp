#include "core/lesson/walkthroughs/filter_bank.h"

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

constexpr const char* names[] = {"chair", "person", "table", "cupboard"};

TEST(FilterBank, MakesTheLecturesFiltersAndResponses) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["filter_bank"];
    for (const std::string name : names) {
        const Golden& filter = g["filters"][name];
        const auto lesson = walkthroughOf("L7", {{"filter", name}});
        EXPECT_EQ(differenceFrom(g["image"], exhibitAt(*lesson, 0, "input").values), 0);
        EXPECT_EQ(differenceFrom(filter["icon"], exhibitAt(*lesson, 1, "icon").values), 0) << name;
        EXPECT_LT(differenceFrom(filter["zero_mean_filter"], exhibitAt(*lesson, 1, "filter").values), 1e-15);
        EXPECT_LT(differenceFrom(filter["response_corr_valid"], exhibitAt(*lesson, 2, "response").values),
                  1e-14);
    }
}

TEST(FilterBank, RingsTheLecturesPeaks) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["filter_bank"]["filters"];
    const auto lesson = walkthroughOf("L7");
    ASSERT_EQ(lesson->stepCount(), 2 + 64 + 4 + 1);
    const Step all = lesson->step(70);
    for (Index k = 0; k < 4; ++k) {
        const Golden& filter = g[names[k]];
        const Step step = lesson->step(66 + k);
        EXPECT_NEAR(step.explanations[0].value, filter["peak_value"].get<double>(), 1e-14);
        const std::pair place{step.focus[1].row, step.focus[1].column};
        EXPECT_EQ(place, filter["peak_at_row_col"]);
        EXPECT_EQ(std::pair(step.focus[0].row, step.focus[0].column), place) << "the picture's matching part";
        EXPECT_EQ(all.explanations[static_cast<std::size_t>(k)].value, step.explanations[0].value);
    }
}

TEST(FilterBank, AnswersExactlyZeroToFlatParts) {
    Tensor<double> even({5, 6});
    even.fill(1);
    for (const std::string name : names) {
        const auto lesson = walkthroughOf("L7", {{"picture", even}, {"filter", name}});
        const Exhibit response = exhibitAt(*lesson, 2, "response");
        for (const double value : response.values.values()) EXPECT_NEAR(value, 0, 1e-15) << name;
    }
}

TEST(FilterBank, SlidesTheChosenFilterAndShowsTheOthersAfterIt) {
    const auto lesson = walkthroughOf("L7", {{"filter", std::string("table")}});
    EXPECT_EQ(lesson->step(2).explanations[0].cell.index[0], 2);
    EXPECT_EQ(lesson->step(66).title, "Peak of the table");
    EXPECT_EQ(lesson->step(67).title, "Peak of the chair");
    EXPECT_EQ(lesson->step(68).title, "Peak of the person");
    EXPECT_EQ(lesson->step(69).title, "Peak of the cupboard");
    EXPECT_EQ(exhibitAt(*lesson, 67, "icon").setting, "chair");
}

TEST(FilterBank, ExplainsAFilterByItsIcon) {
    const auto lesson = walkthroughOf("L7", {{"chair", Tensor<double>({3, 3}, {9, 0, 0, 0, 0, 0, 0, 0, 0})}});
    EXPECT_EQ(numberAt(*lesson, "filters[0,0,0]"), 8);
    EXPECT_EQ(numberAt(*lesson, "filters[0,2,2]"), -1);
    EXPECT_EQ(numberAt(*lesson, "conv1.weight[0,0,2,2]"), -1);
}

TEST(FilterBank, RefusesIconsOfDifferentSizesAndPicturesTooSmall) {
    EXPECT_EQ(errorOf("L7", {{"table", Tensor<double>({2, 3})}}),
              "table: an icon of 2x3, expected 3x3 like the chair's");
    const std::string error = errorOf("L7", {{"picture", Tensor<double>({2, 8})}});
    EXPECT_NE(error.find("picture: "), std::string::npos) << error;
    EXPECT_NE(error.find("does not fit"), std::string::npos) << error;
    EXPECT_NE(errorOf("L7", {{"filter", std::string("lamp")}}).find("chair, person, table, cupboard"),
              std::string::npos);
}

}  // namespace
}  // namespace deltascope
