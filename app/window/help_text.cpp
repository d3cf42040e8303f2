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

QString everywhereKeys() {
    return heading("Everywhere") +
           row(QStringLiteral("Ctrl+1 \u2026 Ctrl+4"), "Lecture, Network, Train, Draw") +
           row(QStringLiteral("F1, ?"), "this help") +
           row(QStringLiteral("Ctrl+Plus, Ctrl+Minus, Ctrl+0"), "larger, smaller and normal text") +
           row(native(QKeySequence(Qt::CTRL | Qt::Key_Q)), "quit");
}

QString lectureKeys() {
    return heading("Lecture") + row(QStringLiteral("Space"), "play and pause") +
           row(QStringLiteral("\u2192, Page Down"), "next step (a presenter's clicker works, too)") +
           row(QStringLiteral("\u2190, Page Up"), "step back") +
           row(QStringLiteral("Home, End"), "first and last step") +
           row(native(QKeySequence::Find), "search the table of contents") +
           row(native(QKeySequence(Qt::CTRL | Qt::Key_B)), "show or hide the table of contents") +
           row(native(QKeySequence(Qt::Key_Backspace)), "back to the number that you came from");
}

QString networkKeys() {
    return heading("Network") +
           row(QStringLiteral("1 \u2026 9, 0"), "steps of backpropagation; 0 is the forward pass") +
           row(QStringLiteral("Page Down, Page Up"),
               "next step and back, through the update to the next forward pass") +
           row(QStringLiteral("U"), "update: old weight, gradient, rate, new weight") +
           row(QStringLiteral("A, D, G"), "activations, deltas, gradients") +
           row(QStringLiteral("\u2190 \u2191 \u2192 \u2193"),
               "the number beside; with Ctrl the next map and tensor") +
           row(native(QKeySequence(Qt::Key_Return)), "change the chosen pixel or weight") +
           row(native(QKeySequence(Qt::ALT | Qt::Key_Right)), "next picture") +
           row(QStringLiteral("P, C, S, K"),
               "pin a number; difference; one scale for all; what excites the unit") +
           row(QStringLiteral("B"), "compare from here: later differences are measured against now") +
           row(native(QKeySequence::Open) + QStringLiteral(", ") + native(QKeySequence::Paste),
               "open or paste a picture; dropping a file works, too");
}

QString trainKeys() {
    return heading("Train") + row(QStringLiteral("Space"), "start and pause") +
           row(QStringLiteral("\u2192, \u2190"), "train on one batch, go one batch back") +
           row(QStringLiteral("Page Down"), "train to the end of the epoch") +
           row(native(QKeySequence::New), "new training") +
           row(native(QKeySequence::Save), "save the model") +
           row(native(QKeySequence(Qt::CTRL | Qt::Key_B)), "show or hide the settings");
}

QString drawKeys() {
    return heading("Draw") +
           row(native(QKeySequence::Undo) + QStringLiteral(", Ctrl+Shift+Z"),
               "undo and redo strokes and lessons") +
           row(native(QKeySequence::Delete), "clear the canvas") +
           row(native(QKeySequence::Open) + QStringLiteral(", ") + native(QKeySequence::Paste),
               "open or paste a picture of a digit; dropping a file works, too") +
           row(native(QKeySequence::Save), "save the drawing");
}

}  // namespace

QString helpText() {
    const QString column = QStringLiteral("<td style='padding-right:28px'><table>%1</table></td>");
    return QStringLiteral("<table><tr>%1%2</tr></table>")
        .arg(column.arg(everywhereKeys() + lectureKeys() + drawKeys()),
             column.arg(networkKeys() + trainKeys()));
}

QString aboutText() {
    return QStringLiteral("<h2>Deltascope %1</h2><p>%2</p><p>%3</p>")
        .arg(QLatin1String(version),
             words("See every number of a convolutional network, forwards and backwards, and where it came "
                   "from."),
             words("Free software under the GNU General Public License, version 3 or later."));
}

}  // namespace deltascope
