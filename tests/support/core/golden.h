#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/network/network.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {

using Golden = nlohmann::json;

/// The lecture's exact numbers, or null where they don't lie beside the project.
inline const Golden& golden() {
    static const Golden numbers = [] {
        std::ifstream file(DELTASCOPE_LECTURE "/golden.json");
        return file ? Golden::parse(file) : Golden();
    }();
    return numbers;
}

/// First line of a test that needs them.
#define DELTASCOPE_NEEDS_GOLDEN \
    if (golden().is_null()) GTEST_SKIP() << "no golden.json in " DELTASCOPE_LECTURE

/// Nested lists of numbers as a tensor; its axes are the levels of nesting.
inline Tensor<double> tensorFrom(const Golden& json) {
    std::vector<Index> extents;
    for (const Golden* level = &json; level->is_array(); level = &level->front()) {
        extents.push_back(static_cast<Index>(level->size()));
    }
    Tensor<double> tensor{Shape(extents)};
    for (Index i = 0; i < tensor.size(); ++i) {
        const auto index = tensor.shape().indexAt(i);
        const Golden* value = &json;
        for (int axis = 0; axis < tensor.shape().rank(); ++axis) {
            value = &value->at(static_cast<std::size_t>(index[static_cast<std::size_t>(axis)]));
        }
        tensor[i] = value->get<double>();
    }
    return tensor;
}

/// The largest difference between `numbers` and the golden ones, whatever axes of one element stand around
/// them.
template <typename Scalar>
double differenceFrom(const Golden& expected, const Tensor<Scalar>& numbers) {
    const Tensor<double> wanted = tensorFrom(expected);
    if (wanted.size() != numbers.size()) return INFINITY;
    return largestDifference(numbers.template cast<double>().reshaped(wanted.shape()), wanted);
}

/// `network` with the golden parameters `params` (keys g1, g2, w3 ... and b1, b2 ...), in the order of their
/// numbers.
inline Network<double> withGoldenParameters(Network<double> network, const Golden& params) {
    int number = 0;
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        const bool isBias = network.parameterSpec(p).name == "bias";
        if (!isBias) ++number;
        const auto key = [&](const char* letter) { return letter + std::to_string(number); };
        const std::string name = isBias ? key("b") : params.contains(key("g")) ? key("g") : key("w");
        network.parameters()[p] = tensorFrom(params.at(name)).reshaped(network.parameters()[p].shape());
    }
    return network;
}

}  // namespace deltascope
