#include "ui/why/terms_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/number_text.h"
#include "ui/painting/number_label.h"

namespace deltascope {
namespace {

bool isReduction(const Expression& e) {
    return e.operation == Operation::sum || e.operation == Operation::maximum ||
           e.operation == Operation::mean;
}

bool isLeaf(const Expression& e) {
    return e.operation == Operation::cell || e.operation == Operation::constant;
}

/// Inner sums of more terms than this get lines of their own.
constexpr std::size_t mostInline = 3;

/// A product of more equal factors than one would write out.
bool isPower(const Expression& e) {
    return e.operation == Operation::product && e.arguments.size() > mostInline &&
           std::all_of(e.arguments.begin(), e.arguments.end(), [&](const Expression& factor) {
               return isLeaf(factor) && factor.operation == e.arguments.front().operation &&
                      factor.value == e.arguments.front().value && factor.cell == e.arguments.front().cell;
           });
}

QString totalLabelOf(const Expression& e) {
    switch (e.operation) {
        case Operation::maximum:
            return QStringLiteral("Largest");
        case Operation::mean:
            return QStringLiteral("Mean of %1").arg(e.arguments.size());
        default:
            return QStringLiteral("Sum");
    }
}

QString functionName(Operation operation) {
    switch (operation) {
        case Operation::sigmoid:
            return QStringLiteral("σ");
        case Operation::sigmoidSlope:
            return QStringLiteral("σ′");
        case Operation::tanhSlope:
            return QStringLiteral("tanh′");
        case Operation::reluSlope:
            return QStringLiteral("relu′");
        case Operation::negate:
            return QStringLiteral("−");
        default: {
            const std::string_view name = operationName(operation);
            return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        }
    }
}

/// What stands between the arguments of an operation that is written between them; empty for functions.
QString signOf(Operation operation) {
    switch (operation) {
        case Operation::sum:
            return QStringLiteral("+");
        case Operation::product:
            return QStringLiteral("×");
        case Operation::difference:
            return QStringLiteral("−");
        case Operation::quotient:
            return QStringLiteral("÷");
        default:
            return {};
    }
}

class TableMaker {
  public:
    TableMaker(const std::function<Role(const Cell&)>& roleOf, std::size_t mostRows)
        : roleOf_(roleOf), mostRows_(mostRows) {}

    TermsTable make(const Explanation& explanation) {
        const Expression& root = explanation.expression;
        if (isReduction(root)) {
            addSection(root);
        } else {
            isLine_ = true;
            addLine(root);
        }
        table_.sections.back().total = explanation.value;
        for (TermSection& section : table_.sections) writeNumbers(section);
        return std::move(table_);
    }

  private:
    using Pieces = std::vector<TermPiece>;

    void addSection(const Expression& reduction) {
        TermSection section;
        for (const Expression& argument : reduction.arguments) {
            TermRow row;
            appendPieces(row.pieces, argument);
            row.value = argument.value;
            section.rows.push_back(std::move(row));
        }
        section.totalLabel = totalLabelOf(reduction);
        section.total = reduction.value;
        if (reduction.operation == Operation::maximum) markWinner(section);
        if (section.rows.size() > mostRows_) fold(section, reduction.operation);
        table_.sections.push_back(std::move(section));
    }

    void addLine(const Expression& expression) {
        TermRow row;
        appendPieces(row.pieces, expression);
        row.value = expression.value;
        TermSection section;
        section.rows.push_back(std::move(row));
        table_.sections.push_back(std::move(section));
    }

    void appendPieces(Pieces& pieces, const Expression& e) {
        if (isLeaf(e)) return appendLeaf(pieces, e);
        if (isReduction(e) && e.arguments.size() == 1) return appendPieces(pieces, e.arguments.front());
        if (isReduction(e) && e.arguments.size() > mostInline) {
            addSection(e);
            pieces.push_back({{}, Role::result, {}, true, e.value});
            return;
        }
        const QString sign = signOf(e.operation);
        if (sign.isEmpty()) return appendFunction(pieces, e);
        if (isPower(e)) return appendPower(pieces, e);
        for (std::size_t i = 0; i < e.arguments.size(); ++i) {
            if (i > 0) pieces.push_back({sign});
            if (!appendFactor(pieces, e, e.arguments[i])) appendOperand(pieces, e.arguments[i]);
        }
        if (e.arguments.empty()) pieces.push_back({{}, Role::plain, {}, true, e.value});
    }

    /// "2 to the power of 8" says more than eight times the same number.
    void appendPower(Pieces& pieces, const Expression& product) {
        appendOperand(pieces, product.arguments.front());
        const auto exponent = static_cast<long long>(product.arguments.size());
        pieces.push_back({QString::fromStdString(superscript(exponent))});
    }

    void appendLeaf(Pieces& pieces, const Expression& e) {
        const bool isCell = e.operation == Operation::cell;
        pieces.push_back({{},
                          isCell ? roleOf_(e.cell) : Role::plain,
                          isCell ? std::optional<Cell>(e.cell) : std::nullopt,
                          true,
                          e.value});
    }

    /// A slope that something is multiplied by has a line of its own: "σ′(0.01) = 0.25", then "1.24 × 0.25".
    bool appendFactor(Pieces& pieces, const Expression& product, const Expression& e) {
        const bool isFunction = signOf(e.operation).isEmpty() && !isLeaf(e) && !isReduction(e);
        if (!isLine_ || product.operation != Operation::product || !isFunction) return false;
        addLine(e);
        pieces.push_back({{}, Role::plain, {}, true, e.value});
        return true;
    }

    /// An argument between signs: in brackets if it has signs itself.
    void appendOperand(Pieces& pieces, const Expression& e) {
        const bool isOneNumber = isLeaf(e) || (isReduction(e) && e.arguments.size() > mostInline);
        const bool needsBrackets = !isOneNumber && !signOf(e.operation).isEmpty();
        if (needsBrackets) pieces.push_back({QStringLiteral("(")});
        appendPieces(pieces, e);
        if (needsBrackets) pieces.push_back({QStringLiteral(")")});
    }

    void appendFunction(Pieces& pieces, const Expression& e) {
        pieces.push_back({functionName(e.operation) + u'('});
        for (std::size_t i = 0; i < e.arguments.size(); ++i) {
            if (i > 0) pieces.push_back({QStringLiteral(",")});
            appendPieces(pieces, e.arguments[i]);
        }
        pieces.push_back({QStringLiteral(")")});
    }

    static void markWinner(TermSection& section) {
        const auto winner = std::find_if(section.rows.begin(), section.rows.end(),
                                         [&](const TermRow& row) { return row.value == section.total; });
        if (winner != section.rows.end()) winner->isWinner = true;
    }

    void fold(TermSection& section, Operation operation) const {
        const bool isMaximum = operation == Operation::maximum;
        std::stable_sort(section.rows.begin(), section.rows.end(),
                         [isMaximum](const TermRow& a, const TermRow& b) {
                             return isMaximum ? a.value > b.value : std::abs(a.value) > std::abs(b.value);
                         });
        auto rest = section.rows.begin() + static_cast<std::ptrdiff_t>(mostRows_) - 1;
        while (!isMaximum && rest - section.rows.begin() > 1 && std::prev(rest)->value == 0) --rest;
        TermRow folded;
        folded.isFolded = true;
        folded.value = std::accumulate(rest, section.rows.end(), 0.0,
                                       [](double sum, const TermRow& row) { return sum + row.value; });
        const auto count = static_cast<int>(section.rows.end() - rest);
        const QString text =
            isMaximum ? QStringLiteral("and %1 more, none larger") : QStringLiteral("and %1 more");
        folded.pieces.push_back({text.arg(count)});
        folded.hasValue = !isMaximum;
        section.rows.erase(rest, section.rows.end());
        section.rows.push_back(std::move(folded));
    }

    /// Writes every number of a section, those of one column with the same number of decimals.
    static void writeNumbers(TermSection& section) {
        std::size_t columns = 0;
        for (const TermRow& row : section.rows) columns = std::max(columns, row.pieces.size());
        for (std::size_t column = 0; column < columns; ++column) writeColumn(section, column);
        std::vector<double> values{section.total};
        for (const TermRow& row : section.rows) values.push_back(row.value);
        const auto decimals = commonDecimals(values);
        for (TermRow& row : section.rows)
            if (row.hasValue) row.valueText = decimalLabel(row.value, decimals);
        section.totalText = decimalLabel(section.total, decimals);
    }

    static void writeColumn(TermSection& section, std::size_t column) {
        std::vector<TermPiece*> pieces;
        std::vector<double> values;
        for (TermRow& row : section.rows) {
            if (column >= row.pieces.size() || !row.pieces[column].isNumber) continue;
            pieces.push_back(&row.pieces[column]);
            values.push_back(row.pieces[column].value);
        }
        const auto decimals = commonDecimals(values);
        for (TermPiece* piece : pieces) piece->text = decimalLabel(piece->value, decimals);
    }

    const std::function<Role(const Cell&)>& roleOf_;
    std::size_t mostRows_;
    bool isLine_ = false;  ///< one line, no rows below each other: functions get lines of their own
    TermsTable table_;
};

}  // namespace

TermsTable termsTable(const Explanation& explanation, const std::function<Role(const Cell&)>& roleOf,
                      std::size_t mostRows) {
    return TableMaker(roleOf, mostRows).make(explanation);
}

}  // namespace deltascope
