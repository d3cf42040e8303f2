#include "app/commands/options.h"

#include <limits>

#include "core/base/number_text.h"

namespace deltascope {

CLI::Option* addNumber(CLI::App& command, const std::string& name, double& value, const NumberRange& range,
                       const std::string& text) {
    return addParsed(command, name, value, "X", text + " [" + shortNumber(value) + "]",
                     [range](const std::string& typed) { return parseNumber(typed, range); });
}

CLI::Option* addFile(CLI::App& command, const std::string& name, std::filesystem::path& value,
                     const std::string& text) {
    return addParsed(command, name, value, "FILE", text, [](const std::string& typed) -> Result<std::string> {
        if (typed.empty()) return failure("expected a file name, got ''");
        return typed;
    });
}

void addModel(CLI::App& command, std::filesystem::path& model) {
    addFile(command, "--model", model, "Safetensors file of a digit network [the one that comes along]");
}

CLI::Option* addSeed(CLI::App& command, Index& seed, const std::string& text) {
    return addWhole(command, "--seed", seed, 0, std::numeric_limits<Index>::max(), text);
}

void addThreads(CLI::App& command, Index& threads) {
    addWhole(command, "--threads", threads, 0, 256, "Number of threads; changes no result [0: one a core]");
}

}  // namespace deltascope
