#include "core/lesson/walkthroughs/three_kernels.h"

#include "core/lesson/sample_pictures.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

TEST(ThreeKernels, GivesTheLecturesMapsOfEveryKernel) {
    DELTASCOPE_NEEDS_GOLDEN;
    const auto lesson = walkthroughOf("L5");
    ASSERT_EQ(lesson->stepCount(), 4 * 3 + 2 + 2);
    for (const auto& [name, first] :
         {std::pair{"identity", 0}, {"blur", 3}, {"sobel_x", 8}, {"ramp_asymmetric", 11}}) {
        const Golden& g = golden()["kernels_5x5"][name];
        EXPECT_EQ(differenceFrom(g["kernel"], exhibitAt(*lesson, first, "kernel").values), 0) << name;
        EXPECT_EQ(differenceFrom(g["kernel_rot180"], exhibitAt(*lesson, first + 2, "rotated").values), 0);
        EXPECT_LT(differenceFrom(g["corr_valid"], exhibitAt(*lesson, first, "output").values), 1e-12) << name;
        EXPECT_LT(differenceFrom(g["corr_same_zero"], exhibitAt(*lesson, first + 1, "zero").values), 1e-12);
        EXPECT_LT(differenceFrom(g["conv_valid"], exhibitAt(*lesson, first + 2, "flipped").values), 1e-12);
        EXPECT_LT(
            differenceFrom(g["corr_minus_conv_valid"], exhibitAt(*lesson, first + 2, "difference").values),
            1e-12);
    }
}

TEST(ThreeKernels, ShowsThatTheBlurDoesNotQuiteSumToOne) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["kernels_5x5"];
    const auto lesson = walkthroughOf("L5");
    EXPECT_NEAR(lesson->step(6).explanations[0].value, g["blur"]["kernel_sum"].get<double>(), 1e-15);
    EXPECT_LT(differenceFrom(g["blur_of_constant_100"]["image"], exhibitAt(*lesson, 7, "picture").values),
              1e-15);
    EXPECT_LT(differenceFrom(g["blur_of_constant_100"]["corr_valid"], exhibitAt(*lesson, 7, "output").values),
              1e-12);
    EXPECT_NEAR(walkthroughOf("L5", {{"constant", -10.0}})->step(7).explanations[0].value, -9.99, 1e-12);
}

TEST(ThreeKernels, PrintsTheOwnKernelRotatedAndUpright) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["kernels_5x5"]["impulse"];
    const auto lesson = walkthroughOf("L5");
    EXPECT_EQ(differenceFrom(g["corr_same_zero"], exhibitAt(*lesson, 14, "output").values), 0);
    EXPECT_EQ(differenceFrom(g["conv_same_zero"], exhibitAt(*lesson, 15, "output").values), 0);
}

TEST(ThreeKernels, SaysWhatAFlipDoesToEachKernel) {
    const auto lesson = walkthroughOf("L5");
    for (const auto& [step, words] : {std::pair{2, "the same both ways"},
                                      {5, "the same both ways"},
                                      {10, "every sign flips"},
                                      {13, "the outputs do, too"}}) {
        EXPECT_NE(lesson->step(step).text.find(words), std::string::npos) << lesson->step(step).text;
    }
    const Tensor<double> even({2, 2}, {3, 1, 1, 3});
    EXPECT_NE(walkthroughOf("L5", {{"kernel", even}})->step(13).text.find("same both ways"),
              std::string::npos);
}

TEST(ThreeKernels, CountsTheCellsThatTheCornerWindowHasOnThePicture) {
    const auto lesson = walkthroughOf("L5", {{"kernel", Tensor<double>({5, 5}, std::vector<double>(25, 1))}});
    EXPECT_NE(lesson->step(12).text.find("only 9 of 25 cells"), std::string::npos) << lesson->step(12).text;
    EXPECT_EQ(exhibitAt(*lesson, 12, "picture").padding, 2);
    EXPECT_EQ(exhibitAt(*lesson, 12, "kernel").setting, "kernel");
    EXPECT_EQ(exhibitAt(*lesson, 1, "kernel").setting, "");
}

TEST(ThreeKernels, ExplainsAFewCellsOfALargePicture) {
    const auto lesson = walkthroughOf("L5", {{"picture", sampleDigit(3)}});
    EXPECT_EQ(exhibitAt(*lesson, 8, "output").values.shape(), (Shape{26, 26}));
    for (Index i = 0; i < lesson->stepCount(); ++i) {
        const Step step = lesson->step(i);
        EXPECT_LE(step.explanations.size(), 30u);
        EXPECT_EQ(numberAt(*lesson, cellText(step.explanations[0].cell)), step.explanations[0].value);
    }
}

TEST(ThreeKernels, RefusesKernelsAndPicturesThatDoNotFit) {
    const std::string error = errorOf("L5", {{"kernel", Tensor<double>({6, 6})}});
    EXPECT_NE(error.find("kernel: "), std::string::npos) << error;
    EXPECT_NE(error.find("does not fit"), std::string::npos) << error;
    EXPECT_NE(errorOf("L5", {{"picture", Tensor<double>({2, 5})}}).find("picture: "), std::string::npos);
}

}  // namespace
}  // namespace deltascope
