#pragma once

#include <QWidget>

#include "core/lesson/step.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace deltascope {

/// "Predict before you look": asks for the next result, checks the answer, or shows it.
class PredictBox : public QWidget {
    Q_OBJECT

  public:
    explicit PredictBox(QWidget* parent = nullptr);

    /// Asks; nothing hides the box. What was said about the last answer stays until something is typed.
    void ask(const std::optional<Question>& question);
    /// Forgets what was typed and said: another walkthrough, other settings.
    void clear();
    QString feedback() const;

  Q_SIGNALS:
    /// The right answer was given.
    void solved();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void check();
    void say(const QString& text, bool isGood);
    void dress();

    std::optional<Question> question_;
    QLabel *prompt_, *feedback_;
    QLineEdit* answer_;
    QPushButton *check_, *show_;
    bool isGood_ = false;
};

/// Whether a typed number counts as the answer: right to one percent, or to the digits shown on the screen.
bool isRightAnswer(double typed, double answer);

}  // namespace deltascope
