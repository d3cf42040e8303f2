#pragma once

#include <QLineEdit>

class QLabel;

namespace deltascope {

/// The line edit that opens on a cell: Enter or Tab takes the number, Escape leaves the old one. What is not
/// a finite number up to largestGridValue is refused with a message below the cell, and the editor stays
/// open.
class CellEditor : public QLineEdit {
    Q_OBJECT

  public:
    explicit CellEditor(QWidget* parent);

    /// Opens on `cell` with `value` selected, ready to be typed over.
    void open(const QRect& cell, double value);
    QString message() const;

  Q_SIGNALS:
    /// A number was typed; `move` is 1 after Tab, -1 after Shift+Tab, else 0. The editor is closed already.
    void accepted(double value, int move);
    void cancelled();

  protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    void commit(int move);
    void close();
    void showMessage(const QString& text);

    QLabel* message_;
};

}  // namespace deltascope
