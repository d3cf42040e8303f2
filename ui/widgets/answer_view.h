#pragma once

#include <QWidget>

namespace deltascope {

/// The network's answer, large, with a line below it; a quiet question mark while there is none.
class AnswerView : public QWidget {
    Q_OBJECT

  public:
    explicit AnswerView(QWidget* parent = nullptr);

    void setAnswer(const QString& answer, const QString& line);
    void setNoAnswer(const QString& line);
    const QString& answer() const { return answer_; }

    QSize sizeHint() const override { return {200, 210}; }
    QSize minimumSizeHint() const override { return {100, 92}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QString answer_, line_;
};

}  // namespace deltascope
