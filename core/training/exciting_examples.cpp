#include "core/training/exciting_examples.h"

#include <algorithm>

namespace deltascope {

template <typename Scalar>
std::vector<ExcitedExample> mostExcitingExamples(const Network<Scalar>& network, const UnitOfLayer& unit,
                                                 Index examples,
                                                 const std::function<Tensor<Scalar>(Index)>& picture,
                                                 std::size_t count, const std::function<bool(Index)>& goOn) {
    require(unit.layer >= 0 && unit.layer <= network.layerCount() && unit.first >= 0 && unit.size > 0 &&
                unit.first + unit.size <= network.outputShape(unit.layer).size(),
            "no such unit in layer ", unit.layer);
    std::vector<ExcitedExample> all;
    Pass<Scalar> pass;
    network.prepare(pass, 1);
    for (Index i = 0; i < examples && goOn(i); ++i) {
        const Tensor<Scalar> input = picture(i);
        require(input.size() == pass.outputs[0].size(), "picture ", input.shape(), ": expected ",
                network.outputShape(0));
        std::copy_n(input.data(), input.size(), pass.outputs[0].data());
        network.forward(pass);
        const auto values = pass.outputs[static_cast<std::size_t>(unit.layer)].values().subspan(
            static_cast<std::size_t>(unit.first), static_cast<std::size_t>(unit.size));
        const auto largest = std::max_element(values.begin(), values.end());
        all.push_back({i, static_cast<double>(*largest), unit.first + (largest - values.begin())});
    }
    std::ranges::stable_sort(all, std::greater(), &ExcitedExample::value);
    all.resize(std::min(count, all.size()));
    return all;
}

template std::vector<ExcitedExample> mostExcitingExamples(const Network<float>&, const UnitOfLayer&, Index,
                                                          const std::function<Tensor<float>(Index)>&,
                                                          std::size_t, const std::function<bool(Index)>&);
template std::vector<ExcitedExample> mostExcitingExamples(const Network<double>&, const UnitOfLayer&, Index,
                                                          const std::function<Tensor<double>(Index)>&,
                                                          std::size_t, const std::function<bool(Index)>&);

}  // namespace deltascope
