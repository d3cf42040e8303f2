#pragma once

#include <QFont>
#include <QRectF>

#include "ui/theme/theme.h"
#include "ui/why/terms_table.h"

namespace deltascope {

/// Text at its place.
struct PlacedPiece {
    QRectF rect;
    const TermPiece* piece;
};

struct PlacedRow {
    const TermRow* row;
    QRectF rect, equals, value;
    QRectF bar;  ///< room for the row's share; empty where the row takes several lines
    std::vector<PlacedPiece> pieces;
};

struct PlacedTotal {
    const TermSection* section;
    QRectF line, value;
};

/// Where each number of a table stands, in logical pixels. Points into the table, which must outlive it.
struct TermsLayout {
    QFont font;
    std::vector<PlacedRow> rows;
    std::vector<PlacedTotal> totals;
    double height = 0;
};

/// Numbers in columns, in the theme's size or smaller where `width` asks for it. A section that does not fit
/// even so has the theme's size again, and its rows take as many lines as they need.
TermsLayout layOutTerms(const TermsTable& table, double width, const Theme& theme);

}  // namespace deltascope
