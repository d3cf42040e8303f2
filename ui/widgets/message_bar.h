#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace deltascope {

/// A strip that says what went wrong, or what was done, without stopping the work; Escape or its button
/// closes it.
class MessageBar : public QWidget {
    Q_OBJECT

  public:
    enum class Kind { error, information };

    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows `text` in place of what was shown before, and tells screen readers.
    void showMessage(Kind kind, const QString& text);
    void showError(const std::string& message);
    void showInformation(const QString& text) { showMessage(Kind::information, text); }
    QString text() const;
    Kind kind() const { return kind_; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void applyTheme();

    Kind kind_ = Kind::information;
    QLabel *icon_, *text_;
    QPushButton* close_;
};

}  // namespace deltascope
