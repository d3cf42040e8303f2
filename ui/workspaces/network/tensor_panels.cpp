#include "ui/workspaces/network/tensor_panels.h"

#include <algorithm>
#include <map>

#include "core/lesson/network_exhibits.h"

namespace deltascope {
namespace {

QString words(const std::string& text) { return QString::fromStdString(text); }

std::string layerOf(const std::string& tensor) { return tensor.substr(0, tensor.find('.')); }

const LayerSpec* specOf(const Network<double>& network, int layer) {
    return layer > 0 ? &network.architecture().layers[static_cast<std::size_t>(layer) - 1] : nullptr;
}

QString sizeText(const Shape& shape) {
    if (shape.rank() == 3 && shape[0] == 1) return QStringLiteral("%1×%2").arg(shape[1]).arg(shape[2]);
    if (shape.rank() == 3) return QStringLiteral("%1 · %2×%3").arg(shape[0]).arg(shape[1]).arg(shape[2]);
    if (shape.rank() == 4)
        return QStringLiteral("%1·%2 · %3×%4").arg(shape[0]).arg(shape[1]).arg(shape[2]).arg(shape[3]);
    if (shape.rank() == 2) return QStringLiteral("%1×%2").arg(shape[0]).arg(shape[1]);
    return QString::number(shape.size());
}

/// "σ 1" for sigmoid1, "P 1" for pool1, "C 1" for conv1.
QString briefLayer(const std::string& layer) {
    static const std::map<std::string, const char*> short_{
        {"sigmoid", "σ"}, {"pool", "P"}, {"conv", "C"}, {"fc", "F"}, {"input", "In"}, {"softmax", "p"}};
    const std::size_t number = layer.find_first_of("0123456789");
    const auto known = short_.find(layer.substr(0, number));
    if (known == short_.end()) return words(layerTitle(layer));
    return QString::fromUtf8(known->second) +
           (number == std::string::npos ? QString() : ' ' + words(layer.substr(number)));
}

/// "weights", "∇ weights", "new weights", "biases" ...; empty for outputs and deltas.
QString quantityText(const std::string& tensor) {
    const std::string quantity = tensor.substr(tensor.find('.') + 1);
    if (quantity == "output" || quantity == "delta") return {};
    const QString what = quantity.starts_with("bias") ? QStringLiteral("b") : QStringLiteral("w");
    if (quantity.ends_with("_gradient")) return QStringLiteral("∂L/∂") + what;
    return quantity.ends_with("_new") ? what + QObject::tr(" new") : what;
}

void setForm(TensorPanel& panel, const Network<double>& network) {
    const Shape& shape = panel.shape;
    const auto extent = [&](int axis) { return static_cast<int>(shape[axis]); };
    if (shape.rank() == 4) {
        panel.maps = extent(0) * extent(1), panel.rows = extent(2), panel.columns = extent(3);
        panel.perRow = extent(1);
    } else if (shape.rank() == 3) {
        panel.maps = extent(0), panel.rows = extent(1), panel.columns = extent(2);
    } else if (shape.rank() == 2) {
        panel.form = TensorPanel::Form::matrix;
        panel.rows = extent(0), panel.columns = extent(1);
    } else {
        const LayerSpec* spec = specOf(network, panel.layer);
        const bool isPrediction = spec && spec->kind == "softmax" && panel.tensor.ends_with(".output");
        panel.form = isPrediction ? TensorPanel::Form::bars : TensorPanel::Form::units;
        panel.rows = static_cast<int>(shape.size());
    }
}

/// What the differences to the reference are, on a scale of signs.
void subtractReference(TensorPanel& panel, const NetworkSession& session, ValueScale& scale) {
    const auto before = session.reference()->values(panel.tensor);
    if (!before || before->size() != panel.values.size()) return;
    for (Index i = 0; i < panel.values.size(); ++i) panel.values[i] -= (*before)[i];
    scale = ValueScale::signedValue;
    if (panel.form == TensorPanel::Form::bars) panel.form = TensorPanel::Form::units;
}

void shareScales(std::vector<TensorPanel>& panels) {
    for (const ValueScale scale : {ValueScale::intensity, ValueScale::signedValue}) {
        ValueRange all{scale, 0, 0};
        const auto isOf = [&](const TensorPanel& panel) {
            return panel.isKnown && panel.range.scale == scale;
        };
        for (const TensorPanel& panel : panels) {
            if (!isOf(panel)) continue;
            all.low = std::min(all.low, panel.range.low);
            all.high = std::max(all.high, panel.range.high);
        }
        for (TensorPanel& panel : panels)
            if (isOf(panel)) panel.range = all;
    }
}

/// Many narrow columns: the layer's name stands once, above the first of its tensors, and below what each is.
void nameByLayer(std::vector<TensorPanel>& panels) {
    int layer = -1;
    for (TensorPanel& panel : panels) {
        panel.size = panel.brief;
        panel.title = panel.layer == layer ? QString() : words(layerTitle(layerOf(panel.tensor)));
        panel.brief = panel.title.isEmpty() ? QString() : briefLayer(layerOf(panel.tensor));
        layer = panel.layer;
    }
}

}  // namespace

Index TensorPanel::offsetOf(int map, int row, int column) const {
    const Index offset = (static_cast<Index>(map) * rows + row) * columns + column;
    return offset < values.size() ? offset : -1;
}

std::vector<std::string> shownTensors(const Network<double>& network, NumberMode mode, bool isUpdate) {
    std::vector<std::string> names;
    for (int l = 0; mode != NumberMode::gradients && l <= network.layerCount(); ++l)
        names.push_back(network.layerName(l) + (mode == NumberMode::deltas ? ".delta" : ".output"));
    for (std::size_t p = 0; mode == NumberMode::gradients && p < network.parameterCount(); ++p) {
        names.push_back(network.parameterName(p) + (isUpdate ? "_new" : ""));
        names.push_back(network.parameterName(p) + "_gradient");
    }
    return names;
}

NumberMode modeOf(const std::string& tensor) {
    if (tensor.ends_with(".delta")) return NumberMode::deltas;
    const bool isOutput = tensor.ends_with(".output") || tensor == "label";
    return isOutput ? NumberMode::activations : NumberMode::gradients;
}

TensorPanel tensorPanel(const NetworkSession& session, const std::string& tensor) {
    const Exhibit exhibit = networkExhibit(session.example(), tensor);
    TensorPanel panel;
    panel.tensor = tensor;
    panel.layer = session.example().explainer().ledger().find(tensor)->layer;
    panel.values = exhibit.values;
    const std::string layer = layerOf(tensor);
    const QString quantity = quantityText(tensor);
    panel.title = (words(layerTitle(layer)) + ' ' + quantity).trimmed();
    panel.brief = quantity.isEmpty() ? briefLayer(layer) : quantity;
    panel.shape = session.example().explainer().ledger().find(tensor)->shape();
    panel.size = sizeText(panel.shape);
    setForm(panel, session.network());
    ValueScale scale = exhibit.scale;
    if (session.isDifference()) subtractReference(panel, session, scale);
    panel.range = ValueRange::of(scale, panel.values.values());
    panel.isKnown = session.isComputed(tensor);
    panel.isFresh = session.isFresh(tensor);
    return panel;
}

std::vector<TensorPanel> tensorPanels(const NetworkSession& session, const PanelOptions& options) {
    std::vector<TensorPanel> panels;
    const bool isUpdate = session.step() == session.updateStep();
    for (const std::string& tensor : shownTensors(session.network(), session.mode(), isUpdate))
        panels.push_back(tensorPanel(session, tensor));
    if (session.mode() == NumberMode::gradients) nameByLayer(panels);
    if (options.hasSharedScale) shareScales(panels);
    return panels;
}

}  // namespace deltascope
