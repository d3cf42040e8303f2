#pragma once

#include <QWidget>

class QLabel;

namespace deltascope {

struct TaughtLesson;

/// "Wrong? Teach it: 0 1 2 ... 9", and what the last lesson changed.
class TeachPanel : public QWidget {
    Q_OBJECT

  public:
    explicit TeachPanel(int classes, QWidget* parent = nullptr);

    /// Whether there is something to teach.
    void setReady(bool ready);
    /// What the lesson changed; null: nothing to tell.
    void showLesson(const TaughtLesson* lesson);
    QString resultText() const;

  Q_SIGNALS:
    void taught(int label);

  private:
    QWidget* buttons_;
    QLabel* result_;
};

/// "9 steps: was 3 (61.0 %), now 8 (93.0 %)"
QString lessonText(const TaughtLesson& lesson);

}  // namespace deltascope
