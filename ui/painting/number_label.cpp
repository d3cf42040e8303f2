#include "ui/painting/number_label.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/typography.h"

namespace deltascope {
namespace {

constexpr int smallestReadable = 10;  // pixels

double widthOf(const QFont& font, const QString& text) { return QFontMetricsF(font).horizontalAdvance(text); }

}  // namespace

QString numberLabel(double value, int digits) {
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QString::fromStdString(shortNumber(value, digits)).replace(u'-', QChar(0x2212));
}

NumberStyle numberStyle(const QFont& base, double cell, std::span<const double> values) {
    NumberStyle style{base, cell - std::max(4.0, cell * 0.12), 4};
    qsizetype longest = 1;
    for (const double value : values) longest = std::max(longest, numberLabel(value, style.digits).size());
    const QString widest(longest, u'0');  // all figures are equally wide
    const int most = std::clamp(static_cast<int>(cell * 0.34), smallestReadable, 32);
    for (int size = most; size >= smallestReadable; --size) {
        style.font = withPixelSize(base, size);
        if (widthOf(style.font, widest) <= style.width) break;
    }
    return style;
}

FittedNumber fittedNumber(const NumberStyle& style, double value) {
    FittedNumber fitted{{}, style.font};
    for (int digits = style.digits; digits >= 1; --digits) {
        fitted.text = numberLabel(value, digits);
        if (widthOf(fitted.font, fitted.text) <= style.width) return fitted;
    }
    for (int size = style.font.pixelSize() - 1; size >= 4; --size) {
        fitted.font = withPixelSize(style.font, size);
        if (widthOf(fitted.font, fitted.text) <= style.width) break;
    }
    return fitted;
}

}  // namespace deltascope
