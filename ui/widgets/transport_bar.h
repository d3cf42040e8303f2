#pragma once

#include <QSlider>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace deltascope {

/// A slider whose positions are steps: a tick for each, where there is room, and a click goes straight there.
class StepSlider : public QSlider {
    Q_OBJECT

  public:
    explicit StepSlider(QWidget* parent = nullptr);
    QSize sizeHint() const override { return {240, 34}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    double xOf(int position) const;
    int positionAt(double x) const;
};

/// Steps through anything that has steps: first, back, play or pause, next, last, a slider to scrub, the
/// speed. Counts from 0 inside and from 1 on the screen.
class TransportBar : public QWidget {
    Q_OBJECT

  public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setStepCount(int count);
    int stepCount() const { return count_; }
    /// What lies before the first and after the last step, by name; empty: nothing. Where there is something,
    /// stepping past the end leads there (passedStart, passedEnd) instead of stopping.
    void setNeighbours(const QString& before, const QString& after);
    /// Shows `step` without a signal; clamped.
    void setStep(int step);
    int step() const { return step_; }

    bool isPlaying() const { return timer_.isActive(); }
    /// 0.5, 1, 2 or 4 times the usual pace of one step in 1.2 s; other values become the nearest of these.
    void setSpeed(double speed);
    double speed() const;
    /// The keys for everything here, wherever the focus is inside `scope` except in text fields: Space plays
    /// or pauses; Right, Page Down and N go on, Left and Page Up back; Home and End to the ends.
    void installShortcuts(QWidget* scope);

  public Q_SLOTS:
    void first() { go(0); }
    void back();
    void next();
    void last() { go(count_ - 1); }
    /// Plays to the end, from the beginning if it is there already.
    void play();
    void pause();
    void togglePlay();
    /// Space plays, but for a button or a list that the Tab key has reached: that it presses, as everywhere.
    void pressOrPlay();

  Q_SIGNALS:
    /// Someone, or playing, went to this step.
    void stepChanged(int step);
    void playingChanged(bool isPlaying);
    /// A step back from the first step, or on from the last one.
    void passedStart();
    void passedEnd();

  protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent*) override { pause(); }

  private:
    QToolButton* addButton(const QString& icon, const QString& name, const QString& key,
                           void (TransportBar::*slot)());
    void go(int step);
    void tick();
    void refresh();
    void dress();
    int interval() const;

    int count_ = 1, step_ = 0;
    QString before_, after_;
    QTimer timer_;
    QToolButton *first_ = nullptr, *back_ = nullptr, *play_ = nullptr, *next_ = nullptr, *last_ = nullptr;
    StepSlider* slider_;
    QLabel* position_;
    QComboBox* speed_;
};

}  // namespace deltascope
