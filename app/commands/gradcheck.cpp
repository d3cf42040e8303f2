#include "app/commands/gradcheck.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/commands/model_file.h"
#include "app/commands/text_table.h"
#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/data/examples.h"
#include "core/network/initialise.h"
#include "core/training/gradient_check.h"

namespace deltascope {
namespace {

constexpr double tolerance = 1e-6;

/// A network with one labelled picture to take the derivatives at.
struct Case {
    std::string title;
    Network<double> network;
    Tensor<double> picture;  ///< 1 x the network's input
    int label = 0;
    Index sample = 0;  ///< elements of each parameter to compare, at most
};

Case pencilCase(std::uint64_t seed) {
    Network<double> network = *Network<double>::make(pencilNetwork());
    initialise(network, {InitialScheme::xavier, 1, seed});
    Tensor<double> picture(network.outputShape(0).batchOf(1));
    Random random(seed);
    for (double& value : picture.values()) value = random.uniform();
    const int label = static_cast<int>(random.below(static_cast<std::uint64_t>(network.classCount())));
    return {"pencil network, random weights and picture", network, picture, label, network.weightCount()};
}

Result<Case> modelCase(const GradcheckArguments& arguments) {
    const auto model = loadModelFile(arguments.model);
    if (!model) return tl::unexpected(model.error());
    const Network<float>& network = model->checkpoint.network;
    const Examples digits = syntheticExamples(static_cast<std::uint64_t>(arguments.seed), 1);
    Tensor<float> picture(network.outputShape(0).batchOf(1));
    digits->picture(0, 0, picture.values());
    // Labelled as the next digit: a digit that is answered well has derivatives too small to tell from
    // rounding.
    const int label = (digits->label(0) + 1) % static_cast<int>(network.classCount());
    return Case{joinText(arguments.model.string(), ", a synthetic ", digits->label(0), " labelled ", label),
                network.cast<double>(), picture.cast<double>(), label, arguments.sample};
}

struct Row {
    std::string parameter;
    Index compared = 0;
    double worst = 0;
};

std::vector<Row> worstOfEach(const std::vector<GradientComparison>& comparisons) {
    std::vector<Row> rows;
    for (const GradientComparison& comparison : comparisons) {
        if (rows.empty() || rows.back().parameter != comparison.parameter)
            rows.push_back({comparison.parameter});
        ++rows.back().compared;
        const double error = comparison.relativeError();
        // An error that is not a number is the worst of all, and stays it.
        if (std::isnan(error) || error > rows.back().worst) rows.back().worst = error;
    }
    return rows;
}

std::string asTable(const Network<double>& network, const std::vector<Row>& rows) {
    std::vector<std::vector<std::string>> table{{"parameter", "weights", "compared", "worst relative error"}};
    for (std::size_t p = 0; p < rows.size(); ++p) {
        table.push_back({rows[p].parameter, std::to_string(network.parameters()[p].size()),
                         std::to_string(rows[p].compared), shortNumber(rows[p].worst, 2)});
    }
    return alignedTable(table, "lrrr");
}

}  // namespace

CommandResult gradcheck(const GradcheckArguments& arguments, const Console& console) {
    const auto seed = static_cast<std::uint64_t>(arguments.seed);
    const auto chosen = arguments.model.empty() ? Result<Case>(pencilCase(seed)) : modelCase(arguments);
    if (!chosen) return tl::unexpected(chosen.error());
    const auto label = oneHot<double>(std::array{chosen->label}, chosen->network.classCount());
    const auto rows =
        worstOfEach(checkGradients(chosen->network, chosen->picture, label, chosen->sample, seed));
    const bool passed =
        std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.worst <= tolerance; });
    console.out << chosen->title << " (double precision)\n" << asTable(chosen->network, rows);
    console.out << (passed ? "passed" : "FAILED") << ": at most " << shortNumber(tolerance)
                << " is allowed\n";
    return passed ? success : badInput;
}

}  // namespace deltascope
