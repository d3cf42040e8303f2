#include "ui/page/step_picture.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QSvgRenderer>
#include <algorithm>
#include <limits>

#include "ui/formula/formula.h"
#include "ui/painting/role_color.h"
#include "ui/stage/exhibit_cells.h"
#include "ui/stage/scene.h"
#include "ui/stage/stage_painter.h"
#include "ui/why/terms_painter.h"
#include "ui/why/why_text.h"

namespace deltascope {
namespace {

/// Where the paragraph stands at the top of `room`.
QRectF paragraphIn(const QRectF& room, const QString& text, const QFont& font) {
    return QFontMetricsF(font).boundingRect(room, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text);
}

/// Writes a paragraph at the top of `room` and takes its height off.
void takeParagraph(QPainter& painter, QRectF& room, const QString& text, const QFont& font,
                   const QColor& color, double gap) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(room, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text);
    room.setTop(room.top() + paragraphIn(room, text, font).height() + gap);
}

void takeFormula(QPainter& painter, QRectF& room, const std::string& id, const Theme& theme) {
    const Formula formula = loadFormula(QString::fromStdString(id));
    if (id.empty() || id == "given" || formula.isMissing()) return;
    QSvgRenderer renderer(coloredSvg(formula, theme.palette.text, [&](const QString& term) {
        return roleColor(theme.palette, roleOfTerm(term)).text;
    }));
    QSizeF size = formula.size * (theme.type.body.pixelSize() * 0.55);
    if (size.width() > room.width()) size *= room.width() / size.width();
    renderer.render(&painter, QRectF(room.topLeft(), size));
    room.setTop(room.top() + size.height() + theme.space.medium);
}

constexpr double widthOfTerms = 22;       // times the size of a number
constexpr double leastShareOfCell = 0.8;  // the terms may make the stage's cells so much smaller

/// "Why this number?", its name and its terms, in a column of its own.
class TermsColumn {
  public:
    TermsColumn(const std::vector<Exhibit>& exhibits, const Explanation& explanation, const Theme& theme)
        : theme_(theme),
          name_(cellWords(exhibits, explanation.cell)),
          table_(whyTable(exhibits, explanation)),
          terms_(layOutTerms(table_, width(), theme)) {}
    TermsColumn(const TermsColumn&) = delete;  // the layout points into the table

    double width() const { return widthOfTerms * theme_.type.number.pixelSize(); }
    double height() const {
        const QRectF room(0, 0, width(), std::numeric_limits<int>::max());
        return paragraphIn(room, heading_, theme_.type.heading).height() + theme_.space.tiny +
               paragraphIn(room, name_, theme_.type.small).height() + theme_.space.small + terms_.height;
    }
    /// Whether the terms say more than the stage: more than one number.
    bool saysMore() const {
        return table_.sections.size() > 1 || table_.sections.front().rows.size() > 1 ||
               table_.sections.front().rows.front().pieces.size() > 1;
    }
    void paint(QPainter& painter, QRectF room) const {
        takeParagraph(painter, room, heading_, theme_.type.heading, theme_.palette.text, theme_.space.tiny);
        takeParagraph(painter, room, name_, theme_.type.small, theme_.palette.mutedText, theme_.space.small);
        painter.translate(room.topLeft());
        paintTerms(painter, terms_, theme_);
        painter.translate(-room.topLeft());
    }

  private:
    const Theme& theme_;
    QString heading_ = QObject::tr("Why this number?"), name_;
    TermsTable table_;
    TermsLayout terms_;
};

double smallestCell(const StageSet& set) {
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < set.frames.size(); ++i)
        if (!set.exhibits[i].isAside && !set.frames[i].isEmpty())
            smallest = std::min(smallest, set.frames[i].grid.cell);
    return smallest;
}

/// The terms of the step's number in a column at the right, if the stage has the room to spare; the stage.
StageSet takeTerms(QPainter& painter, const QRectF& room, const std::vector<Exhibit>& exhibits,
                   const Step& shown, const Theme& theme) {
    StageSet whole = StageSet::of(exhibits, room, theme);
    if (shown.explanations.empty() || isGiven(shown.explanations.front())) return whole;
    if (!stagePlaceOf(exhibits, shown.explanations.front().cell)) return whole;
    const TermsColumn column(exhibits, shown.explanations.front(), theme);
    const QRectF left = room.adjusted(0, 0, -column.width() - 2 * theme.space.large, 0);
    if (!column.saysMore() || column.height() > room.height() || left.width() < column.width()) return whole;
    StageSet narrow = StageSet::of(exhibits, left, theme);
    if (!narrow.placesEverything() || smallestCell(narrow) < leastShareOfCell * smallestCell(whole))
        return whole;
    column.paint(painter, room.adjusted(room.width() - column.width(), 0, 0, 0));
    return narrow;
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
    const StageSet set = takeTerms(painter, room, exhibitsAt(walkthrough, shown), shown, theme);
    const Scene scene = frameAt(walkthrough, step, t);
    paintStageGround(painter, set, scene.known, theme);
    paintStageMotion(painter, set, scene, theme);
}

}  // namespace deltascope
