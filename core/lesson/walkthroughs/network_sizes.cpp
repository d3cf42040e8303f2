#include "core/lesson/walkthroughs/network_sizes.h"

namespace deltascope {
namespace {

Expression number(Index value) { return constantLeaf(static_cast<double>(value)); }

bool hasWindow(const LayerSpec& spec) { return spec.kind == "conv2d" || spec.kind.ends_with("_pool"); }
bool isConnected(const LayerSpec& spec) { return spec.kind == "fully_connected"; }

/// (extent + 2 padding - window) / stride + 1, without what the last stride can't reach.
Expression windowCount(const Expression& extent, Index window, Index stride, Index padding) {
    std::vector<Expression> parts{extent};
    if (padding > 0) parts = {sumOf({extent, number(2 * padding)})};
    parts.push_back(number(window));
    const auto room = static_cast<Index>(extent.value) + 2 * padding - window;
    if (room % stride != 0) parts.push_back(number(room % stride));
    Expression steps = node(Operation::difference, std::move(parts));
    if (stride > 1) steps = node(Operation::quotient, {steps, number(stride)});
    return sumOf({steps, number(1)});
}

/// Adds the sizes of the layers one by one; remembers the tensor that holds the last.
class SizeSheet {
  public:
    explicit SizeSheet(const Network<double>& network) {
        const Shape& input = network.outputShape(0);
        Tensor<double> size({input.rank()});
        for (int axis = 0; axis < input.rank(); ++axis) size[axis] = static_cast<double>(input[axis]);
        sheet_->give(before_, size);
        for (const LayerSpec& spec : network.architecture().layers) {
            if (hasWindow(spec)) addWindowed(spec);
            if (isConnected(spec)) addConnected(spec);
        }
        sheet_->define("parameters", {}, "parameters-sum", [&](Index) {
            std::vector<Expression> all;
            for (const std::string& name : counts_) all.push_back(sheet_->leaf(name));
            return sumOf(std::move(all));
        });
    }

    std::shared_ptr<const Sheet> sheet() const { return sheet_; }

  private:
    void addWindowed(const LayerSpec& spec) {
        const SlidingWindow window = slidingWindowOf(spec);
        const std::string size = spec.name + ".size";
        const bool isConv = spec.kind == "conv2d";
        sheet_->defineTable(size, {3}, {isConv ? "given" : "same-maps", "window-count", "window-count"},
                            [&](Index axis) {
                                if (axis == 0 && isConv) return number(completeOptions(spec)->at("maps"));
                                const Expression extent = sheet_->leaf(before_, axis);
                                if (axis == 0) return sumOf({extent});
                                return windowCount(extent, axis == 1 ? window.height : window.width,
                                                   window.stride, window.padding);
                            });
        if (isConv) {
            addParameters(
                spec, "conv-parameters",
                {sheet_->leaf(size), sheet_->leaf(before_), number(window.height), number(window.width)});
        }
        before_ = size;
    }

    void addConnected(const LayerSpec& spec) {
        const std::string size = spec.name + ".size", inputs = spec.name + ".inputs";
        sheet_->define(inputs, {}, "flatten-count", [&](Index) {
            std::vector<Expression> extents;
            for (Index axis = 0; axis < sheet_->values(before_)->size(); ++axis) {
                extents.push_back(sheet_->leaf(before_, axis));
            }
            return productOf(std::move(extents));
        });
        const auto units = static_cast<double>(completeOptions(spec)->at("units"));
        sheet_->give(size, {{1}, {units}});
        addParameters(spec, "fc-parameters", {sheet_->leaf(size), sheet_->leaf(inputs)});
        before_ = size;
    }

    /// The product of `factors`, the outputs first, and a bias for each output where there are biases.
    void addParameters(const LayerSpec& spec, std::string_view formula,
                       const std::vector<Expression>& factors) {
        counts_.push_back(spec.name + ".parameters");
        const bool hasBias = completeOptions(spec)->at("bias") == 1;
        sheet_->define(counts_.back(), {}, formula, [&](Index) {
            return hasBias ? sumOf({productOf(factors), factors[0]}) : productOf(factors);
        });
    }

    std::shared_ptr<Sheet> sheet_ = std::make_shared<Sheet>();
    std::string before_ = "input.size";
    std::vector<std::string> counts_;
};

}  // namespace

SlidingWindow slidingWindowOf(const LayerSpec& layer) {
    require(hasWindow(layer), layer.name, " slides no window");
    const LayerOptions options = *completeOptions(layer);
    if (layer.kind != "conv2d") return {options.at("window"), options.at("window"), options.at("stride"), 0};
    return {options.at("kernel_height"), options.at("kernel_width"), options.at("stride"),
            options.at("padding")};
}

std::shared_ptr<const Sheet> networkSizes(const Network<double>& network) {
    return SizeSheet(network).sheet();
}

std::vector<std::string> sizedLayers(const Network<double>& network) {
    std::vector<std::string> names;
    for (const LayerSpec& spec : network.architecture().layers)
        if (hasWindow(spec) || isConnected(spec)) names.push_back(spec.name);
    return names;
}

}  // namespace deltascope
