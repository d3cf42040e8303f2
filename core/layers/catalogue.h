#pragma once

#include "core/base/result.h"
#include "core/layers/layer.h"

namespace deltascope {

/// One layer of an architecture, as data: which kind, what it is called, and its settings.
struct LayerSpec {
    std::string kind;      ///< LayerKind::name
    std::string name;      ///< "conv1"; unique within a network
    LayerOptions options;  ///< what is missing takes LayerOption::standard

    bool operator==(const LayerSpec&) const = default;
};

/// Every kind of layer that a network can be made of. A new kind is a pair of files and one line here.
const std::vector<LayerKind>& layerKinds();

/// The kind called `name`, or an error that lists the kinds there are.
Result<const LayerKind*> findLayerKind(const std::string& name);

/// The settings of `spec` with the standard ones filled in; an error for an unknown setting or a value out of
/// range.
Result<LayerOptions> completeOptions(const LayerSpec& spec);

/// The layer that `spec` describes on an input of this shape; an error that says what is impossible about it.
template <typename Scalar>
Result<std::unique_ptr<Layer<Scalar>>> makeLayer(const LayerSpec& spec, const Shape& input);

}  // namespace deltascope
