#pragma once

#include <QFont>

class QLabel;

namespace deltascope {

/// The fonts of a theme: Inter for text, JetBrains Mono for numbers (all figures equally wide), and the
/// system's own where they are missing. Sizes in pixels, so that layouts hold on every screen.
struct Typography {
    QFont title;        ///< name of a screen, 24 px
    QFont heading;      ///< name of a card, 16 px
    QFont label;        ///< name of a thing inside a card, 13 px, semibold
    QFont body;         ///< everything to read, 14 px
    QFont small;        ///< captions, legends, 12 px
    QFont number;       ///< numbers in columns, 13 px, monospaced
    QFont smallNumber;  ///< numbers in cells and legends, 11 px, monospaced
    QFont display;      ///< the one large figure of a screen, 120 px

    /// All sizes by `factor` (1 on a desk, more in a lecture hall).
    static Typography scaled(double factor);
};

/// `font` at another size, for cells and figures whose size follows the layout.
QFont withPixelSize(QFont font, int pixels);

QFont bold(QFont font);
/// `font` in its own size or, down to `least` pixels, as much smaller as `text` needs to be no wider than
/// `width`.
QFont fittingFont(QFont font, const QString& text, double width, int least);

/// Which of a theme's fonts and colours a label has. The label follows later changes of the theme.
enum class TextRole { title, subtitle, heading, label, body, muted, small, number };
void setTextRole(QLabel& label, TextRole role);

}  // namespace deltascope
