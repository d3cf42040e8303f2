#pragma once

namespace deltascope {

/// Distances and sizes in device-independent pixels, on a grid of 4. Every theme has its own, because the
/// projector's larger type needs larger controls.
struct Spacing {
    int tiny = 4;     ///< between a label and what it names
    int small = 8;    ///< between buttons of one group
    int medium = 12;  ///< between groups
    int large = 20;   ///< between cards, and from the page's edge to its cards
    int cardPadding = 20;
    int cardRadius = 10;
    int controlRadius = 7;
    int controlHeight = 34;  ///< buttons, line edits, combo boxes
    int railWidth = 76;
    int railItemHeight = 68;
    int iconSize = 22;
    int hairline = 1;   ///< borders and grid lines
    int focusRing = 2;  ///< border of what has the keyboard
    int outline = 4;    ///< frame around the cells that we look at
    /// Cells of a shown tensor have grid lines from this side on, and carry their number from that side on.
    int gridLinesFrom = 14, numbersFrom = 28;
    int motionMilliseconds = 180;  ///< length of every movement
};

}  // namespace deltascope
