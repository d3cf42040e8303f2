#pragma once

#include <QSvgRenderer>
#include <QWidget>

#include "ui/formula/formula.h"

namespace deltascope {

/// Shows a typeset formula, as large as the text around it wants and no wider than the widget. Terms have the
/// colours of their roles; highlighted ones are underlaid. A formula that does not exist is shown as its id.
class FormulaView : public QWidget {
    Q_OBJECT

  public:
    explicit FormulaView(QWidget* parent = nullptr);

    void setFormula(const QString& id);
    const Formula& formula() const { return formula_; }
    /// Names of terms, as in Formula::terms; others are ignored.
    void setHighlighted(const QStringList& terms);
    QStringList highlighted() const { return highlighted_; }

    /// Where a term is drawn, in this widget's pixels; empty for an unknown one.
    QRectF termRect(const QString& term) const;
    /// The term under a point; empty if there is none.
    QString termAt(const QPointF& point) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

  Q_SIGNALS:
    /// The mouse is now over this term, or over none (empty).
    void termHovered(const QString& term);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void changeEvent(QEvent* event) override;

  private:
    void recolor();
    QSizeF naturalSize() const;
    QRectF drawnRect() const;
    void hover(const QString& term);

    Formula formula_;
    QSvgRenderer renderer_;
    QStringList highlighted_;
    QString hovered_;
};

}  // namespace deltascope
