#include "ui/workspaces/draw/layer_views.h"

#include <map>

namespace deltascope {
namespace {

/// "Max pool 1" for the layer pool1 of kind max_pool.
QString layerTitle(const LayerSpec& spec) {
    static const std::map<std::string, const char*> kinds{{"conv2d", "Conv"},
                                                          {"max_pool", "Max pool"},
                                                          {"average_pool", "Average pool"},
                                                          {"fully_connected", "FC"}};
    const auto known = kinds.find(spec.kind);
    const QString name = QString::fromStdString(spec.name);
    if (known == kinds.end()) return name;
    qsizetype digits = name.size();
    while (digits > 0 && name[digits - 1].isDigit()) --digits;
    return digits == name.size() ? name : QLatin1String(known->second) + ' ' + name.mid(digits);
}

/// A layer that only orders the same numbers otherwise.
bool isRearranging(const Network<float>& network, int l) {
    const Shape &before = network.outputShape(l - 1), &after = network.outputShape(l);
    return before != after && before.size() == after.size();
}

}  // namespace

std::vector<LayerView> layerViews(const Network<float>& network) {
    std::vector<LayerView> views;
    const auto& specs = network.architecture().layers;
    int first = 1;  // of a run of layers that keep the shape: conv1, sigmoid1
    for (int l = 1; l < network.layerCount(); ++l) {
        if (network.outputShape(l) != network.outputShape(l - 1)) first = l;
        if (network.outputShape(l + 1) == network.outputShape(l) || isRearranging(network, l)) continue;
        views.push_back({l,
                         {layerTitle(specs[static_cast<std::size_t>(first) - 1]),
                          QString::fromStdString(network.layerName(l)) + QStringLiteral(".output"),
                          network.outputShape(l)}});
    }
    return views;
}

}  // namespace deltascope
