#pragma once

#include <QList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QMenu;
class QVBoxLayout;

namespace deltascope {

/// The dark strip on the left: one item a workspace, one of them current, and a menu at the bottom. Ctrl+1,
/// Ctrl+2, ... choose an item from anywhere in the window; the arrow keys do where the rail has the keyboard.
class Rail : public QWidget {
    Q_OBJECT

  public:
    explicit Rail(QWidget* parent = nullptr);

    /// Appends an item: the icon's name (see iconPixmap()), its label, and what it is for.
    void addItem(const QString& icon, const QString& label, const QString& purpose);
    void setMenu(QMenu* menu);
    int current() const;
    void setCurrent(int item);

  Q_SIGNALS:
    void currentChanged(int item);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void applyTheme();

    QVBoxLayout* layout_;
    QButtonGroup* items_;
    QAbstractButton* menuButton_ = nullptr;
};

}  // namespace deltascope
