#pragma once

#include "ui/widgets/card.h"

class QLabel;
class QPushButton;

namespace deltascope {

class MapZoom;
class NetworkSession;
class WhyPanel;

/// Beside the page: the chosen number's map with its numbers, why it is what it is, the number that is kept
/// beside it, and what a change changed most.
class Inspector : public Card {
    Q_OBJECT

  public:
    explicit Inspector(QWidget* parent = nullptr);

    void showSession(const NetworkSession& session);
    MapZoom& zoom() { return *zoom_; }
    WhyPanel& why() { return *why_; }
    QPushButton& pinButton() { return *pin_; }
    QPushButton& likesButton() { return *likes_; }
    QString comparison() const;
    QString changes() const;

  Q_SIGNALS:
    void pinToggled();
    void likesWanted();
    /// One of the numbers that changed most was pressed.
    void changeFollowed(int which);

  private:
    void showExplanation(const NetworkSession& session);
    void showComparison(const NetworkSession& session);
    void showChanges(const NetworkSession& session);

    QLabel* place_;
    MapZoom* zoom_;
    WhyPanel* why_;
    QPushButton *pin_, *likes_;
    QLabel *comparison_, *changes_;
};

}  // namespace deltascope
