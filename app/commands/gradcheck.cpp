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

/// A synthetic digit that `network` is unsure of: where it is sure, derivatives are too small, or the loss
/// too large, to tell a derivative from rounding.
Case unsureCase(const Network<float>& network, const GradcheckArguments& arguments) {
    constexpr Index candidates = 300;
    const Examples digits = syntheticExamples(static_cast<std::uint64_t>(arguments.seed), candidates);
    Tensor<float> picture(network.outputShape(0).batchOf(1)), best;
    Index chosen = 0;
    float least = 2;
    for (Index i = 0; i < candidates; ++i) {
        digits->picture(i, 0, picture.values());
        const auto pass = network.run(picture);
        const float sureness = std::abs(pass.predictions()[digits->label(i)] - 0.5F);
        if (sureness >= least) continue;
        least = sureness;
        chosen = i;
        best = picture;
    }
    const int label = digits->label(chosen);
    return {joinText("a synthetic ", label, " that the model is unsure of"), network.cast<double>(),
            best.cast<double>(), label, arguments.sample};
}

Result<Case> modelCase(const GradcheckArguments& arguments) {
    const auto model = loadModelFile(arguments.model);
    if (!model) return tl::unexpected(model.error());
    Case unsure = unsureCase(model->checkpoint.network, arguments);
    unsure.title = joinText(arguments.model.string(), ", ", unsure.title);
    return unsure;
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
