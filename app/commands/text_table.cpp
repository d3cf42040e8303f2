#include "app/commands/text_table.h"

#include <algorithm>

#include "core/base/text.h"

namespace deltascope {
namespace {

/// Characters, not bytes, of a UTF-8 text: file names need not be English.
std::size_t characters(const std::string& text) {
    const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::vector<std::size_t> columnWidths(const std::vector<std::vector<std::string>>& rows,
                                      std::size_t columns) {
    std::vector<std::size_t> widths(columns, 0);
    for (const auto& row : rows) {
        require(row.size() == columns, "a table row of ", row.size(), " entries, expected ", columns);
        for (std::size_t c = 0; c < columns; ++c) widths[c] = std::max(widths[c], characters(row[c]));
    }
    return widths;
}

}  // namespace

std::string alignedTable(const std::vector<std::vector<std::string>>& rows, const std::string& alignment) {
    const auto widths = columnWidths(rows, alignment.size());
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string padding(widths[c] - characters(row[c]), ' ');
            if (c > 0) line += "  ";
            line += alignment[c] == 'r' ? padding + row[c] : row[c] + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

}  // namespace deltascope
