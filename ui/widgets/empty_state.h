#pragma once

#include <QWidget>

class QLabel;

namespace deltascope {

/// What a screen shows that has nothing to show yet: an icon, what it is, and one sentence.
class EmptyState : public QWidget {
    Q_OBJECT

  public:
    EmptyState(QString icon, const QString& title, const QString& sentence, QWidget* parent = nullptr);

  private:
    void applyTheme();

    QString iconName_;
    QLabel* icon_;
};

}  // namespace deltascope
