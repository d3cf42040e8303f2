#pragma once

#include <QColor>

namespace deltascope {

/// One meaning that a colour has everywhere in the program.
struct RoleColor {
    QColor strong;  ///< outlines, bars, connectors: at least 3:1 against a card, but for amber on white
    QColor soft;    ///< fill behind text
    QColor text;    ///< text and numbers on a card or on `soft`: at least 4.5:1
};

/// All colours of a theme. Chosen so that the three roles differ in lightness, too, and stay apart for
/// colour-blind eyes; views add an outline, a label or a sign to every colour that means something.
struct Palette {
    bool dark = false;
    QColor page, card, border;
    QColor text, mutedText;
    QColor rail, railText, railSelected, railSelectedText;
    QColor accent, accentHover, accentSoft, accentText, onAccent;  ///< accentText: links on a card
    QColor field, controlBorder, controlHover, track;              ///< line edits, buttons, grooves
    QColor gridLine;                                               ///< between the cells of a tensor
    QColor paper, ink;                     ///< the drawing canvas; ends of the intensity map
    QColor negative, neutral, positive;    ///< -1, 0, 1 of the map of signed values
    RoleColor activation, weight, result;  ///< amber = where we look; blue = weights; green = result, delta
    RoleColor danger;                      ///< errors, numbers that are not finite

    static Palette light();
    static Palette night();
    static Palette projector();

    /// `value` on the diverging map blue (-limit) - neutral (0) - orange (+limit); clipped. Values that are
    /// not finite get danger.soft. limit <= 0 (a map of zeros) gives neutral.
    QColor signedColor(double value, double limit) const;
    /// `value` on the map paper (low) - ink (high); clipped; not finite: danger.soft. Without a range
    /// (low >= high) paper.
    QColor intensityColor(double value, double low = 0, double high = 1) const;
    /// Black or white text, whichever reads better on `background`: numbers in cells.
    QColor textOn(const QColor& background) const;
};

/// Contrast of two opaque colours, 1 .. 21 (WCAG 2.1, "contrast ratio": relative luminances L1 >= L2 in sRGB,
/// (L1 + 0.05) / (L2 + 0.05)).
double contrast(const QColor& a, const QColor& b);

/// The colour at `share` 0 .. 1 of the way from `from` to `to`, straight in sRGB.
QColor mixed(const QColor& from, const QColor& to, double share);

}  // namespace deltascope
