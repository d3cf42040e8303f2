#include "ui/theme/palette.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

/// Relative luminance of an sRGB colour (WCAG 2.1).
double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor rgb(unsigned value) { return QColor::fromRgb(value); }

}  // namespace

double contrast(const QColor& a, const QColor& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto part = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue()),
            part(from.alpha(), to.alpha())};
}

Palette Palette::light() {
    Palette p;
    p.page = rgb(0xF4F6F9), p.card = rgb(0xFFFFFF), p.border = rgb(0xE1E6ED);
    p.text = rgb(0x1B2430), p.mutedText = rgb(0x586577);
    p.rail = rgb(0x1C2430), p.railText = rgb(0xAFBACA);
    p.railSelected = rgb(0x33425C), p.railSelectedText = rgb(0xFFFFFF);
    p.accent = rgb(0x2D6BD0), p.accentHover = rgb(0x2459B4), p.accentSoft = rgb(0xE4EDFB);
    p.accentText = rgb(0x2563C4), p.onAccent = rgb(0xFFFFFF);
    p.field = rgb(0xFFFFFF), p.controlBorder = rgb(0xCDD5DF), p.controlHover = rgb(0xF2F5F9);
    p.track = rgb(0xE9EDF2), p.gridLine = rgb(0xD5DBE3);
    p.paper = rgb(0xFFFFFF), p.ink = rgb(0x1D2531);
    p.negative = rgb(0x2F6DD6), p.neutral = rgb(0xFFFFFF), p.positive = rgb(0xDD8020);
    p.activation = {rgb(0xE8990C), rgb(0xFDEFD2), rgb(0x8A5600)};
    p.weight = {rgb(0x2D6BD0), rgb(0xE4EDFB), rgb(0x2563C4)};
    p.result = {rgb(0x178A56), rgb(0xDDF3E7), rgb(0x116B43)};
    p.danger = {rgb(0xC93A32), rgb(0xFDEAE8), rgb(0xA9261F)};
    return p;
}

Palette Palette::night() {
    Palette p;
    p.dark = true;
    p.page = rgb(0x12171F), p.card = rgb(0x1A212C), p.border = rgb(0x2C3644);
    p.text = rgb(0xE9EDF3), p.mutedText = rgb(0xA4B0C1);
    p.rail = rgb(0x0B0F15), p.railText = rgb(0x9CA9BA);
    p.railSelected = rgb(0x263650), p.railSelectedText = rgb(0xFFFFFF);
    p.accent = rgb(0x5B98EE), p.accentHover = rgb(0x7BAEF5), p.accentSoft = rgb(0x21324C);
    p.accentText = rgb(0x82B2F7), p.onAccent = rgb(0x0A121E);
    p.field = rgb(0x151B25), p.controlBorder = rgb(0x435063), p.controlHover = rgb(0x242E3C);
    p.track = rgb(0x2A3442), p.gridLine = rgb(0x3A4657);
    p.paper = rgb(0x151B25), p.ink = rgb(0xF1F4F8);
    p.negative = rgb(0x5496F2), p.neutral = rgb(0x1A212C), p.positive = rgb(0xEE9A3C);
    p.activation = {rgb(0xF2B23C), rgb(0x42351B), rgb(0xF6C264)};
    p.weight = {rgb(0x5B98EE), rgb(0x21324C), rgb(0x8BB8F8)};
    p.result = {rgb(0x38B47B), rgb(0x163A2B), rgb(0x63D3A0)};
    p.danger = {rgb(0xEF756D), rgb(0x472320), rgb(0xFF9F97)};
    return p;
}

Palette Palette::projector() {
    // Projectors wash out light greys and fine differences: white, black, strong borders, deep hues.
    Palette p = light();
    p.page = rgb(0xFFFFFF), p.border = rgb(0x8C97A6);
    p.text = rgb(0x000000), p.mutedText = rgb(0x2F3946);
    p.rail = rgb(0x000000), p.railText = rgb(0xE3E8EF), p.railSelected = rgb(0x2A4E8F);
    p.accent = rgb(0x0A48AE), p.accentHover = rgb(0x083A8D), p.accentSoft = rgb(0xD6E4FB);
    p.accentText = rgb(0x0A48AE);
    p.controlBorder = rgb(0x6A7686), p.controlHover = rgb(0xE9EDF2), p.track = rgb(0xDCE2EA);
    p.gridLine = rgb(0x98A3B2), p.ink = rgb(0x000000);
    p.negative = rgb(0x0F52C4), p.positive = rgb(0xD46A00);
    p.activation = {rgb(0xDC8400), rgb(0xFFE7B8), rgb(0x6E4200)};
    p.weight = {rgb(0x0A48AE), rgb(0xD6E4FB), rgb(0x0A3F9A)};
    p.result = {rgb(0x00703C), rgb(0xCBEFDB), rgb(0x00572E)};
    p.danger = {rgb(0xB3160E), rgb(0xFFDEDB), rgb(0x8E0F08)};
    return p;
}

QColor Palette::signedColor(double value, double limit) const {
    if (!std::isfinite(value)) return danger.soft;
    if (!(limit > 0)) return neutral;
    const double share = std::clamp(value / limit, -1.0, 1.0);
    return mixed(neutral, share < 0 ? negative : positive, std::abs(share));
}

QColor Palette::intensityColor(double value, double low, double high) const {
    if (!std::isfinite(value)) return danger.soft;
    if (!(low < high)) return paper;
    return mixed(paper, ink, std::clamp((value - low) / (high - low), 0.0, 1.0));
}

QColor Palette::textOn(const QColor& background) const {
    // Pure black and white: the one of them that reads better has at least 4.58 on any colour.
    const QColor darkText = rgb(0x000000), lightText = rgb(0xFFFFFF);
    return contrast(darkText, background) >= contrast(lightText, background) ? darkText : lightText;
}

}  // namespace deltascope
