#include "ui/formula/formula_view.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "ui/painting/role_color.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double enlargement = 1.35;  // formulas stand alone and need more than the text's size

}  // namespace

FormulaView::FormulaView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FormulaView::setFormula(const QString& id) {
    if (formula_.id == id) return;
    formula_ = loadFormula(id);
    setAccessibleName(tr("Formula: %1").arg(QString(id).replace(u'-', u' ')));
    recolor();
    updateGeometry();
}

void FormulaView::setHighlighted(const QStringList& terms) {
    if (terms == highlighted_) return;
    highlighted_ = terms;
    update();
}

void FormulaView::recolor() {
    const Palette& palette = currentTheme().palette;
    if (!formula_.isMissing()) {
        renderer_.load(coloredSvg(formula_, palette.text, [&](const QString& term) {
            const Role role = roleOfTerm(term);
            return role == Role::plain ? palette.text : roleColor(palette, role).text;
        }));
    }
    update();
}

QSizeF FormulaView::naturalSize() const {
    const QFontMetricsF metrics(currentTheme().type.body);
    if (formula_.isMissing()) return {metrics.horizontalAdvance(formula_.id), metrics.height()};
    return formula_.size * metrics.xHeight() * enlargement;
}

QRectF FormulaView::drawnRect() const {
    const QSizeF natural = naturalSize();
    if (natural.isEmpty()) return {};
    const double scale = std::min({1.0, width() / natural.width(), height() / natural.height()});
    return {QPointF(0, (height() - natural.height() * scale) / 2), natural * scale};
}

QSize FormulaView::sizeHint() const { return naturalSize().toSize() + QSize(1, 1); }

QSize FormulaView::minimumSizeHint() const {
    return {80, std::min(sizeHint().height(), heightForWidth(width()))};
}

int FormulaView::heightForWidth(int width) const {
    const QSizeF natural = naturalSize();
    if (natural.isEmpty()) return 0;
    return static_cast<int>(std::ceil(natural.height() * std::min(1.0, width / natural.width())));
}

QRectF FormulaView::termRect(const QString& term) const {
    if (formula_.isMissing() || !formula_.terms.contains(term)) return {};
    const QRectF inside = renderer_.transformForElement(term).mapRect(renderer_.boundsOnElement(term));
    const QRectF box = renderer_.viewBoxF(), target = drawnRect();
    const double scale = target.width() / box.width();
    return {target.topLeft() + (inside.topLeft() - box.topLeft()) * scale, inside.size() * scale};
}

QString FormulaView::termAt(const QPointF& point) const {
    QString best;
    double smallest = 1e9;  // terms may stand inside others
    for (const QString& term : formula_.terms) {
        const QRectF rect = termRect(term).adjusted(-2, -2, 2, 2);
        if (!rect.contains(point) || rect.width() >= smallest) continue;
        smallest = rect.width();
        best = term;
    }
    return best;
}

void FormulaView::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    QPainter painter(this);
    if (formula_.isMissing()) {
        painter.setFont(theme.type.body);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, formula_.id);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const QString& term : highlighted_) {
        painter.setBrush(roleColor(theme.palette, roleOfTerm(term)).soft);
        if (formula_.terms.contains(term))
            painter.drawRoundedRect(termRect(term).adjusted(-3, -3, 3, 3), 4, 4);
    }
    renderer_.render(&painter, drawnRect());
}

void FormulaView::mouseMoveEvent(QMouseEvent* event) { hover(termAt(event->position())); }

void FormulaView::leaveEvent(QEvent*) { hover({}); }

void FormulaView::hover(const QString& term) {
    if (term == hovered_) return;
    hovered_ = term;
    Q_EMIT termHovered(term);
}

void FormulaView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) recolor();
}

}  // namespace deltascope
