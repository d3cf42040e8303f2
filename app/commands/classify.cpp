#include "app/commands/classify.h"

#include <nlohmann/json.hpp>

#include "app/commands/digit_file.h"
#include "app/commands/model_file.h"
#include "app/commands/text_table.h"
#include "core/base/number_text.h"
#include "core/training/metrics.h"

namespace deltascope {
namespace {

struct Classified {
    std::string file;
    int digit = 0;
    std::vector<float> probabilities;
};

Result<Classified> classifyFile(const Network<float>& network, const std::filesystem::path& file, bool asIs) {
    const auto picture = readDigit(file, asIs);
    if (!picture) return tl::unexpected(picture.error());
    const auto pass = network.run(*picture);
    const auto probabilities = pass.predictions().slice(0);
    return Classified{file.string(), answerOf(probabilities), {probabilities.begin(), probabilities.end()}};
}

std::string asJson(const std::vector<Classified>& results) {
    auto json = nlohmann::ordered_json::array();
    for (const Classified& result : results) {
        json.push_back(
            {{"file", result.file}, {"digit", result.digit}, {"probabilities", result.probabilities}});
    }
    // File names may hold any bytes; JSON is UTF-8.
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

/// One line a picture: the digit, the probability of each digit in percent, the file.
std::string asTable(const std::vector<Classified>& results) {
    if (results.empty()) return {};
    std::vector<std::vector<std::string>> rows{{"digit"}};
    for (int digit = 0; digit < 10; ++digit) rows[0].push_back(joinText(digit, " (%)"));
    rows[0].emplace_back("file");
    for (const Classified& result : results) {
        std::vector<std::string> row{std::to_string(result.digit)};
        for (const float p : result.probabilities) row.push_back(fixedNumber(100.0 * p, 2));
        row.push_back(result.file);
        rows.push_back(std::move(row));
    }
    return alignedTable(rows, "rrrrrrrrrrrl");
}

}  // namespace

CommandResult classify(const ClassifyArguments& arguments, const Console& console) {
    const auto model = loadModelFile(arguments.model);
    if (!model) return tl::unexpected(model.error());
    std::vector<Classified> results;
    for (const auto& file : arguments.images) {
        auto result = classifyFile(model->checkpoint.network, file, arguments.asIs);
        if (result)
            results.push_back(std::move(*result));
        else
            console.err << "deltascope: " << result.error().message << '\n';
    }
    console.out << (arguments.json ? asJson(results) : asTable(results));
    return results.size() == arguments.images.size() ? success : badInput;
}

}  // namespace deltascope
