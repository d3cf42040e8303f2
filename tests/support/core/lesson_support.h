#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "core/lesson/catalogue.h"
#include "core/lesson/lecture_network.h"
#include "core/network/initialise.h"

namespace deltascope {

/// The walkthrough with these settings; the test fails with the error if there is one.
inline std::unique_ptr<Walkthrough> walkthroughOf(const std::string& id, const Settings& settings = {}) {
    auto made = (*findWalkthrough(id))->make(settings);
    EXPECT_TRUE(made.has_value()) << id << ": " << (made ? "" : made.error().message);
    return std::move(made.value());
}

/// What is wrong with the settings; empty if nothing is.
inline std::string errorOf(const std::string& id, const Settings& settings) {
    const auto made = (*findWalkthrough(id))->make(settings);
    return made ? std::string() : made.error().message;
}

/// An exhibit as it stands on the stage at a step.
inline Exhibit exhibitAt(const Walkthrough& walkthrough, Index i, const std::string& id) {
    const auto all = exhibitsAt(walkthrough, walkthrough.step(i));
    const auto found = std::find_if(all.begin(), all.end(), [&](const Exhibit& e) { return e.id == id; });
    require(found != all.end(), "no exhibit ", id, " at step ", i + 1);
    return *found;
}

/// All numbers of a tensor of the walkthrough's source.
inline Tensor<double> valuesOf(const Walkthrough& walkthrough, const std::string& tensor) {
    return walkthrough.source().values(tensor).value();
}

/// As small as the lecture's chain of layers can be: one map of 2 x 2 cells behind the first pooling.
inline Architecture smallNetwork() {
    const auto conv = [](Index side) {
        return LayerSpec{
            "conv2d", "", {{"maps", 1}, {"kernel_height", side}, {"kernel_width", side}, {"bias", 0}}};
    };
    const LayerSpec sigmoid{"sigmoid", "", {}}, pool2{"max_pool", "", {{"window", 2}, {"stride", 2}}},
        pool1{"max_pool", "", {{"window", 1}, {"stride", 1}}};
    const auto fc = [](Index units) {
        return LayerSpec{"fully_connected", "", {{"units", units}, {"bias", 0}}};
    };
    Architecture small;
    small.input = {1, 6, 6};
    small.layers = withNames(
        {conv(3), sigmoid, pool2, conv(2), sigmoid, pool1, fc(2), sigmoid, fc(2), {"softmax", "", {}}});
    small.classes = {"No", "Yes"};
    return small;
}

/// A network with random weights and biases, of the digits' architecture unless another is given.
inline LessonNetwork randomNetwork(std::uint64_t seed, const Architecture& architecture = lectureNetwork()) {
    auto network = Network<double>::make(architecture).value();
    InitialOptions options;
    options.seed = seed;
    initialise(network, options);
    return std::make_shared<const Network<double>>(std::move(network));
}

}  // namespace deltascope
