#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/lesson/catalogue.h"
#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {

using Json = nlohmann::json;

TEST(LessonCommands, ListEveryWalkthrough) {
    const Json json = Json::parse(runProgram({"walkthroughs", "--json"}).out);
    ASSERT_EQ(json.size(), walkthroughs().size());
    const std::string text = runProgram({"walkthroughs"}).out;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const WalkthroughKind& kind = walkthroughs()[i];
        EXPECT_EQ(json[i]["id"], kind.id + "-" + kind.slug);
        EXPECT_EQ(json[i]["title"], kind.title);
        EXPECT_EQ(json[i]["steps"], (*kind.make({}))->stepCount());
        EXPECT_TRUE(contains(text, kind.slug)) << text;
    }
}

TEST(LessonCommands, ShowPrintsTheStepsOfTheEngine) {
    const auto walkthrough = *(*findWalkthrough("L4"))->make({});
    const Json json = Json::parse(runProgram({"show", "L4", "--json"}).out);
    EXPECT_EQ(json["id"], "L4-sliding-window-convolution");
    ASSERT_EQ(json["steps"].size(), static_cast<std::size_t>(walkthrough->stepCount()));
    for (std::size_t i = 0; i < json["steps"].size(); ++i) {
        const Step step = walkthrough->step(static_cast<Index>(i));
        EXPECT_EQ(json["steps"][i]["step"], i + 1);
        EXPECT_EQ(json["steps"][i]["title"], step.title);
        EXPECT_EQ(json["steps"][i]["explanations"].size(), step.explanations.size());
        if (step.explanations.empty()) continue;
        EXPECT_EQ(json["steps"][i]["explanations"][0]["value"], step.explanations[0].value);
    }
}

TEST(LessonCommands, ShowPrintsOneStepAsText) {
    const Step step = (*(*findWalkthrough("L4"))->make({}))->step(2);
    const auto run = runProgram({"show", "l4-sliding-window-convolution", "--step", "3"});
    EXPECT_EQ(run.exitCode, 0) << run.err;
    EXPECT_TRUE(contains(run.out, "Step 3 of ")) << run.out;
    EXPECT_TRUE(contains(run.out, step.title) && contains(run.out, step.text)) << run.out;
    EXPECT_FALSE(contains(run.out, "Step 4 of ")) << run.out;
}

TEST(LessonCommands, AnUnknownWalkthroughIsAnErrorThatListsTheKnown) {
    const auto run = runProgram({"show", "L99"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_TRUE(contains(run.err, "L99") && contains(run.err, "L4-sliding-window-convolution")) << run.err;
}

}  // namespace deltascope
