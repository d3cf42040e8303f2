#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "core/explain/expression.h"
#include "core/lesson/step.h"

namespace deltascope {

/// One word of a term: a number, or what stands between numbers.
struct TermPiece {
    QString text;
    Role role = Role::plain;
    std::optional<Cell> cell = {};  ///< whose number it is; can be explained in turn
    bool isNumber = false;
    double value = 0;
};

/// One term and what it contributes: "9 × -1 = -9".
struct TermRow {
    std::vector<TermPiece> pieces;
    double value = 0;
    QString valueText;  ///< empty without a value ("and 3 more, none larger")
    bool hasValue = true;
    bool isFolded = false;  ///< stands for many small terms
    bool isWinner = false;  ///< the term that a maximum chose
};

/// The terms of one sum (or maximum, or mean) and its value. Without a total its only row is the result.
struct TermSection {
    std::vector<TermRow> rows;
    QString totalLabel;  ///< "Sum"; empty without a total
    double total = 0;
    QString totalText;
};

/// An expression as lines to read: inner sums first, the last section's value is the explained number.
struct TermsTable {
    std::vector<TermSection> sections;
};

/// Lays out any expression. A section with more than `mostRows` terms shows the largest contributions,
/// largest first, and folds the rest into one line; its total is that of all terms.
TermsTable termsTable(const Explanation& explanation, const std::function<Role(const Cell&)>& roleOf,
                      std::size_t mostRows = 12);

}  // namespace deltascope
