#include "app/commands/evaluate.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands/model_file.h"
#include "app/commands/text_table.h"
#include "core/base/number_text.h"
#include "core/training/metrics.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

/// How the network does on one way of drawing the strokes.
struct Kind {
    std::string name;
    Evaluation evaluation;
};

struct Answers {
    std::optional<Evaluation> pictures;  ///< MNIST's test part
    std::vector<Kind> kinds;
};

Result<Evaluation> onPictures(const Network<float>& network, const std::filesystem::path& folder,
                              ThreadTeam& team) {
    const auto examples = readMnistExamples(folder, MnistPart::test);
    if (!examples) return tl::unexpected(examples.error());
    return evaluate(network, **examples, team);
}

Result<std::vector<Kind>> onStrokes(const Network<float>& network, const EvaluateArguments& arguments,
                                    ThreadTeam& team) {
    const auto digits = readStrokesBy(arguments.strokes, arguments.writers);
    if (!digits) return tl::unexpected(digits.error());
    std::vector<Kind> kinds;
    for (const NamedVariation& kind : evaluationVariations()) {
        PenExampleOptions options;
        options.fixed = kind.variation;
        options.alwaysFixed = true;
        kinds.push_back({kind.name, evaluate(network, *penExamples(*digits, options), team)});
    }
    return kinds;
}

Result<Answers> answersOf(const Network<float>& network, const EvaluateArguments& arguments) {
    ThreadTeam team(static_cast<int>(arguments.threads));
    Answers answers;
    if (!arguments.data.empty()) {
        const auto pictures = onPictures(network, arguments.data, team);
        if (!pictures) return tl::unexpected(pictures.error());
        answers.pictures = *pictures;
    }
    if (!arguments.strokes.empty()) {
        auto kinds = onStrokes(network, arguments, team);
        if (!kinds) return tl::unexpected(kinds.error());
        answers.kinds = std::move(*kinds);
    }
    return answers;
}

/// All kinds taken together.
Kind inAll(const std::vector<Kind>& kinds) {
    Kind all{"all", {}};
    for (const Kind& kind : kinds) {
        all.evaluation.examples += kind.evaluation.examples;
        all.evaluation.correct += kind.evaluation.correct;
    }
    return all;
}

Json kindJson(const Kind& kind) {
    return {
        {"name", kind.name}, {"accuracy", kind.evaluation.accuracy()}, {"images", kind.evaluation.examples}};
}

std::string asJson(const Answers& answers) {
    Json json = Json::object();
    if (answers.pictures) {
        json["accuracy"] = answers.pictures->accuracy();
        json["images"] = answers.pictures->examples;
        json["confusion"] = answers.pictures->confusion;
    }
    if (!answers.kinds.empty()) {
        Json drawings = kindJson(inAll(answers.kinds));
        drawings.erase("name");
        for (const Kind& kind : answers.kinds) drawings["kinds"].push_back(kindJson(kind));
        json["drawings"] = std::move(drawings);
    }
    return json.dump() + '\n';
}

std::string percent(const Evaluation& evaluation) {
    return fixedNumber(100 * evaluation.accuracy(), 2) + " %";
}

std::string picturesText(const Evaluation& evaluation) {
    std::vector<std::vector<std::string>> rows{{"label"}};
    for (std::size_t answer = 0; answer < evaluation.confusion.size(); ++answer) {
        rows[0].push_back("->" + std::to_string(answer));
    }
    for (std::size_t label = 0; label < evaluation.confusion.size(); ++label) {
        rows.push_back({std::to_string(label)});
        for (const Index count : evaluation.confusion[label]) rows.back().push_back(std::to_string(count));
    }
    return joinText("MNIST test part: accuracy ", percent(evaluation), ", ",
                    evaluation.examples - evaluation.correct, " of ", evaluation.examples,
                    " wrong, mean loss ", shortNumber(evaluation.loss), "\n\n",
                    alignedTable(rows, std::string(rows[0].size(), 'r')));
}

std::string kindsText(const std::vector<Kind>& kinds, const EvaluateArguments& arguments) {
    std::vector<std::vector<std::string>> rows{{"drawn", "accuracy", "wrong", "of"}};
    const auto add = [&rows](const Kind& kind) {
        const Evaluation& evaluation = kind.evaluation;
        rows.push_back({kind.name, percent(evaluation),
                        std::to_string(evaluation.examples - evaluation.correct),
                        std::to_string(evaluation.examples)});
    };
    for (const Kind& kind : kinds) add(kind);
    add(inAll(kinds));
    return joinText("Drawings by writers ", arguments.writers.first, " to ", arguments.writers.last, "\n\n",
                    alignedTable(rows, "lrrr"));
}

}  // namespace

CommandResult evaluateModel(const EvaluateArguments& arguments, const Console& console) {
    const auto model = loadModelFile(arguments.model);
    if (!model) return tl::unexpected(model.error());
    const auto answers = answersOf(model->checkpoint.network, arguments);
    if (!answers) return tl::unexpected(answers.error());
    if (arguments.json) {
        console.out << asJson(*answers);
        return success;
    }
    if (answers->pictures) console.out << picturesText(*answers->pictures);
    if (answers->pictures && !answers->kinds.empty()) console.out << '\n';
    if (!answers->kinds.empty()) console.out << kindsText(answers->kinds, arguments);
    return success;
}

}  // namespace deltascope
