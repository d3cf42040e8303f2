#include "core/lesson/setting_text.h"

#include <gtest/gtest.h>

#include "core/lesson/catalogue.h"

namespace deltascope {
namespace {

Result<Settings> typed(const std::string& assignment) {
    Settings settings;
    auto taken = takeAssignment(**findWalkthrough("L4"), assignment, settings);
    if (!taken) return tl::unexpected(taken.error());
    return settings;
}

TEST(SettingText, ReadsEveryKindOfValue) {
    EXPECT_EQ(std::get<double>(typed("stride=2")->at("stride")), 2);
    EXPECT_EQ(std::get<bool>(typed("flip=true")->at("flip")), true);
    EXPECT_EQ(std::get<std::string>(typed("padding=zero")->at("padding")), "zero");
    EXPECT_EQ(std::get<std::string>(typed("padding=Zero padding")->at("padding")), "zero");
    EXPECT_EQ(std::get<Tensor<double>>(typed("kernel=[[1,2],[3,-4.5]]")->at("kernel")),
              Tensor<double>({2, 2}, {1, 2, 3, -4.5}));
    EXPECT_EQ(std::get<Tensor<double>>(typed("kernel=Sobel x")->at("kernel")).shape(), (Shape{3, 3}));
}

TEST(SettingText, SaysWhatWasExpected) {
    for (const auto& [assignment, expected] : {std::pair{"stride=two", "expected a number from 1 to 4"},
                                               {"flip=yes", "expected true or false"},
                                               {"kernel=[[1,2],[3]]", "row 1 is not as long as the first"},
                                               {"kernel=[[1,\"x\"]]", "row 0, column 1 is no number"},
                                               {"kernel=edges", "Sobel x"},
                                               {"speed=1", "kernel, picture, padding"},
                                               {"stride", "SETTING=VALUE"}}) {
        const auto read = typed(assignment);
        ASSERT_FALSE(read.has_value()) << assignment;
        EXPECT_NE(read.error().message.find(expected), std::string::npos) << read.error().message;
    }
}

}  // namespace
}  // namespace deltascope
