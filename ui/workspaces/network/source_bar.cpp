#include "ui/workspaces/network/source_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/square_button.h"
#include "ui/workspaces/network/network_session.h"

namespace deltascope {
namespace {

QString words(const std::string& text) { return QString::fromStdString(text); }

/// A menu button whose text may be long: it must not widen the window.
QPushButton* menuButton(const QString& name, QMenu* menu) {
    auto* button = new QPushButton;
    button->setAccessibleName(name);
    button->setMenu(menu);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    button->setMinimumWidth(120);
    return button;
}

void setElided(QPushButton& button, const QString& text) {
    const QFontMetrics metrics(currentTheme().type.label);
    button.setText(metrics.elidedText(text, Qt::ElideRight, std::max(80, button.width() - 44)));
    button.setToolTip(text);
}

}  // namespace

SourceBar::SourceBar(QWidget* parent)
    : QWidget(parent),
      previous_(makeSquareButton(tr("Previous picture (Alt+Left)"))),
      next_(makeSquareButton(tr("Next picture (Alt+Right)"))),
      undo_(makeSquareButton(tr("Undo"))),
      redo_(makeSquareButton(tr("Redo"))),
      networks_(new QMenu(this)),
      pictures_(new QMenu(this)),
      label_(new QComboBox) {
    network_ = menuButton(tr("Network"), networks_);
    picture_ = menuButton(tr("Picture"), pictures_);
    label_->setAccessibleName(tr("True label"));
    label_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    label_->setToolTip(tr("The label that the loss compares with"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(currentTheme().space.small);
    row->addWidget(network_, 4);
    row->addSpacing(currentTheme().space.tiny);
    row->addWidget(previous_);
    row->addWidget(picture_, 5);
    row->addWidget(next_);
    row->addSpacing(currentTheme().space.tiny);
    auto* name = new QLabel(tr("Label"));
    setTextRole(*name, TextRole::label);
    row->addWidget(name);
    row->addWidget(label_);
    row->addStretch(2);
    row->addWidget(undo_);
    row->addWidget(redo_);
    connect(previous_, &QPushButton::clicked, this, [this] { Q_EMIT pictureStepped(-1); });
    connect(next_, &QPushButton::clicked, this, [this] { Q_EMIT pictureStepped(1); });
    connect(label_, &QComboBox::activated, this, &SourceBar::labelChosen);
    connect(undo_, &QPushButton::clicked, this, &SourceBar::undoWanted);
    connect(redo_, &QPushButton::clicked, this, &SourceBar::redoWanted);
    dress();
}

void SourceBar::showSession(const NetworkSession& session) {
    setElided(*network_, words(session.networkName()));
    setElided(*picture_, words(session.pictureName()) + (session.isPainted() ? tr(", changed") : QString()));
    const auto& classes = session.network().architecture().classes;
    const int count = static_cast<int>(session.network().classCount());
    QStringList names;
    for (int k = 0; k < count; ++k) {
        const bool isTrue = session.trueLabel() == k;
        const QString name = words(className(session.example(), k));
        names << (isTrue && classes.size() < 100 ? name + QStringLiteral(" ✓") : name);
    }
    QStringList shown;
    for (int k = 0; k < label_->count(); ++k) shown << label_->itemText(k);
    if (shown != names) {
        label_->clear();
        label_->addItems(names);
    }
    label_->setCurrentIndex(session.label());
    undo_->setEnabled(session.canUndo());
    redo_->setEnabled(session.canRedo());
    undo_->setToolTip(tr("Undo %1 (Ctrl+Z)").arg(words(session.undoAction())));
    redo_->setToolTip(tr("Redo %1 (Ctrl+Shift+Z)").arg(words(session.redoAction())));
}

void SourceBar::dress() {
    const Theme& theme = currentTheme();
    const std::pair<QPushButton*, const char*> icons[] = {
        {previous_, "back"}, {next_, "next"}, {undo_, "undo"}, {redo_, "redo"}};
    for (const auto& [button, name] : icons)
        button->setIcon(icon(QLatin1String(name), theme.palette.text, theme.space.iconSize - 6));
}

void SourceBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) dress();
}

}  // namespace deltascope
