#pragma once

#include <functional>

#include "ui/why/terms_layout.h"

class QPainter;

namespace deltascope {

/// Paints a table of terms: numbers coloured by role, with a bar for each term's share. Pieces that
/// `isPointedAt` names are underlaid.
void paintTerms(QPainter& painter, const TermsLayout& layout, const Theme& theme,
                const std::function<bool(const TermPiece&)>& isPointedAt = {});

}  // namespace deltascope
