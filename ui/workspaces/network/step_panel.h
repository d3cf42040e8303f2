#pragma once

#include "ui/widgets/card.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace deltascope {

class NetworkSession;
class StepStrip;

/// Below the page: backpropagation in steps, the learning rate, and the update with what it does to the loss.
class StepPanel : public Card {
    Q_OBJECT

  public:
    explicit StepPanel(QWidget* parent = nullptr);

    void showSession(const NetworkSession& session);
    StepStrip& strip() { return *strip_; }
    QLineEdit& rateField() { return *rate_; }
    QPushButton& updateButton() { return *update_; }
    QString text() const;

  Q_SIGNALS:
    void stepWanted(int step);
    void backWanted();
    void nextWanted();
    /// Enter in the field for the rate, or another place was clicked.
    void rateTyped(const QString& text);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void dress();

    QLabel *heading_, *text_;
    StepStrip* strip_;
    QPushButton *back_, *next_, *update_;
    QLineEdit* rate_;
    int updateStep_ = 0, step_ = 0;
};

}  // namespace deltascope
