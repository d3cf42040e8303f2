#include "app/commands/explain.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "app/commands/digit_file.h"
#include "app/commands/explanation_text.h"
#include "app/commands/model_file.h"
#include "app/commands/provenance_tree.h"
#include "core/base/number_text.h"
#include "core/explain/explanation_json.h"
#include "core/explain/reach.h"
#include "core/explain/worked_example.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;
using Example = WorkedExample<float>;

/// All pictures in one tensor, N x the input's shape.
Result<Tensor<float>> readBatch(const ExplainArguments& arguments, const Shape& input) {
    Tensor<float> batch(input.batchOf(static_cast<Index>(arguments.images.size())));
    for (std::size_t i = 0; i < arguments.images.size(); ++i) {
        const auto digit = readDigit(arguments.images[i], arguments.asIs);
        if (!digit) return tl::unexpected(digit.error());
        std::copy_n(digit->data(), digit->size(), batch.slice(static_cast<Index>(i)).data());
    }
    return batch;
}

Result<std::unique_ptr<Example>> runExample(const ExplainArguments& arguments) {
    auto model = loadModelFile(arguments.model);
    if (!model) return tl::unexpected(model.error());
    Network<float>& network = model->checkpoint.network;
    const auto pictures = readBatch(arguments, network.outputShape(0));
    if (!pictures) return tl::unexpected(pictures.error());
    const std::vector<int> labels(arguments.labels.begin(), arguments.labels.end());
    const auto oneHotLabels = oneHot<float>(std::span(labels), network.classCount());
    return std::make_unique<Example>(std::move(network), *pictures, oneHotLabels,
                                     static_cast<float>(arguments.rate));
}

/// The cells that use the number, by tensor in the network's order.
std::vector<std::pair<std::string, std::vector<Cell>>> usesByTensor(const Example& example,
                                                                    const Cell& cell) {
    std::map<std::string, std::vector<Cell>> grouped;
    auto users = example.usedBy(cell);
    for (Cell& user : *users) grouped[user.tensor].push_back(std::move(user));
    std::vector<std::pair<std::string, std::vector<Cell>>> ordered;
    for (const std::string& tensor : example.tensors()) {
        if (const auto found = grouped.find(tensor); found != grouped.end()) ordered.push_back(*found);
    }
    return ordered;
}

std::string usesText(const Example& example, const Cell& cell) {
    std::string text = "Used by:\n";
    const auto uses = usesByTensor(example, cell);
    if (uses.empty()) return "Used by: nothing, the way ends here\n";
    for (const auto& [tensor, cells] : uses) {
        text += joinText("  ", tensor, ": ", cells.size(), cells.size() == 1 ? " cell (" : " cells (",
                         cellText(cells.front(), example.batch()));
        if (cells.size() > 1) text += joinText(" ... ", cellText(cells.back(), example.batch()));
        text += ")\n";
    }
    return text;
}

Json usesJson(const Example& example, const Cell& cell) {
    Json json = Json::array();
    for (const auto& [tensor, cells] : usesByTensor(example, cell))
        for (const Cell& user : cells) json.push_back(cellText(user, example.batch()));
    return json;
}

/// Only an activation or a delta has a place in a layer; a delta's field is that of its activation.
Result<std::vector<CellSet>> fieldOf(const Example& example, const Cell& cell) {
    const auto entry = example.explainer().find(cell);
    if (!entry) return tl::unexpected(entry.error());
    const bool hasPlace = (*entry)->kind == TensorKind::output || (*entry)->kind == TensorKind::delta;
    if (!hasPlace) return failure(cellText(cell), " has no receptive field, expected an .output or a .delta");
    return receptiveField(example.network(), (*entry)->layer, (*entry)->shape().offset(cell.index));
}

std::string fieldText(const Example& example, const std::vector<CellSet>& field) {
    std::string text = "Receptive field:\n";
    for (const CellSet& cells : field) {
        const CellBox box = boxAround(cells, example.network().outputShape(cells.layer));
        text += joinText("  ", example.network().layerName(cells.layer), ": ", cells.offsets.size(),
                         " cells, rows ", box.top, " to ", box.bottom, ", columns ", box.left, " to ",
                         box.right, "\n");
    }
    return text;
}

Json fieldJson(const Example& example, const std::vector<CellSet>& field) {
    Json json = Json::array();
    for (const CellSet& cells : field) {
        const CellBox box = boxAround(cells, example.network().outputShape(cells.layer));
        json.push_back({{"layer", example.network().layerName(cells.layer)},
                        {"cells", cells.offsets.size()},
                        {"rows", {box.top, box.bottom}},
                        {"columns", {box.left, box.right}}});
    }
    return json;
}

std::string proofText(const Example& example, const Proof& proof) {
    return joinText("Proof: nudging ", cellText(proof.nudged, example.batch()),
                    " by h = ", shortNumber(proof.step, 3), " changes the loss by ",
                    shortNumber(proof.numeric, 9), " per unit;\n  backpropagation says ",
                    shortNumber(proof.analytic, 9), " (relative difference ",
                    shortNumber(proof.relativeError(), 2), ", in double precision)\n");
}

Json proofJson(const Example& example, const Proof& proof) {
    return {{"nudged", cellText(proof.nudged, example.batch())},
            {"step", proof.step},
            {"numeric", proof.numeric},
            {"analytic", proof.analytic},
            {"relative_error", proof.relativeError()}};
}

/// What was asked for, worked out.
struct Answer {
    Explanation explanation;
    std::optional<Explanation> otherView;
    std::optional<std::vector<CellSet>> field;
    std::optional<Proof> proof;
};

Result<Answer> answer(const ExplainArguments& arguments, const Example& example, const Cell& cell) {
    auto explanation = example.explain(cell);
    if (!explanation) return tl::unexpected(explanation.error());
    Answer all{std::move(*explanation), {}, {}, {}};
    if (arguments.otherView) {
        auto other = example.otherView(cell);
        if (!other) return tl::unexpected(other.error());
        if (!*other) return failure(cellText(cell, example.batch()), " has no second view");
        all.otherView = std::move(**other);
    }
    if (arguments.receptiveField) {
        auto field = fieldOf(example, cell);
        if (!field) return tl::unexpected(field.error());
        all.field = std::move(*field);
    }
    if (arguments.prove) {
        const auto proof = example.prove(cell);
        if (!proof) return tl::unexpected(proof.error());
        all.proof = *proof;
    }
    return all;
}

void printText(const ExplainArguments& arguments, const Example& example, const Answer& all,
               std::ostream& out) {
    ExplanationStyle style{example.batch()};
    if (!arguments.all) style.mostTerms = static_cast<std::size_t>(arguments.largest);
    out << "Formula: " << all.explanation.formula << "\n" << explanationText(all.explanation, style);
    if (all.otherView) {
        out << "Seen the other way: " << all.otherView->formula << "\n"
            << explanationText(*all.otherView, style);
    }
    if (arguments.follow > 0) {
        out << "Made of, the largest contributions first:\n"
            << provenanceText(example, all.explanation.cell, {arguments.follow, arguments.largest});
    }
    if (arguments.usedBy) out << usesText(example, all.explanation.cell);
    if (all.field) out << fieldText(example, *all.field);
    if (all.proof) out << proofText(example, *all.proof);
}

Json jsonOf(const ExplainArguments& arguments, const Example& example, const Answer& all) {
    Json json = explanationJson(all.explanation, example.batch());
    if (all.otherView) json["other_view"] = explanationJson(*all.otherView, example.batch());
    if (arguments.follow > 0) {
        json["made_of"] =
            provenanceJson(example, all.explanation.cell, {arguments.follow, arguments.largest})["made_of"];
    }
    if (arguments.usedBy) json["used_by"] = usesJson(example, all.explanation.cell);
    if (all.field) json["receptive_field"] = fieldJson(example, *all.field);
    if (all.proof) json["proof"] = proofJson(example, *all.proof);
    return json;
}

}  // namespace

CommandResult explainCell(const ExplainArguments& arguments, const Console& console) {
    const auto cell = parseCell(arguments.cell);
    if (!cell) return tl::unexpected(cell.error());
    if (arguments.images.size() != arguments.labels.size()) {
        console.err << "deltascope: --label: expected one for each --image, got " << arguments.labels.size()
                    << " for " << arguments.images.size() << '\n';
        return badUsage;
    }
    const auto example = runExample(arguments);
    if (!example) return tl::unexpected(example.error());
    const auto all = answer(arguments, **example, *cell);
    if (!all) return tl::unexpected(all.error());
    if (arguments.json) {
        console.out << jsonOf(arguments, **example, *all).dump() << '\n';
    } else {
        printText(arguments, **example, *all, console.out);
    }
    return success;
}

}  // namespace deltascope
