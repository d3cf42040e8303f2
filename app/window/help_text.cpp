#include "app/window/help_text.h"

#include <QCoreApplication>
#include <QKeySequence>

#include "core/base/version.h"

namespace deltascope {
namespace {

QString words(const char* text) { return QCoreApplication::translate("help", text); }

QString row(const QString& keys, const char* meaning) {
    return QStringLiteral("<tr><td style='padding-right:24px'>%1</td><td>%2</td></tr>")
        .arg(keys.toHtmlEscaped(), words(meaning));
}

QString native(const QKeySequence& keys) { return keys.toString(QKeySequence::NativeText); }

QString heading(const char* text) {
    return QStringLiteral(
               "<tr><td colspan='2' style='padding-top:12px; padding-bottom:4px'><b>%1</b></td></tr>")
        .arg(words(text));
}

}  // namespace

QString helpText() {
    QString text = "<table>" + heading("Everywhere");
    text += row(QStringLiteral("Ctrl+1 \u2026 Ctrl+4"), "Lecture, Network, Train, Draw");
    text += row(QStringLiteral("F1, ?"), "this help");
    text += row(QStringLiteral("Ctrl+Plus, Ctrl+Minus, Ctrl+0"), "larger, smaller and normal text");
    text += row(native(QKeySequence(Qt::CTRL | Qt::Key_Q)), "quit");
    text += heading("Lecture");
    text += row(QStringLiteral("Space"), "play and pause");
    text += row(QStringLiteral("\u2192, Page Down"), "next step (a presenter's clicker works, too)");
    text += row(QStringLiteral("\u2190, Page Up"), "step back");
    text += row(QStringLiteral("Home, End"), "first and last step");
    text += row(native(QKeySequence::Find), "search the table of contents");
    text += row(native(QKeySequence(Qt::CTRL | Qt::Key_B)), "show or hide the table of contents");
    text += row(native(QKeySequence(Qt::Key_Backspace)), "back to the number that you came from");
    text += heading("Network");
    text += row(QStringLiteral("1 \u2026 9, 0"), "steps of backpropagation; 0 is the forward pass");
    text += row(QStringLiteral("Page Down, Page Up"),
                "next step and back, through the update to the next forward pass");
    text += row(QStringLiteral("U"), "update: old weight, gradient, rate, new weight");
    text += row(QStringLiteral("A, D, G"), "activations, deltas, gradients");
    text += row(QStringLiteral("\u2190 \u2191 \u2192 \u2193"),
                "the number beside; with Ctrl the next map and tensor");
    text += row(native(QKeySequence(Qt::Key_Return)), "change the chosen pixel or weight");
    text += row(native(QKeySequence(Qt::ALT | Qt::Key_Right)), "next picture");
    text += row(QStringLiteral("P, C, S, K"),
                "pin a number; difference; one scale for all; what excites the unit");
    text += row(QStringLiteral("B"), "compare from here: later differences are measured against now");
    text += row(native(QKeySequence::Open) + QStringLiteral(", ") + native(QKeySequence::Paste),
                "open or paste a picture; dropping a file works, too");
    text += heading("Train");
    text += row(QStringLiteral("Space"), "start and pause");
    text += row(QStringLiteral("\u2192, \u2190"), "train on one batch, go one batch back");
    text += row(QStringLiteral("Page Down"), "train to the end of the epoch");
    text += row(native(QKeySequence::New), "new training");
    text += row(native(QKeySequence::Save), "save the model");
    text += row(native(QKeySequence(Qt::CTRL | Qt::Key_B)), "show or hide the settings");
    text += heading("Draw");
    text += row(native(QKeySequence::Undo) + QStringLiteral(", Ctrl+Shift+Z"),
                "undo and redo strokes and lessons");
    text += row(native(QKeySequence::Delete), "clear the canvas");
    text += row(native(QKeySequence::Open) + QStringLiteral(", ") + native(QKeySequence::Paste),
                "open or paste a picture of a digit; dropping a file works, too");
    text += row(native(QKeySequence::Save), "save the drawing");
    return text + "</table>";
}

QString aboutText() {
    return QStringLiteral("<h2>Deltascope %1</h2><p>%2</p><p>%3</p>")
        .arg(QLatin1String(version),
             words("See every number of a convolutional network, forwards and backwards, and where it came "
                   "from."),
             words("Free software under the GNU General Public License, version 3 or later."));
}

}  // namespace deltascope
