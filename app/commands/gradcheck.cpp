#include "app/commands/gradcheck.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/commands/model_file.h"
#include "app/commands/text_table.h"
#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/data/examples.h"
#include "core/network/initialise.h"
#include "core/training/gradient_check.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

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

/// The summaries of all parameters in one.
GradientSummary inAll(const std::vector<GradientSummary>& summaries) {
    GradientSummary all{"all"};
    for (const GradientSummary& summary : summaries) {
        all.compared += summary.compared;
        all.measured += summary.measured;
        all.disagreeing += summary.disagreeing;
        all.worst = std::max(all.worst, summary.worst);
        all.largestUnmeasured = std::max(all.largestUnmeasured, summary.largestUnmeasured);
        all.blur = std::max(all.blur, summary.blur);
    }
    return all;
}

bool hasPassed(const GradientSummary& all) { return all.disagreeing == 0 && all.measured > 0; }

std::string asTable(const Network<double>& network, const std::vector<GradientSummary>& summaries) {
    std::vector<std::vector<std::string>> table{
        {"parameter", "weights", "compared", "measured", "worst relative error"}};
    for (std::size_t p = 0; p < summaries.size(); ++p) {
        const GradientSummary& summary = summaries[p];
        table.push_back({summary.parameter, std::to_string(network.parameters()[p].size()),
                         std::to_string(summary.compared), std::to_string(summary.measured),
                         summary.measured > 0 ? shortNumber(summary.worst, 2) : "-"});
    }
    return alignedTable(table, "lrrrr");
}

std::string verdict(const GradientSummary& all) {
    std::string text =
        joinText(hasPassed(all) ? "passed" : "FAILED", ": at most ", shortNumber(tolerance), " is allowed\n");
    if (all.disagreeing > 0) {
        text +=
            joinText(all.disagreeing, " of ", all.compared, " disagree, by more than they are uncertain\n");
    }
    if (all.measured < all.compared) {
        text +=
            joinText(all.compared - all.measured, " of ", all.compared, " derivatives, the largest ",
                     shortNumber(all.largestUnmeasured, 2), ", can't be measured to ", shortNumber(tolerance),
                     " by differences of the loss;\nheld only to their uncertainty, at most ",
                     shortNumber(all.blur, 2), "\n");
    }
    return text;
}

std::string asText(const Case& chosen, const std::vector<GradientSummary>& summaries) {
    return joinText(chosen.title, " (double precision)\n", asTable(chosen.network, summaries),
                    verdict(inAll(summaries)));
}

Json summaryJson(const GradientSummary& summary) {
    Json json{{"name", summary.parameter},
              {"compared", summary.compared},
              {"measured", summary.measured},
              {"disagreeing", summary.disagreeing}};
    if (summary.measured > 0) json["worst_relative_error"] = summary.worst;
    if (summary.measured < summary.compared) {
        json["largest_unmeasured"] = summary.largestUnmeasured;
        json["largest_uncertainty_of_unmeasured"] = summary.blur;
    }
    return json;
}

std::string asJson(const Case& chosen, const std::vector<GradientSummary>& summaries) {
    Json json{{"case", chosen.title}, {"tolerance", tolerance}, {"passed", hasPassed(inAll(summaries))}};
    for (std::size_t p = 0; p < summaries.size(); ++p) {
        json["parameters"].push_back(summaryJson(summaries[p]));
        json["parameters"].back()["weights"] = chosen.network.parameters()[p].size();
    }
    // The title holds a file's name, which may hold any bytes; JSON is UTF-8.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

CommandResult gradcheck(const GradcheckArguments& arguments, const Console& console) {
    const auto seed = static_cast<std::uint64_t>(arguments.seed);
    const auto chosen = arguments.model.empty() ? Result<Case>(pencilCase(seed)) : modelCase(arguments);
    if (!chosen) return tl::unexpected(chosen.error());
    const auto label = oneHot<double>(std::array{chosen->label}, chosen->network.classCount());
    const auto summaries =
        summarise(checkGradients(chosen->network, chosen->picture, label, chosen->sample, seed), tolerance);
    console.out << (arguments.json ? asJson(*chosen, summaries) : asText(*chosen, summaries));
    return hasPassed(inAll(summaries)) ? success : badInput;
}

}  // namespace deltascope
