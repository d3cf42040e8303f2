#include "core/explain/cell.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace deltascope {
namespace {

const std::string shortInput = "input", fullInput = "input.output";

/// The whole number at the front of `text`, which it leaves behind; nothing if there is none.
std::optional<Index> takeNumber(std::string_view& text) {
    Index number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0 || text.front() == '-') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// "[2,5,5]" and nothing behind it; no brackets at all for a scalar.
bool takePlace(std::string_view text, std::vector<Index>& index) {
    if (text.empty()) return true;
    char expected = '[';
    while (!text.empty() && text.front() == expected) {
        text.remove_prefix(1);
        const auto position = takeNumber(text);
        if (!position) return false;
        index.push_back(*position);
        expected = ',';
    }
    return text == "]" && !index.empty();
}

bool takeExample(std::string_view& text, Index& example) {
    if (text.empty() || text.front() != '@') return true;
    text.remove_prefix(1);
    const auto number = takeNumber(text);
    example = number.value_or(0);
    return number.has_value();
}

}  // namespace

std::string cellText(const Cell& cell, Index batch) {
    std::string text = cell.tensor;
    if (text.ends_with(fullInput)) text.resize(text.size() - fullInput.size() + shortInput.size());
    if (batch > 1) text.append("@").append(std::to_string(cell.example));
    if (cell.index.empty()) return text;
    char separator = '[';
    for (const Index position : cell.index) {
        text += separator + std::to_string(position);
        separator = ',';
    }
    return text + "]";
}

Result<Cell> parseCell(const std::string& text) {
    std::string_view rest = text;
    const std::string_view name = rest.substr(0, rest.find_first_of("@["));
    rest.remove_prefix(name.size());
    Cell cell{std::string(name), 0, {}};
    if (cell.tensor.ends_with(shortInput)) cell.tensor += fullInput.substr(shortInput.size());
    if (name.empty() || !takeExample(rest, cell.example) || !takePlace(rest, cell.index)) {
        return failure("'", text,
                       "' is no address of a number, expected one like conv1.output[2,5,5], input[0,3,4], "
                       "conv1.delta@1[2,5,5] (example 1 of a batch) or loss.output");
    }
    return cell;
}

Cell cellAtOffset(std::string tensor, const Shape& shape, Index offset, Index example) {
    const auto index = shape.indexAt(offset);
    return {std::move(tensor), example, {index.begin(), index.begin() + shape.rank()}};
}

}  // namespace deltascope
