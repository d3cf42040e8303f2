#include "ui/widgets/answer_view.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/theme_manager.h"

namespace deltascope {

AnswerView::AnswerView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Answer"));
}

void AnswerView::setAnswer(const QString& answer, const QString& line) {
    answer_ = answer;
    line_ = line;
    setAccessibleDescription(answer + QStringLiteral(", ") + line);
    update();
}

void AnswerView::setNoAnswer(const QString& line) {
    answer_.clear();
    line_ = line;
    setAccessibleDescription(line);
    update();
}

void AnswerView::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int lineHeight = QFontMetrics(theme.type.body).height() + theme.space.small;
    const QRectF top(0, 0, width(), height() - lineHeight);
    const int size = std::min(theme.type.display.pixelSize(), static_cast<int>(top.height() / 0.85));
    // The figure itself is centred, not the line of text that it would stand in.
    QPainterPath figure;
    figure.addText(0, 0, withPixelSize(theme.type.display, size),
                   answer_.isEmpty() ? QStringLiteral("?") : answer_);
    figure.translate(top.center() - figure.boundingRect().center());
    painter.fillPath(figure, answer_.isEmpty() ? theme.palette.controlBorder : theme.palette.accent);
    painter.setFont(theme.type.body);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(QRectF(0, top.bottom(), width(), lineHeight), Qt::AlignHCenter | Qt::AlignBottom, line_);
}

}  // namespace deltascope
