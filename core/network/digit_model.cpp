#include "core/network/digit_model.h"

namespace deltascope {
namespace {

constexpr Index digitClasses = 10;

/// 44426 as "44,426".
std::string grouped(Index count) {
    std::string digits = std::to_string(count);
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3) {
        digits.insert(static_cast<std::size_t>(place), ",");
    }
    return digits;
}

std::string withSpaces(std::string key) {
    for (char& letter : key) letter = letter == '_' ? ' ' : letter;
    return key;
}

}  // namespace

Result<DigitModel> loadDigitModel(const std::filesystem::path& path) {
    auto checkpoint = loadCheckpoint<float>(path);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    const Shape& input = checkpoint->network.outputShape(0);
    const Index classes = checkpoint->network.classCount();
    if (input != lectureNetwork().input || classes != digitClasses) {
        return failure(path.string(), ": a network for ", input.text(), " pictures and ", classes,
                       " classes; drawing needs 1x28x28 pictures and 10 digits");
    }
    return DigitModel{std::move(*checkpoint), path};
}

std::string modelSummary(const DigitModel& model) {
    const Network<float>& network = model.checkpoint.network;
    std::string text = network.architecture().layers == lectureNetwork().layers
                           ? "lecture network"
                           : model.path.filename().string();
    text += ", " + grouped(network.weightCount()) + " weights";
    for (const auto& [key, value] : model.checkpoint.notes) {
        if (key.find("accuracy") != std::string::npos) text += " \u00b7 " + withSpaces(key) + " " + value;
    }
    return text;
}

std::string modelNotes(const DigitModel& model) {
    std::string text = model.path.string();
    for (const auto& [key, value] : model.checkpoint.notes) text += "\n" + withSpaces(key) + ": " + value;
    return text;
}

}  // namespace deltascope
