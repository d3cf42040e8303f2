#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;

namespace deltascope {

class NetworkSession;

/// Above the page: which network, which picture, which label; undo and redo.
class SourceBar : public QWidget {
    Q_OBJECT

  public:
    explicit SourceBar(QWidget* parent = nullptr);

    void showSession(const NetworkSession& session);
    /// The menus below the two buttons; whoever knows what can be opened fills them.
    QMenu& networkMenu() { return *networks_; }
    QMenu& pictureMenu() { return *pictures_; }
    QComboBox& labelBox() { return *label_; }

  Q_SIGNALS:
    /// To the picture so many places on.
    void pictureStepped(int by);
    void labelChosen(int label);
    void undoWanted();
    void redoWanted();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void dress();

    QPushButton *network_, *previous_, *picture_, *next_, *undo_, *redo_;
    QMenu *networks_, *pictures_;
    QComboBox* label_;
};

}  // namespace deltascope
