#pragma once

#include <QDialog>

namespace deltascope {

/// What the keys do, in two columns. Never larger than the screen: what does not fit is scrolled to.
class HelpDialog : public QDialog {
    Q_OBJECT

  public:
    explicit HelpDialog(QWidget* parent = nullptr);
};

}  // namespace deltascope
