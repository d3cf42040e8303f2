#include "core/lesson/walkthroughs/chain_rule.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "core/explain/reach.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/walkthroughs/delta_blocks.h"
#include "core/lesson/walkthroughs/forward_pass.h"
#include "core/lesson/walkthroughs/nine_steps.h"

namespace deltascope {
namespace {

template <typename Visit>
void forEachCell(const Expression& expression, const Visit& visit) {
    if (expression.operation == Operation::cell) visit(expression.cell);
    for (const Expression& argument : expression.arguments) forEachCell(argument, visit);
}

std::optional<Cell> firstCell(const Expression& expression, const std::string& tensor) {
    std::optional<Cell> first;
    forEachCell(expression, [&](const Cell& cell) {
        if (!first && cell.tensor == tensor) first = cell;
    });
    return first;
}

/// The terms in the order in which they matter.
std::vector<const Expression*> mainFirst(const Expression& expression) {
    if (expression.operation != Operation::maximum) return largestFirst(expression);
    const auto& candidates = expression.arguments;
    const auto winner = std::find_if(candidates.begin(), candidates.end(), [&](const Expression& candidate) {
        return candidate.value == expression.value;
    });
    return {winner == candidates.end() ? &expression : &*winner};
}

void widen(CellBox& box, const Focus& cell) {
    box = {std::min(box.top, cell.row), std::min(box.left, cell.column), std::max(box.bottom, cell.row),
           std::max(box.right, cell.column)};
}

}  // namespace

int layerNamed(const Network<double>& network, const std::string& name) {
    for (int l = 0; l <= network.layerCount(); ++l)
        if (network.layerName(l) == name) return l;
    throw std::invalid_argument("there is no layer " + name);
}

const std::string& layerKindOf(const Network<double>& network, int l) {
    return network.architecture().layers.at(static_cast<std::size_t>(l) - 1).kind;
}

SettingSpec countSetting(const std::string& id, const std::string& label, double standard) {
    constexpr double mostOfAnyNetwork = 65535;  // the most units that a layer may have, less one
    return {id, label, standard, {}, 0, mostOfAnyNetwork};
}

Result<Index> countFrom(const Settings& settings, const SettingSpec& setting, Index extent) {
    const double value = std::get<double>(settings.at(setting.id));
    const auto whole = static_cast<Index>(value);
    if (SettingValue(value) == setting.standard) return std::min(whole, extent - 1);
    if (value == static_cast<double>(whole) && whole >= 0 && whole < extent) return whole;
    return failure(setting.id, ": ", value, ", expected a whole number from 0 to ", extent - 1,
                   " for this network");
}

Section sectionOf(StepMakers makers) {
    const auto count = static_cast<Index>(makers.size());
    return {count, [makers = std::move(makers)](Index i) { return makers[static_cast<std::size_t>(i)](); }};
}

std::optional<Cell> mainCell(const Explanation& explanation, const std::string& tensor) {
    for (const Expression* term : mainFirst(explanation.expression)) {
        if (auto cell = firstCell(*term, tensor)) return cell;
    }
    return std::nullopt;
}

TermCount termCount(const Explanation& explanation) {
    TermCount count;
    for (const Expression* term : largestFirst(explanation.expression)) {
        ++count.all;
        if (term->value != 0) ++count.notZero;
    }
    return count;
}

std::vector<Focus> framesAround(const Exhibit& exhibit, const std::vector<Cell>& cells) {
    std::map<Index, CellBox> boxes;
    for (const Cell& cell : cells) {
        const auto focus = focusOn(exhibit, cell, exhibit.role);
        if (!focus) continue;
        const CellBox start{focus->row, focus->column, focus->row, focus->column};
        widen(boxes.emplace(focus->map, start).first->second, *focus);
    }
    std::vector<Focus> frames;
    for (const auto& [map, box] : boxes) {
        frames.push_back({exhibit.id, exhibit.role, map, box.top, box.left, box.bottom - box.top + 1,
                          box.right - box.left + 1});
    }
    return frames;
}

std::vector<Focus> framesAround(const std::vector<Exhibit>& exhibits, const Explanation& explanation) {
    std::vector<Focus> all;
    std::vector<Cell> cells;
    forEachCell(explanation.expression, [&](const Cell& cell) { cells.push_back(cell); });
    for (const Exhibit& exhibit : exhibits) {
        const auto frames = framesAround(exhibit, cells);
        all.insert(all.end(), frames.begin(), frames.end());
    }
    return all;
}

Focus frameOn(const Exhibit& exhibit, const Cell& cell, Role role) {
    const auto focus = focusOn(exhibit, cell, role);
    require(focus.has_value(), exhibit.id, " does not show ", cellText(cell));
    return *focus;
}

Exhibit mapOf(const WorkedExample<double>& example, const std::string& tensor, Index map) {
    Exhibit exhibit = networkExhibit(example, tensor);
    if (exhibit.values.shape().rank() != 3) return exhibit;
    const Shape size = exhibit.values.shape().inner();
    exhibit.title = joinText(exhibit.title, ", map ", map);
    return partOf(std::move(exhibit), map * size.size(), size);
}

Step stepWith(std::string title, std::string text, std::vector<Exhibit> own) {
    Step step;
    step.title = std::move(title);
    step.text = std::move(text);
    for (const Exhibit& exhibit : own) step.shown.push_back(exhibit.id);
    step.own = std::move(own);
    return step;
}

std::string placeText(const Shape& shape, Index offset) {
    const auto index = shape.indexAt(offset);
    switch (shape.rank()) {
        case 0:
            return "";
        case 1:
            return joinText("unit ", index[0]);
        case 2:
            return joinText("row ", index[0], ", column ", index[1]);
        default:
            return joinText("map ", index[0], ", row ", index[1], ", column ", index[2]);
    }
}

std::string elementText(const Exhibit& exhibit, Index offset) {
    if (exhibit.tensorShape.rank() == 4 && exhibit.values.shape().rank() == 3) {  // kernels as one stack
        const auto index = exhibit.tensorShape.indexAt(exhibit.firstElement + offset);
        return joinText(exhibit.symbol, " from map ", index[1], " to map ", index[0], ", row ", index[2],
                        ", column ", index[3]);
    }
    const auto named = static_cast<std::size_t>(offset);
    if (exhibit.values.shape().rank() == 1 && named < exhibit.labels.size()) {
        return joinText(exhibit.symbol, " of ", exhibit.labels[named]);
    }
    const std::string place = placeText(exhibit.values.shape(), offset);
    return place.empty() ? exhibit.symbol : joinText(exhibit.symbol, " at ", place);
}

std::string elementText(const Exhibit& exhibit, const Cell& cell) {
    const auto offset = offsetIn(exhibit, cell);
    require(offset.has_value(), exhibit.id, " does not show ", cellText(cell));
    return elementText(exhibit, *offset);
}

std::string capitalized(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string productText(const Expression& product) {
    require(product.arguments.size() == 2, "a product of ", product.arguments.size(), " factors");
    return joinText(shortNumber(product.arguments[0].value), " × ", factorText(product.arguments[1].value),
                    " = ", shortNumber(product.value));
}

std::string signText(const std::string& what, double derivative) {
    if (derivative == 0) return joinText("A small change of ", what, " leaves the loss as it is.");
    return joinText(derivative > 0 ? "Positive: a larger " : "Negative: a larger ", what, " would ",
                    derivative > 0 ? "raise" : "lower", " the loss.");
}

std::string sumsText(const Tensor<double>& values) {
    double sum = 0, absolute = 0;
    for (const double value : values.values()) {
        sum += value;
        absolute += std::abs(value);
    }
    constexpr double rounding = 1e-14;  // of what was added up: what is left of terms that cancel
    if (std::abs(sum) <= rounding * absolute) sum = 0;
    return joinText("sum ", shortNumber(sum), ", sum of absolute values ", shortNumber(absolute));
}

std::vector<Earlier> computedIn(const Network<double>& network, const Cell& cell) {
    if (cell.tensor.ends_with(".output")) return {{cell, forwardStepOf(network, cell.tensor), "L12"}};
    std::vector<Earlier> places;
    if (const auto block = deltaBlockFor(network, cell.tensor)) {
        places.push_back({cell, block->step, block->walkthrough});
    }
    places.push_back({cell, nineStepOf(cell.tensor), "L16"});
    return places;
}

Chip outlineChip(const char* formula, Role role) { return {formula, role, false, std::nullopt}; }

Chip solidChip(const char* formula, Role role, const Network<double>& network,
               const std::optional<Cell>& cell) {
    Chip chip{formula, role, true, std::nullopt};
    if (cell) chip.earlier = computedIn(network, *cell).front();
    return chip;
}

}  // namespace deltascope
