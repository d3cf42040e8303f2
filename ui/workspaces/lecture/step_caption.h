#pragma once

#include <QWidget>

#include "core/lesson/walkthrough.h"

class QLabel;

namespace deltascope {

class ChipRow;

/// What a step says: its title, its one or two sentences, the factors of its chain rule as chips, and where
/// what it uses was computed.
class StepCaption : public QWidget {
    Q_OBJECT

  public:
    explicit StepCaption(QWidget* parent = nullptr);
    void showStep(const Step& step);

    QString title() const;
    QString text() const;

  Q_SIGNALS:
    /// A chip or link was pressed that leads to the step where a number was computed.
    void earlierWanted(const deltascope::Earlier& earlier);

  private:
    void showEarlier(const std::vector<Earlier>& earlier);

    QLabel *title_, *text_, *earlier_;
    ChipRow* chips_;
    std::vector<Earlier> links_;  // what the links in earlier_ stand for, in order
};

}  // namespace deltascope
