#pragma once

#include <QWidget>

#include "core/lesson/step.h"

class QToolButton;

namespace deltascope {

/// The factors of the chain rule in a row, with dots of multiplication between them: solid where a factor is
/// computed, an outline where it is still wanted. A chip that knows where it was computed leads there.
class ChipRow : public QWidget {
    Q_OBJECT

  public:
    explicit ChipRow(QWidget* parent = nullptr);
    void setChips(const std::vector<Chip>& chips);

  Q_SIGNALS:
    void earlierWanted(const deltascope::Earlier& earlier);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void rebuild();
    QToolButton* makeButton(const Chip& chip);

    std::vector<Chip> chips_;
};

}  // namespace deltascope
