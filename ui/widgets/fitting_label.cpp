#include "ui/widgets/fitting_label.h"

#include <QEvent>
#include <QScopedValueRollback>

namespace deltascope {

FittingLabel::FittingLabel(QWidget* parent) : QLabel(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // words must not widen the window
}

void FittingLabel::setWordings(const QStringList& longestFirst) {
    if (longestFirst == wordings_) return;
    wordings_ = longestFirst;
    fit();
}

void FittingLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    fit();
}

void FittingLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

void FittingLabel::fit() {
    if (isFitting_) return;
    const QScopedValueRollback<bool> fitting(isFitting_, true);
    if (wordings_.isEmpty()) return clear();
    for (const QString& wording : wordings_) {
        setText(wording);
        if (sizeHint().width() <= width()) return;
    }
    if (textFormat() != Qt::RichText)
        setText(fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

}  // namespace deltascope
