#include <gtest/gtest.h>

#include "core/lesson/catalogue.h"
#include "core/lesson/sample_pictures.h"
#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> slidingWindow(const Settings& settings = {}) {
    auto made = (*findWalkthrough("L4"))->make(settings);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().message);
    return std::move(*made);
}

const Exhibit& exhibit(const Walkthrough& walkthrough, const std::string& id) {
    const auto& all = walkthrough.exhibits();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Exhibit& e) { return e.id == id; });
    require(found != all.end(), "no exhibit ", id);
    return *found;
}

Settings lectureSettings(const Tensor<double>& kernel, const std::string& padding, bool flip) {
    return {{"picture", lecturePicture()}, {"kernel", kernel}, {"padding", padding}, {"flip", flip}};
}

TEST(SlidingWindow, GivesTheLecturesMapsForEveryKernelPaddingAndFlip) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const char* name : {"identity", "blur", "sobel_x", "ramp_asymmetric"}) {
        const Golden& g = golden()["kernels_5x5"][name];
        const auto output = [&](const std::string& padding, bool flip) {
            return exhibit(*slidingWindow(lectureSettings(tensorFrom(g["kernel"]), padding, flip)), "output")
                .values;
        };
        EXPECT_LT(differenceFrom(g["corr_valid"], output("none", false)), 1e-12) << name;
        EXPECT_LT(differenceFrom(g["conv_valid"], output("none", true)), 1e-12) << name;
        EXPECT_LT(differenceFrom(g["corr_same_zero"], output("zero", false)), 1e-12) << name;
        EXPECT_LT(differenceFrom(g["conv_same_zero"], output("zero", true)), 1e-12) << name;
    }
}

TEST(SlidingWindow, ShowsTheProductsOfEachWindow) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["kernels_5x5"]["sobel_x"];
    const auto walkthrough = slidingWindow(lectureSettings(tensorFrom(g["kernel"]), "none", false));
    for (const auto& [row, column] : {std::pair{0, 0}, {0, 1}, {1, 1}}) {
        const Tensor<double> products = tensorFrom(g[joinText("window_products_at_", row, "_", column)]);
        const Step step = walkthrough->step(row * 3 + column);
        const auto& terms = step.explanations[0].expression.arguments;
        ASSERT_EQ(terms.size(), 9u);
        for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(terms[i].value, products[static_cast<Index>(i)]);
    }
}

TEST(SlidingWindow, PointsWhereItComputes) {
    const auto walkthrough = slidingWindow();
    EXPECT_EQ(walkthrough->stepCount(), 25);
    const Step step = walkthrough->step(8);  // row 1, column 3 of 5 x 5
    EXPECT_EQ(step.focus[0].exhibit, "input");
    EXPECT_EQ(step.focus[0].row, 1);
    EXPECT_EQ(step.focus[0].column, 3);
    EXPECT_EQ(step.focus[0].width, 3);
    EXPECT_EQ(step.known[0].count, 9);
    EXPECT_EQ(step.question->answer, exhibit(*walkthrough, "output").values.at({1, 3}));
    EXPECT_EQ(cellText(step.explanations[0].cell), "conv1.output[0,1,3]");
    EXPECT_THROW(walkthrough->step(25), std::invalid_argument);
    EXPECT_THROW(walkthrough->step(-1), std::invalid_argument);
}

TEST(SlidingWindow, ResolvesEveryReferenceOfEveryStep) {
    for (const std::string padding : {"none", "zero", "full"})
        for (const bool flip : {false, true})
            for (const double stride : {1.0, 3.0}) {
                const auto walkthrough =
                    slidingWindow({{"padding", padding}, {"flip", flip}, {"stride", stride}});
                for (Index i = 0; i < walkthrough->stepCount(); ++i) {
                    const Step step = walkthrough->step(i);
                    const Explanation& e = step.explanations.at(0);
                    ASSERT_NEAR(e.expression.value, e.value, 1e-12);
                    for (const Focus& focus : step.focus) exhibit(*walkthrough, focus.exhibit);
                    for (const Known& known : step.known) {
                        ASSERT_LE(known.count, exhibit(*walkthrough, known.exhibit).values.size());
                    }
                    for (const Expression& term : e.expression.arguments)
                        for (const Expression& factor : term.arguments) {
                            if (factor.operation != Operation::cell) continue;
                            ASSERT_EQ(walkthrough->explain(factor.cell)->value, factor.value);
                        }
                }
            }
}

TEST(SlidingWindow, CutsItsInputOutOfThePictureAndKeepsItInside) {
    const auto walkthrough = slidingWindow({{"patch_row", 27.0}, {"patch_column", 3.0}, {"patch_size", 9.0}});
    const Exhibit& input = exhibit(*walkthrough, "input");
    const Exhibit& picture = exhibit(*walkthrough, "picture");
    EXPECT_EQ(input.settingRow, 19);
    EXPECT_EQ(input.settingColumn, 3);
    for (Index i = 0; i < 9; ++i)
        for (Index j = 0; j < 9; ++j) EXPECT_EQ(input.values.at({i, j}), picture.values.at({19 + i, 3 + j}));
    const Exhibit& response = exhibit(*walkthrough, "response");
    const Exhibit& output = exhibit(*walkthrough, "output");
    for (Index i = 0; i < 7; ++i)
        for (Index j = 0; j < 7; ++j)
            EXPECT_EQ(output.values.at({i, j}), response.values.at({19 + i, 3 + j}));
}

/// Three planes of numbers that no two cells share.
Tensor<double> planes(Index height, Index width, double first) {
    Tensor<double> stack({3, height, width});
    for (Index i = 0; i < stack.size(); ++i) stack[i] = first + static_cast<double>((i * 37) % 101) / 8;
    return stack;
}

TEST(SlidingWindow, SumsOverAllThreePlanesOfAColouredPicture) {
    const Tensor<double> picture = planes(6, 5, 1), kernel = planes(3, 2, -4);
    for (const bool flip : {false, true}) {
        const auto walkthrough = slidingWindow({{"picture", picture}, {"kernel", kernel}, {"flip", flip}});
        const Tensor<double>& output = exhibit(*walkthrough, "output").values;
        ASSERT_EQ(output.shape(), Shape({4, 4}));
        for (Index i = 0; i < output.size(); ++i) {
            const Index row = i / 4, column = i % 4;
            double sum = 0;
            for (Index c = 0; c < 3; ++c)
                for (Index m = 0; m < 3; ++m)
                    for (Index n = 0; n < 2; ++n) {
                        sum += picture.at({c, row + m, column + n}) *
                               (flip ? kernel.at({c, 2 - m, 1 - n}) : kernel.at({c, m, n}));
                    }
            const Explanation explanation = walkthrough->step(i).explanations.at(0);
            EXPECT_NEAR(output[i], sum, 1e-9);
            EXPECT_EQ(explanation.value, output[i]);
            EXPECT_NEAR(explanation.expression.value, output[i], 1e-9);
            EXPECT_EQ(explanation.expression.arguments.size(), 18u) << "3 planes of 3 x 2 products";
        }
    }
}

TEST(SlidingWindow, CallsOnlyWhatIsLargeAnEdge) {
    const auto walkthrough = slidingWindow({});
    const double most = 4 * 9;  // the Sobel kernel's positive weights times the brightest cell
    for (Index i = 0; i < walkthrough->stepCount(); ++i) {
        const Step step = walkthrough->step(i);
        const double answer = std::abs(step.explanations.at(0).value);
        const bool isCalledEdge = step.text.find(": an edge") != std::string::npos;
        EXPECT_TRUE(answer <= 0.2 * most || isCalledEdge) << step.text;
        EXPECT_FALSE(answer < 0.05 * most && isCalledEdge) << step.text;
    }
}

TEST(SlidingWindow, SlidesOverEveryPlaneAtOnce) {
    const auto walkthrough = slidingWindow({{"picture", planes(9, 9, 0)}});
    EXPECT_EQ(exhibit(*walkthrough, "input").values.shape(), Shape({3, 7, 7}));
    EXPECT_EQ(exhibit(*walkthrough, "kernel").values.shape(), Shape({3, 3, 3}));
    EXPECT_EQ(exhibit(*walkthrough, "picture").values.shape(), Shape({3, 9, 9}));
    const Step step = walkthrough->step(8);
    for (const char* id : {"input", "kernel"})
        for (Index plane = 0; plane < 3; ++plane) {
            EXPECT_EQ(std::count_if(step.focus.begin(), step.focus.end(),
                                    [&](const Focus& f) { return f.exhibit == id && f.map == plane; }),
                      1)
                << id << plane;
        }
}

TEST(SlidingWindow, ConvertsAColouredPictureToItsLumaOnRequest) {
    const Tensor<double> picture = planes(5, 5, 0);
    const auto walkthrough = slidingWindow({{"picture", picture}, {"channels", std::string("grey")}});
    const Exhibit& input = exhibit(*walkthrough, "input");
    ASSERT_EQ(input.values.shape(), Shape({5, 5}));
    for (Index i = 0; i < 25; ++i) {
        EXPECT_NEAR(input.values[i], 0.299 * picture[i] + 0.587 * picture[25 + i] + 0.114 * picture[50 + i],
                    1e-12);
    }
    EXPECT_TRUE(input.setting.empty()) << "what is computed can't be typed";
}

TEST(SlidingWindow, LetsAGreyKernelStandForEveryPlaneAndKeepsGreyAsItWas) {
    const auto coloured = slidingWindow({{"picture", planes(5, 5, 0)}, {"kernel", lecturePicture()}});
    const Tensor<double>& kernel = exhibit(*coloured, "kernel").values;
    for (Index i = 0; i < kernel.size(); ++i) EXPECT_EQ(kernel[i], lecturePicture()[i % 25]);
    const auto grey = slidingWindow({{"kernel", planes(3, 3, 1)}});
    EXPECT_EQ(exhibit(*grey, "kernel").values.shape(), Shape({3, 3}));
}

TEST(SlidingWindow, RefusesSettingsThatMakeNoSense) {
    const WalkthroughKind& kind = **findWalkthrough("l4-Sliding-Window-Convolution");
    const auto errorOf = [&](const Settings& settings) {
        const auto made = kind.make(settings);
        return made ? std::string() : made.error().message;
    };
    Tensor<double> notFinite({3, 3});
    notFinite.at({1, 2}) = NAN;
    EXPECT_NE(errorOf({{"kernel", notFinite}}).find("kernel: row 1, column 2 is nan"), std::string::npos);
    notFinite.at({1, 2}) = 1e300;
    EXPECT_NE(errorOf({{"kernel", notFinite}}).find("expected a number from"), std::string::npos);
    EXPECT_NE(errorOf({{"kernel", Tensor<double>({9, 3})}}).find("expected 1 to 7"), std::string::npos);
    EXPECT_NE(
        errorOf({{"kernel", Tensor<double>({7, 7})}, {"picture", lecturePicture()}}).find("does not fit"),
        std::string::npos);
    EXPECT_NE(errorOf({{"padding", std::string("some")}}).find("none, zero, full"), std::string::npos);
    EXPECT_NE(errorOf({{"stride", 0.0}}).find("stride: 0, expected 1 to 4"), std::string::npos);
    EXPECT_NE(errorOf({{"stride", std::string("1")}}).find("wrong kind"), std::string::npos);
    EXPECT_NE(errorOf({{"speed", 1.0}}).find("no setting 'speed'"), std::string::npos);
    EXPECT_NE(findWalkthrough("L99").error().message.find("L4-sliding-window-convolution"),
              std::string::npos);
}

TEST(SamplePictures, AreDigitsInWholeNumbers) {
    for (std::uint64_t number = 0; number < 10; ++number) {
        const Tensor<double> digit = sampleDigit(number);
        double largest = 0;
        for (const double value : digit.values()) {
            EXPECT_EQ(value, std::round(value));
            EXPECT_GE(value, 0);
            largest = std::max(largest, value);
        }
        EXPECT_EQ(largest, 9);
    }
}

}  // namespace
}  // namespace deltascope
