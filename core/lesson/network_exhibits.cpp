#include "core/lesson/network_exhibits.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace deltascope {
namespace {

std::string layerOf(const std::string& tensor) { return tensor.substr(0, tensor.find('.')); }

/// "output", "delta", "weight_gradient", ...; empty for the label.
std::string quantityOf(const std::string& tensor) {
    const auto dot = tensor.find('.');
    return dot == std::string::npos ? "" : tensor.substr(dot + 1);
}

/// The lecture's mark of a layer: "⁽²⁾".
std::string layerMark(int number) { return "⁽" + superscript(number) + "⁾"; }

bool hasWeights(const Network<double>& network, int l) {
    const auto [first, last] = network.parametersOf(l);
    return first < last;
}

/// The lecture's number of a layer: 1 is the input, every layer with weights starts the next.
int lectureNumber(const Network<double>& network, const std::string& layer) {
    int number = 1;
    for (int l = 1; l <= network.layerCount(); ++l) {
        if (hasWeights(network, l)) ++number;
        if (network.layerName(l) == layer) return number;
    }
    return 1;
}

const LayerSpec* specOf(const Network<double>& network, const std::string& layer) {
    for (const LayerSpec& spec : network.architecture().layers)
        if (spec.name == layer) return &spec;
    return nullptr;
}

/// z where weights have just been at work, p for predictions, s before pooling, else a: what is read next.
std::string outputSymbol(const Network<double>& network, const std::string& layer) {
    const LayerSpec* spec = specOf(network, layer);
    if (spec && spec->kind == "softmax") return "p";
    const std::string number = layerMark(lectureNumber(network, layer));
    if (!spec) return "a" + number;
    for (int l = 1; l <= network.layerCount(); ++l) {
        if (network.layerName(l) != layer) continue;
        if (hasWeights(network, l)) return "z" + number;
        const bool isPooled =
            l < network.layerCount() &&
            network.architecture().layers[static_cast<std::size_t>(l)].kind.ends_with("_pool");
        return (isPooled ? "s" : "a") + number;
    }
    return "";
}

std::string weightSymbol(const Network<double>& network, const std::string& layer) {
    const LayerSpec* spec = specOf(network, layer);
    const std::string letter = spec && spec->kind == "conv2d" ? "g" : "W";
    return letter + layerMark(lectureNumber(network, layer) - 1);
}

std::string deltaSymbol(const Network<double>& network, const std::string& layer) {
    const std::string symbol = outputSymbol(network, layer);
    if (symbol.starts_with("z")) return "δ" + symbol.substr(1);
    return "∂L/∂" + symbol;
}

/// Title, symbol, role and scale by what the tensor holds.
Caption captionFor(const Network<double>& network, const std::string& tensor) {
    const std::string layer = layerOf(tensor), quantity = quantityOf(tensor), title = layerTitle(layer);
    if (tensor == "label") return {tensor, "Label", "y", Role::plain, ValueScale::intensity};
    if (tensor == "loss.output") return {tensor, "Loss", "L", Role::result};
    if (quantity == "output") {
        const bool isBounded = outputSymbol(network, layer)[0] != 'z';
        return {tensor, layer == "input" ? title : title + " output", outputSymbol(network, layer),
                Role::activation, isBounded ? ValueScale::intensity : ValueScale::signedValue};
    }
    if (quantity == "delta") {
        return {tensor, "Deltas at " + title, deltaSymbol(network, layer), Role::result};
    }
    const bool isBias = quantity.starts_with("bias");
    const std::string what = isBias ? "biases" : "weights",
                      symbol = isBias ? "b" : weightSymbol(network, layer);
    if (quantity.ends_with("_gradient")) {
        return {tensor, "Gradient of " + title + (isBias ? " biases" : ""), "∂L/∂" + symbol, Role::result};
    }
    const std::string start = quantity.ends_with("_new") ? "New " + what : isBias ? "Biases" : "Weights";
    return {tensor, start + " of " + title, symbol, Role::weight};
}

bool hasOneNumberForEachClass(const Network<double>& network, const std::string& tensor) {
    const int last = network.layerCount();
    for (const std::string& name : {network.layerName(last), network.layerName(last - 1)}) {
        if (tensor == name + ".output" || tensor == name + ".delta") return true;
    }
    return tensor == "label";
}

}  // namespace

std::string layerTitle(const std::string& layer) {
    if (layer.empty()) return layer;
    const std::size_t number = layer.find_first_of("0123456789");
    std::string word = layer.substr(0, number);
    if (word == "fc") {
        word = "FC";
    } else {
        word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
    }
    return number == std::string::npos ? word : word + " " + layer.substr(number);
}

Exhibit networkExhibit(const WorkedExample<double>& example, const std::string& tensor, Index which) {
    const Network<double>& network = example.network();
    Exhibit exhibit = exhibitOf(example, tensor, captionFor(network, tensor), which);
    if (hasOneNumberForEachClass(network, tensor)) exhibit.labels = network.architecture().classes;
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        if (tensor == network.parameterName(p)) exhibit.setting = "network";
    }
    return exhibit;
}

Exhibit networkStrip(const WorkedExample<double>& example, const std::string& litFrom,
                     const std::string& litTo) {
    Exhibit strip;
    strip.id = "network";
    strip.title = "The network";
    strip.form = Form::strip;
    std::vector<double> lit;
    bool isPast = litFrom.empty() ? !litTo.empty() : false;
    for (const LayerSpec& layer : example.network().architecture().layers) {
        strip.labels.push_back(layerTitle(layer.name));
        strip.kinds.push_back(layer.kind);
        if (layer.name == litFrom) isPast = true;
        lit.push_back(isPast ? 1 : 0);
        if (layer.name == litTo) isPast = false;
    }
    strip.values = Tensor<double>({static_cast<Index>(lit.size())}, lit);
    return strip;
}

Focus frameAt(const Exhibit& exhibit, Index offset, Role role) {
    const Shape& shape = exhibit.values.shape();
    const auto index = shape.indexAt(offset);
    switch (shape.rank()) {
        case 0:
        case 1:
            return {exhibit.id, role, 0, index[0], 0};
        case 2:
            return {exhibit.id, role, 0, index[0], index[1]};
        default:
            return {exhibit.id, role, index[0], index[1], index[2]};
    }
}

std::optional<Focus> focusOn(const Exhibit& exhibit, const Cell& cell, Role role) {
    const auto offset = offsetIn(exhibit, cell);
    return offset ? std::optional(frameAt(exhibit, *offset, role)) : std::nullopt;
}

std::vector<Focus> focusOnTerms(const std::vector<Exhibit>& exhibits, const Explanation& explanation) {
    std::vector<Focus> all;
    for (const Cell& cell : madeOf(explanation))
        for (const Exhibit& exhibit : exhibits)
            if (const auto focus = focusOn(exhibit, cell, exhibit.role)) all.push_back(*focus);
    return all;
}

Cell largestCell(const WorkedExample<double>& example, const std::string& tensor, Index which) {
    const Exhibit exhibit = exhibitOf(example, tensor, {tensor}, which);
    const auto values = exhibit.values.values();
    const auto largest = std::max_element(values.begin(), values.end(),
                                          [](double a, double b) { return std::abs(a) < std::abs(b); });
    return *cellOf(exhibit, largest - values.begin());
}

}  // namespace deltascope
