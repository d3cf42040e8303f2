#include "ui/painting/number_label.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/typography.h"

namespace deltascope {
namespace {

constexpr int smallestReadable = 10;  // pixels
constexpr int mostDigits = 4;         // significant ones
constexpr double wantedSize = 0.34,
                 comfortableShare = 0.26;  // of a cell: what a font should have and may have
constexpr double comfortableSize = 15;     // pixels
constexpr double shareOfNoise = 1e-13;     // of the largest number

double widthOf(const QFont& font, const QString& text) { return QFontMetricsF(font).horizontalAdvance(text); }

double largestOf(std::span<const double> values) {
    double largest = 0;
    for (const double value : values)
        if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
    return largest;
}

/// What is no larger is no number but what rounding left of a zero.
double noiseIn(std::span<const double> values) {
    const bool isSigned = std::any_of(values.begin(), values.end(), [](double v) { return v < 0; });
    if (!isSigned && values.size() > 1) return 0;  // nothing cancels among numbers of one sign
    return std::max(signedNoise, isSigned ? shareOfNoise * largestOf(values) : 0);
}

/// In a list every number counts; in a map of so many, one that is next to nothing may read 0.00.
constexpr std::size_t leastOfAMap = 30;

/// How much a grid's numbers may give up for a comfortable size.
struct Concession {
    bool dropsZero = false;  ///< ".25" for "0.25"
    double mayVanish = 0;    ///< numbers so much smaller than the largest may read 0.00
};
constexpr Concession concessions[] = {{false, 0}, {true, 0}, {false, 0.01}, {true, 0.01}};

/// Whether every number that is not 0, or next to nothing, still shows a digit other than 0.
bool keepsAll(std::span<const double> values, int decimals, double nothing) {
    const double least = 0.5 * std::pow(10.0, -decimals);
    return std::all_of(values.begin(), values.end(),
                       [&](double v) { return std::abs(v) <= nothing || std::abs(v) > least; });
}

/// The largest font from `most` pixels down in which `length` figures fit; nothing if none is readable.
std::optional<QFont> fontFor(const QFont& base, int most, qsizetype length, double width) {
    const QString widest(length, u'0');  // all figures are equally wide
    for (int size = most; size >= smallestReadable; --size) {
        const QFont font = withPixelSize(base, size);
        if (widthOf(font, widest) <= width) return font;
    }
    return std::nullopt;
}

/// Of all values' texts.
template <typename Label>
qsizetype longest(std::span<const double> values, Label label) {
    qsizetype length = 1;
    for (const double value : values) length = std::max(length, label(value).size());
    return length;
}

QString inStyle(double value, const NumberStyle& style) {
    QString text = decimalLabel(value, style.decimals);
    if (style.dropsZero && std::abs(value) < 1) text.remove(text.indexOf(QLatin1String("0.")), 1);
    return text;
}

/// Fewer decimals where a comfortable font asks for it, down to two digits of the largest number.
void chooseDecimals(NumberStyle& style, const QFont& base, double cell, std::span<const double> values,
                    const Concession& concession) {
    const auto most = commonDecimals(values);
    const double largest = largestOf(values);
    if (!most || largest == 0 || (concession.dropsZero && *most == 0)) return;
    const int least = std::clamp(1 - static_cast<int>(std::floor(std::log10(largest))), 0, *most);
    const int wanted = std::clamp(static_cast<int>(cell * wantedSize), smallestReadable, 32);
    const double nothing = std::max(style.noise, concession.mayVanish * largest);  // reads 0.00
    for (int decimals = *most;
         decimals >= least && keepsAll(values, decimals, decimals > 0 ? nothing : style.noise); --decimals) {
        NumberStyle tried{base, style.width, decimals, style.noise, concession.dropsZero};
        const auto font =
            fontFor(base, wanted, longest(values, [&](double v) { return inStyle(v, tried); }), style.width);
        if (!font) continue;
        tried.font = *font;
        if (!style.decimals || font->pixelSize() > style.font.pixelSize()) style = tried;
        if (style.font.pixelSize() >= std::min(cell * comfortableShare, comfortableSize)) return;
    }
}

}  // namespace

QString numberLabel(double value, int digits) {
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QString::fromStdString(shortNumber(value, digits)).replace(u'-', QChar(0x2212));
}

std::optional<int> commonDecimals(std::span<const double> values) {
    if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }))
        return std::nullopt;
    const double largest = largestOf(values);
    if (largest == 0) return 0;
    if (largest >= 1e6 || largest < 1e-4) return std::nullopt;
    const int most = std::clamp(mostDigits - 1 - static_cast<int>(std::floor(std::log10(largest))), 0, 7);
    for (int decimals = 0; decimals < most; ++decimals) {
        const double unit = std::pow(10.0, decimals);
        const auto isExact = [&](double v) {
            return std::abs(v * unit - std::round(v * unit)) < 1e-7 * unit * largest;
        };
        if (std::all_of(values.begin(), values.end(), isExact)) return decimals;
    }
    return most;
}

QString decimalLabel(double value, const std::optional<int>& decimals) {
    if (!decimals) return numberLabel(value);
    return QString::fromStdString(fixedNumber(value, *decimals)).replace(u'-', QChar(0x2212));
}

NumberStyle numberStyle(const QFont& base, double cell, std::span<const double> values, bool areAlike) {
    NumberStyle style{base, cell - std::max(4.0, cell * 0.12), {}, noiseIn(values)};
    for (const Concession& concession : concessions) {
        if (!areAlike || (concession.mayVanish > 0 && values.size() < leastOfAMap)) break;
        chooseDecimals(style, base, cell, values, concession);
        if (style.decimals) return style;
    }
    const int wanted = std::clamp(static_cast<int>(cell * wantedSize), smallestReadable, 32);
    const auto length = longest(values, [](double v) { return numberLabel(v, mostDigits); });
    style.font = fontFor(base, wanted, length, style.width).value_or(withPixelSize(base, smallestReadable));
    return style;
}

NumberStyle columnStyle(const QFont& font, double width, std::span<const double> values) {
    NumberStyle style{font, width, {}, noiseIn(values)};
    const auto decimals = commonDecimals(values);
    if (decimals && keepsAll(values, *decimals, style.noise)) style.decimals = decimals;
    return style;
}

FittedNumber fittedNumber(const NumberStyle& style, double value) {
    if (std::abs(value) <= style.noise) value = 0;
    FittedNumber fitted{value == 0 ? QStringLiteral("0") : inStyle(value, style), style.font};
    for (int digits = mostDigits; digits >= 1; --digits) {
        if (widthOf(fitted.font, fitted.text) <= style.width) return fitted;
        fitted.text = numberLabel(value, digits);
    }
    for (int size = style.font.pixelSize(); size >= 4; --size) {
        fitted.font = withPixelSize(style.font, size);
        if (widthOf(fitted.font, fitted.text) <= style.width) break;
    }
    return fitted;
}

}  // namespace deltascope
