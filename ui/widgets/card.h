#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace deltascope {

/// A white rounded panel with a thin border and, if wanted, a heading: what every screen is made of.
class Card : public QWidget {
    Q_OBJECT

  public:
    explicit Card(const QString& heading = {}, QWidget* parent = nullptr);

    /// Where the contents go, below the heading.
    QVBoxLayout& content() { return *content_; }
    void setHeading(const QString& heading);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void applyTheme();

    QLabel* heading_;
    QVBoxLayout* content_;
};

}  // namespace deltascope
