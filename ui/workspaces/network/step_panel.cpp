#include "ui/workspaces/network/step_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/number_text.h"
#include "ui/painting/number_label.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/square_button.h"
#include "ui/workspaces/network/network_session.h"
#include "ui/workspaces/network/step_strip.h"

namespace deltascope {
namespace {

QString words(const std::string& text) { return QString::fromStdString(text); }

QString countWord(std::size_t count) {
    static const QStringList names{QObject::tr("no"),    QObject::tr("one"),   QObject::tr("two"),
                                   QObject::tr("three"), QObject::tr("four"),  QObject::tr("five"),
                                   QObject::tr("six"),   QObject::tr("seven"), QObject::tr("eight"),
                                   QObject::tr("nine")};
    return count < static_cast<std::size_t>(names.size()) ? names[static_cast<int>(count)]
                                                          : QString::number(count);
}

/// Old, gradient, rate and new of the chosen weight, if it is one.
QString weightLine(const NetworkSession& session) {
    Cell cell = session.chosen();
    const std::size_t end = cell.tensor.rfind('_');
    if (end == std::string::npos || !cell.tensor.ends_with("_new")) return {};
    const std::string name = cell.tensor.substr(0, end);
    const auto value = [&](const char* suffix) { return session.valueAt({name + suffix, 0, cell.index}); };
    return QObject::tr("%1: %2 − %3 × %4 = <b>%5</b>. ")
        .arg(words(cellText({name, 0, cell.index})), numberLabel(value(""), 6),
             numberLabel(session.rate(), 6), numberLabel(value("_gradient"), 4),
             numberLabel(value("_new"), 6));
}

QString stepText(const NetworkSession& session) {
    const QString loss = numberLabel(session.loss(), 5);
    if (session.step() == 0)
        return QObject::tr("<b>Forward pass.</b> Every activation is computed; the loss is %1.").arg(loss);
    if (session.step() == session.updateStep()) {
        return QObject::tr("<b>Update.</b> %1Loss %2 → <b>%3</b>.")
            .arg(weightLine(session), loss, numberLabel(session.lossAfterUpdate(), 5));
    }
    const BackwardStep& step = session.steps()[static_cast<std::size_t>(session.step()) - 1];
    return QObject::tr("<b>Step %1 of %2: %3.</b> %4")
        .arg(session.step())
        .arg(session.steps().size())
        .arg(words(step.title).toHtmlEscaped(), words(step.text).toHtmlEscaped());
}

}  // namespace

StepPanel::StepPanel(QWidget* parent)
    : Card({}, parent),
      heading_(new QLabel),
      text_(new QLabel),
      strip_(new StepStrip),
      back_(makeSquareButton(tr("Step back (Page Up)"))),
      next_(makeSquareButton(tr("Next step (Page Down)"))),
      update_(new QPushButton),
      rate_(new QLineEdit) {
    setTextRole(*heading_, TextRole::heading);
    setTextRole(*text_, TextRole::muted);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::RichText);
    text_->setAlignment(Qt::AlignTop);
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    rate_->setFixedWidth(72);
    rate_->setAccessibleName(tr("Learning rate"));
    update_->setProperty("look", QStringLiteral("primary"));
    update_->setFocusPolicy(Qt::TabFocus);
    auto* rateName = new QLabel(tr("Rate α"));
    setTextRole(*rateName, TextRole::label);
    auto* top = new QHBoxLayout;
    top->setSpacing(currentTheme().space.small);
    top->addWidget(heading_, 1);
    top->addWidget(rateName);
    top->addWidget(rate_);
    top->addWidget(back_);
    top->addWidget(next_);
    top->addWidget(update_);
    content().setSpacing(currentTheme().space.small);
    content().addLayout(top);
    content().addWidget(strip_);
    content().addWidget(text_);
    connect(strip_, &StepStrip::stepWanted, this, &StepPanel::stepWanted);
    connect(back_, &QPushButton::clicked, this, &StepPanel::backWanted);
    connect(next_, &QPushButton::clicked, this, &StepPanel::nextWanted);
    connect(update_, &QPushButton::clicked, this,
            [this] { step_ == updateStep_ ? Q_EMIT nextWanted() : Q_EMIT stepWanted(updateStep_); });
    connect(rate_, &QLineEdit::editingFinished, this, [this] {
        if (rate_->isModified()) Q_EMIT rateTyped(rate_->text());
        rate_->setModified(false);
    });
    dress();
}

void StepPanel::showSession(const NetworkSession& session) {
    step_ = session.step();
    updateStep_ = session.updateStep();
    heading_->setText(tr("Backprop in %1 steps").arg(countWord(session.steps().size())));
    strip_->setSteps(session.steps(), step_);
    text_->setText(stepText(session));
    back_->setEnabled(step_ > 0);
    update_->setText(step_ == updateStep_ ? tr("Forward") : tr("Update"));
    update_->setToolTip(step_ == updateStep_ ? tr("Use the new weights and start again (Page Down)")
                                             : tr("One step of gradient descent (U)"));
    if (!rate_->isModified()) rate_->setText(words(fullNumber(session.rate())));
}

QString StepPanel::text() const { return text_->text(); }

void StepPanel::dress() {
    const Theme& theme = currentTheme();
    back_->setIcon(icon(QStringLiteral("back"), theme.palette.text, theme.space.iconSize - 6));
    next_->setIcon(icon(QStringLiteral("next"), theme.palette.text, theme.space.iconSize - 6));
    text_->setMinimumHeight(2 * QFontMetrics(theme.type.label).lineSpacing() + 2);
}

void StepPanel::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::StyleChange) dress();
}

}  // namespace deltascope
