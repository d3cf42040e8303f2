#include "ui/workspaces/lecture/contents_panel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/theme/theme_manager.h"
#include "ui/workspaces/lecture/contents_list.h"

namespace deltascope {

ContentsPanel::ContentsPanel(const std::vector<WalkthroughKind>& kinds, QWidget* parent)
    : QWidget(parent),
      search_(new QLineEdit),
      list_(new ContentsList(kinds)),
      nothing_(new QLabel(tr("Nothing in the lecture has these words."))) {
    const Spacing& space = currentTheme().space;
    setObjectName(QStringLiteral("lectureContents"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(150);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space.medium, space.large + space.tiny, space.medium, space.medium);
    auto* heading = new QLabel(tr("Lecture"));
    setTextRole(*heading, TextRole::heading);
    heading->setIndent(space.medium);
    search_->setPlaceholderText(tr("Search"));
    search_->setAccessibleName(tr("Search the lecture"));
    search_->setToolTip(tr("Search titles and summaries (Ctrl+F)"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    setTextRole(*nothing_, TextRole::small);
    nothing_->setWordWrap(true);
    nothing_->hide();
    column->addWidget(heading);
    column->addWidget(search_);
    column->addWidget(nothing_);
    column->addWidget(list_, 1);
    connect(search_, &QLineEdit::textChanged, this, &ContentsPanel::filter);
    connect(search_, &QLineEdit::returnPressed, list_, &ContentsList::chooseFirst);
    dress();
}

void ContentsPanel::filter(const QString& words) { nothing_->setVisible(list_->filter(words) == 0); }

bool ContentsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down) list_->setFocus();
        if (key == Qt::Key_Escape) search_->clear();
        if (key == Qt::Key_Down || key == Qt::Key_Escape) return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ContentsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) dress();
}

void ContentsPanel::dress() {
    const Palette& palette = currentTheme().palette;
    const QString rules = QStringLiteral("#lectureContents { background: %1; border-right: %2px solid %3; }")
                              .arg(palette.card.name())
                              .arg(currentTheme().space.hairline)
                              .arg(palette.border.name());
    if (styleSheet() != rules) setStyleSheet(rules);
}

}  // namespace deltascope
