#include "ui/why/predict_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>
#include <limits>

#include "ui/painting/number_label.h"
#include "ui/stage/typed_number.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {

bool isRightAnswer(double typed, double answer) {
    if (std::abs(typed - answer) <= 0.01 * std::abs(answer)) return true;
    return numberLabel(typed, 3) == numberLabel(answer, 3) || numberLabel(typed) == numberLabel(answer);
}

PredictBox::PredictBox(QWidget* parent)
    : QWidget(parent),
      prompt_(new QLabel(this)),
      feedback_(new QLabel(this)),
      answer_(new QLineEdit(this)),
      check_(new QPushButton(tr("Check"), this)),
      show_(new QPushButton(tr("Show"), this)) {
    auto* heading = new QLabel(tr("Predict before you look"), this);
    setTextRole(*heading, TextRole::label);
    setTextRole(*prompt_, TextRole::muted);
    prompt_->setWordWrap(true);
    feedback_->setWordWrap(true);
    answer_->setPlaceholderText(tr("your number"));
    answer_->setAccessibleName(tr("Your prediction"));
    answer_->setMinimumWidth(60);
    check_->setProperty("look", "primary");
    check_->setToolTip(tr("Compare with the computed number (Enter)"));
    show_->setProperty("look", "link");
    show_->setToolTip(tr("Show the number without guessing"));
    for (QPushButton* button : {check_, show_}) button->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout;
    row->setSpacing(currentTheme().space.small);
    row->addWidget(answer_, 1);
    row->addWidget(check_);
    row->addWidget(show_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(currentTheme().space.tiny + 2);
    for (QWidget* widget : {heading, prompt_}) column->addWidget(widget);
    column->addLayout(row);
    column->addWidget(feedback_);
    connect(answer_, &QLineEdit::returnPressed, this, &PredictBox::check);
    connect(check_, &QPushButton::clicked, this, &PredictBox::check);
    connect(answer_, &QLineEdit::textEdited, this, [this] { say({}, true); });
    connect(show_, &QPushButton::clicked, this, [this] {
        if (question_) say(tr("It is %1.").arg(numberLabel(question_->answer, 6)), true);
    });
    dress();
}

void PredictBox::ask(const std::optional<Question>& question) {
    question_ = question;
    setVisible(question.has_value() || !feedback().isEmpty());
    for (QWidget* widget : std::initializer_list<QWidget*>{answer_, check_, show_})
        widget->setEnabled(question.has_value());
    prompt_->setText(question ? QString::fromStdString(question->text) : tr("That was the last one."));
    answer_->clear();
}

void PredictBox::clear() {
    answer_->clear();
    say({}, true);
}

QString PredictBox::feedback() const { return feedback_->text(); }

void PredictBox::check() {
    if (!question_) return;
    const auto typed = typedNumber(answer_->text(), std::numeric_limits<double>::max());
    if (!typed) return say(QString::fromStdString(typed.error().message), false);
    if (!isRightAnswer(*typed, question_->answer)) {
        answer_->selectAll();
        return say(tr("✗ Not %1. Look at the window, then try again.").arg(numberLabel(*typed, 6)), false);
    }
    say(tr("✓ Right: %1.").arg(numberLabel(question_->answer, 6)), true);
    Q_EMIT solved();
}

void PredictBox::say(const QString& text, bool isGood) {
    isGood_ = isGood;
    feedback_->setText(text);
    feedback_->setVisible(!text.isEmpty());
    dress();
}

void PredictBox::dress() {
    const Palette& palette = currentTheme().palette;
    const QString rule = QStringLiteral("QLabel { color: %1; font-weight: 600; }")
                             .arg((isGood_ ? palette.result : palette.danger).text.name());
    if (feedback_->styleSheet() != rule) feedback_->setStyleSheet(rule);
}

void PredictBox::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) dress();
}

}  // namespace deltascope
