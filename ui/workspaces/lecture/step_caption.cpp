#include "ui/workspaces/lecture/step_caption.h"

#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/theme_manager.h"
#include "ui/workspaces/lecture/chip_row.h"

namespace deltascope {
namespace {

constexpr std::size_t mostLinks = 3;

/// "step 2 of L16: fc2.delta[0]"; the step counted from 1.
QString placeText(const Earlier& earlier) {
    const QString cell = QString::fromStdString(cellText(earlier.cell));
    const QString step = earlier.walkthrough.empty() ? QObject::tr("step %1").arg(earlier.step + 1)
                                                     : QObject::tr("%1, step %2")
                                                           .arg(QString::fromStdString(earlier.walkthrough))
                                                           .arg(earlier.step + 1);
    return QObject::tr("%1 in %2").arg(cell, step);
}

}  // namespace

StepCaption::StepCaption(QWidget* parent)
    : QWidget(parent), title_(new QLabel), text_(new QLabel), earlier_(new QLabel), chips_(new ChipRow) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(currentTheme().space.tiny);
    column->setSizeConstraint(QLayout::SetNoConstraint);  // words must not keep the window large
    setTextRole(*title_, TextRole::heading);
    setTextRole(*text_, TextRole::body);
    setTextRole(*earlier_, TextRole::small);
    for (QLabel* label : {title_, text_, earlier_}) label->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    earlier_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addWidget(chips_);
    column->addWidget(earlier_);
    connect(earlier_, &QLabel::linkActivated, this, [this](const QString& link) {
        const auto i = link.toUInt();
        if (i < links_.size()) Q_EMIT earlierWanted(Earlier(links_[i]));
    });
    connect(chips_, &ChipRow::earlierWanted, this, &StepCaption::earlierWanted);
}

void StepCaption::showStep(const Step& step) {
    title_->setText(QString::fromStdString(step.title));
    text_->setText(QString::fromStdString(step.text));
    chips_->setChips(step.chips);
    showEarlier(step.earlier);
}

void StepCaption::showEarlier(const std::vector<Earlier>& earlier) {
    links_ = earlier;
    QStringList parts;
    for (std::size_t i = 0; i < std::min(mostLinks, links_.size()); ++i) {
        parts << QStringLiteral("<a href=\"%1\">%2</a>").arg(i).arg(placeText(links_[i]).toHtmlEscaped());
    }
    if (links_.size() > mostLinks) parts << tr("and %1 more").arg(links_.size() - mostLinks);
    earlier_->setText(tr("Already computed: %1").arg(parts.join(QStringLiteral(" · "))));
    earlier_->setVisible(!links_.empty());
}

QString StepCaption::title() const { return title_->text(); }
QString StepCaption::text() const { return text_->text(); }

}  // namespace deltascope
