#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "app/commands/typed_values.h"
#include "core/base/result.h"

namespace deltascope {

// The options that several commands have, and the ways in which typed values become numbers and files.

/// The value, or CLI11's exception with the option's name before the message: exit code badUsage.
template <typename Value>
Value orRefuse(const std::string& option, const Result<Value>& value) {
    if (!value) throw CLI::ValidationError(option, value.error().message);
    return *value;
}

/// An option of which `parse` makes a value; unlike CLI11's own conversions it is strict ("010", "1e300",
/// "nan").
template <typename Value, typename Parse>
CLI::Option* addParsed(CLI::App& command, const std::string& name, Value& value, const std::string& kind,
                       const std::string& text, Parse parse) {
    return command
        .add_option_function<std::string>(
            name, [&value, name, parse](const std::string& typed) { value = orRefuse(name, parse(typed)); },
            text)
        ->type_name(kind);
}

template <typename Value>
CLI::Option* addWhole(CLI::App& command, const std::string& name, Value& value, Index least, Index most,
                      const std::string& text) {
    return addParsed(command, name, value, "N", text, [least, most](const std::string& typed) {
        return parseWholeNumber(typed, least, most);
    });
}

/// A number in a range; the help text shows the standard value.
CLI::Option* addNumber(CLI::App& command, const std::string& name, double& value, const NumberRange& range,
                       const std::string& text);
CLI::Option* addFile(CLI::App& command, const std::string& name, std::filesystem::path& value,
                     const std::string& text);
void addModel(CLI::App& command, std::filesystem::path& model);
CLI::Option* addSeed(CLI::App& command, Index& seed, const std::string& text);
void addThreads(CLI::App& command, Index& threads);

}  // namespace deltascope
