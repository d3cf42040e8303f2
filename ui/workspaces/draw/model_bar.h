#pragma once

#include "ui/widgets/card.h"

class QPushButton;

namespace deltascope {

class DrawSession;

/// Which model answers, how good it is, what it was taught here; open, save and forget.
class ModelBar : public Card {
    Q_OBJECT

  public:
    explicit ModelBar(QWidget* parent = nullptr);

    void showModel(const DrawSession& session);
    QString text() const;

  Q_SIGNALS:
    void openAsked();
    void saveAsked();
    void forgetAsked();

  private:
    QLabel* text_;
    QPushButton *forget_, *save_, *open_;
};

}  // namespace deltascope
