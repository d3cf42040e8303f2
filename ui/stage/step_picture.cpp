#include "ui/stage/step_picture.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QSvgRenderer>

#include "ui/formula/formula.h"
#include "ui/painting/role_color.h"
#include "ui/stage/scene.h"
#include "ui/stage/stage_painter.h"

namespace deltascope {
namespace {

/// Writes a paragraph at the top of `room` and takes its height off.
void takeParagraph(QPainter& painter, QRectF& room, const QString& text, const QFont& font,
                   const QColor& color, double gap) {
    painter.setFont(font);
    painter.setPen(color);
    const QRectF needed =
        QFontMetricsF(font).boundingRect(room, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text);
    painter.drawText(room, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text);
    room.setTop(room.top() + needed.height() + gap);
}

void takeFormula(QPainter& painter, QRectF& room, const std::string& id, const Theme& theme) {
    const Formula formula = loadFormula(QString::fromStdString(id));
    if (id.empty() || formula.isMissing()) return;
    QSvgRenderer renderer(coloredSvg(formula, theme.palette.text, [&](const QString& term) {
        return roleColor(theme.palette, roleOfTerm(term)).text;
    }));
    QSizeF size = formula.size * (theme.type.body.pixelSize() * 0.55);
    if (size.width() > room.width()) size *= room.width() / size.width();
    renderer.render(&painter, QRectF(room.topLeft(), size));
    room.setTop(room.top() + size.height() + theme.space.medium);
}

}  // namespace

void paintStepPicture(QPainter& painter, const QRectF& page, const WalkthroughKind& kind,
                      const Walkthrough& walkthrough, Index step, double t, const Theme& theme) {
    const Step shown = walkthrough.step(step);
    const Palette& palette = theme.palette;
    painter.fillRect(page, palette.card);
    const double margin = theme.space.large;
    QRectF room = page.adjusted(margin, margin, -margin, -margin);
    const QString place = QObject::tr("%1 · %2 · step %3 of %4")
                              .arg(QString::fromStdString(kind.id), QString::fromStdString(kind.title))
                              .arg(step + 1)
                              .arg(walkthrough.stepCount());
    takeParagraph(painter, room, place, theme.type.small, palette.mutedText, theme.space.tiny);
    takeParagraph(painter, room, QString::fromStdString(shown.title), theme.type.heading, palette.text,
                  theme.space.tiny);
    takeParagraph(painter, room, QString::fromStdString(shown.text), theme.type.body, palette.text,
                  theme.space.medium);
    takeFormula(painter, room, shown.formula, theme);
    const StageSet set = StageSet::of(exhibitsAt(walkthrough, shown), room, theme);
    const Scene scene = frameAt(walkthrough, step, t);
    paintStageGround(painter, set, scene.known, theme);
    paintStageMotion(painter, set, scene, theme);
}

}  // namespace deltascope
