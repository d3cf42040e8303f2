#include "core/layers/catalogue.h"

#include <type_traits>

#include "core/layers/average_pool.h"
#include "core/layers/conv2d.h"
#include "core/layers/flatten.h"
#include "core/layers/fully_connected.h"
#include "core/layers/max_pool.h"
#include "core/layers/relu.h"
#include "core/layers/sigmoid.h"
#include "core/layers/softmax.h"
#include "core/layers/tanh.h"

namespace deltascope {
namespace {

Result<void> checkOption(const LayerKind& kind, const std::string& layer, const std::string& name,
                         Index value) {
    std::string known;
    for (const LayerOption& option : kind.options) {
        if (option.name == name && value >= option.least && value <= option.most) return {};
        if (option.name == name) {
            return failure("layer ", layer, ": ", name, " is ", value, ", expected ", option.least, " to ",
                           option.most);
        }
        known += (known.empty() ? "" : ", ") + option.name;
    }
    return failure("layer ", layer, ": a ", kind.name, " layer has no setting '", name,
                   "', expected one of: ", known.empty() ? "(none)" : known);
}

}  // namespace

const std::vector<LayerKind>& layerKinds() {
    static const std::vector<LayerKind> kinds{conv2dKind(),  maxPoolKind(),        averagePoolKind(),
                                              sigmoidKind(), tanhKind(),           reluKind(),
                                              flattenKind(), fullyConnectedKind(), softmaxKind()};
    return kinds;
}

Result<const LayerKind*> findLayerKind(const std::string& name) {
    std::string known;
    for (const LayerKind& kind : layerKinds()) {
        if (kind.name == name) return &kind;
        known += (known.empty() ? "" : ", ") + kind.name;
    }
    return failure("there is no kind of layer '", name, "', expected one of: ", known);
}

Result<LayerOptions> completeOptions(const LayerSpec& spec) {
    const auto kind = findLayerKind(spec.kind);
    if (!kind) return tl::unexpected(kind.error());
    for (const auto& [name, value] : spec.options) {
        if (auto fine = checkOption(**kind, spec.name, name, value); !fine)
            return tl::unexpected(fine.error());
    }
    LayerOptions options = spec.options;
    for (const LayerOption& option : (*kind)->options) options.emplace(option.name, option.standard);
    return options;
}

template <typename Scalar>
Result<std::unique_ptr<Layer<Scalar>>> makeLayer(const LayerSpec& spec, const Shape& input) {
    const auto options = completeOptions(spec);
    if (!options) return tl::unexpected(options.error());
    const LayerKind& kind = **findLayerKind(spec.kind);
    try {
        if constexpr (std::is_same_v<Scalar, float>)
            return kind.makeFloat(input, *options);
        else
            return kind.makeDouble(input, *options);
    } catch (const std::invalid_argument& impossible) {
        return failure("layer ", spec.name, ": ", impossible.what());
    }
}

template Result<std::unique_ptr<Layer<float>>> makeLayer(const LayerSpec&, const Shape&);
template Result<std::unique_ptr<Layer<double>>> makeLayer(const LayerSpec&, const Shape&);

}  // namespace deltascope
