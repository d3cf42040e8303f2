#pragma once

#include <QWidget>
#include <memory>

#include "core/explain/cell_source.h"

class QLabel;
class QPushButton;

namespace deltascope {

/// Below the terms of a number: the proof of a derivative by nudging, and where the number goes. Both are
/// worked out when asked for.
class FollowPanel : public QWidget {
    Q_OBJECT

  public:
    explicit FollowPanel(QWidget* parent = nullptr);

    /// The number that is asked about, and who answers for it.
    void setSubject(std::shared_ptr<const CellSource> source, const Cell& cell);
    void clear();

    QPushButton& proveButton() { return *prove_; }
    QPushButton& usesButton() { return *uses_; }
    QString proofText() const;
    QString usesText() const;

  Q_SIGNALS:
    /// One of the numbers that use this one was pressed.
    void cellFollowed(const deltascope::Cell& cell);

  private:
    void prove();
    void showUses();

    std::shared_ptr<const CellSource> source_;
    Cell cell_;
    QPushButton *prove_, *uses_;
    QLabel *proof_, *users_;
    std::vector<Cell> links_;
};

}  // namespace deltascope
