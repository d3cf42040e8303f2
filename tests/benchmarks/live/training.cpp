// Measures training with the window open and everything drawn live; needs a screen (Xvfb will do):
//
//   live_training speed   [FOLDER] [PAIRS]    images/s beside the same training without a window, in turn,
//                                                   frames a second, and the longest stall of the window
//   live_training learn   [FOLDER] [SECONDS]  held-out accuracy over time, with the settings as they stand
//   live_training batches [FOLDER] [BATCHES]  memory after so many batches
//
// FOLDER has MNIST's IDX files; "-" or none: synthetic digits.
#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>

#include "app/window/main_window.h"
#include "core/data/digit_sets.h"
#include "core/training/training_run.h"
#include "ui/workspaces/train/network_strip.h"
#include "ui/workspaces/train/train_workspace.h"
#include "ui/workspaces/train/training_controls.h"

namespace deltascope {
namespace {

constexpr double secondsARun = 0.7;  // short, in turn: whatever else the machine does meets both alike
constexpr Index noEnd = 100000;      // epochs

/// CPU seconds of this thread, the window's, or of the whole program: what other programs do to the machine
/// changes them little.
double cpuSeconds(clockid_t clock = CLOCK_THREAD_CPUTIME_ID) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What the window does meanwhile: paint events of the strip of maps, and the longest time in which the event
/// loop did not come round.
class WindowWatch : public QObject {
  public:
    explicit WindowWatch(QWidget& painted) {
        painted.installEventFilter(this);
        timer_.start(5);  // coming round more often would itself cost
        connect(&timer_, &QTimer::timeout, this, [this] { note(); });
        all_.start();
        turn_.start();
    }
    double framesPerSecond() const { return 1000.0 * frames_ / static_cast<double>(all_.elapsed()); }
    qint64 longestStall() const { return longest_; }
    QString text() const {
        return QStringLiteral("%1 frames/s, longest stall %2 ms, the window's thread takes %3 % of a core")
            .arg(framesPerSecond(), 0, 'f', 0)
            .arg(longest_)
            .arg(100 * (cpuSeconds() - cpu_) * 1000 / static_cast<double>(all_.elapsed()), 0, 'f', 0);
    }
    void restart() { frames_ = 0, longest_ = 0, cpu_ = cpuSeconds(), all_.start(), turn_.start(); }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        frames_ += event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }

  private:
    void note() { longest_ = std::max(longest_, turn_.restart()); }
    QTimer timer_;
    QElapsedTimer all_, turn_;
    qint64 longest_ = 0;
    int frames_ = 0;
    double cpu_ = cpuSeconds();
};

void runFor(
    double seconds, const std::function<bool()>& goOn = [] { return true; }) {
    QElapsedTimer timer;
    timer.start();
    while (static_cast<double>(timer.elapsed()) < 1000 * seconds && goOn())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);  // the session's timer wakes it
}

/// The line of /proc/self/status that begins with `name`, in MB.
long memory(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return std::atol(line.c_str() + name.size() + 1) / 1024;
    return 0;
}

class Bench {
  public:
    explicit Bench(const DigitChoice& choice) : choice_(choice) {
        (void)window_.showWorkspace("train");
        window_.resize(1440, 900);
        train().keepIn(folder_.path().toStdString());
        train().begin(choice);
        window_.show();
        runFor(60, [this] { return !train().session().view(); });
        watch_ = std::make_unique<WindowWatch>(*train().findChild<NetworkStrip*>());
        std::cout << train().session().view()->data << ", " << window_.width() << "x" << window_.height()
                  << ", " << QGuiApplication::platformName().toStdString() << std::endl;
    }

    void speed(int runs) {
        auto digits = readDigits(choice_, 1, team_, [](double) { return true; });
        std::vector<double> ratios;
        double liveSum = 0, aloneSum = 0;
        for (int i = 0; i < runs; ++i) {
            const double alone = i % 2 == 0 ? speedAlone(*digits->training) : 0;
            const double live = speedLive();
            const double without = alone > 0 ? alone : speedAlone(*digits->training);
            ratios.push_back(live / without);
            liveSum += live, aloneSum += without;
            std::cout << "without a window " << std::lround(without) << " images/s, with it "
                      << std::lround(live) << " = " << std::lround(100 * ratios.back()) << " %; " << seen_
                      << std::endl;
        }
        const double each = aloneCpu_ / aloneImages_;
        std::cout << "CPU for each image without a window " << 1e6 * each << " us, with it "
                  << 1e6 * liveCpu_ / liveImages_ << " us; what is more of it, a second: "
                  << std::lround(100 * (liveCpu_ - liveImages_ * each) / liveSeconds_) << " % of a core"
                  << std::endl;
        std::ranges::sort(ratios);
        const auto at = [&](std::size_t quarter) {
            return std::lround(100 * ratios[(ratios.size() - 1) * quarter / 4]);
        };
        std::cout << "median " << at(2) << " %, quartiles " << at(1) << " % and " << at(3)
                  << " %; all together " << std::lround(100 * liveSum / aloneSum) << " %" << std::endl;
    }

    void learn(double seconds) {
        QElapsedTimer timer;
        std::shared_ptr<const Evaluation> seen = view().evaluation;
        timer.start();
        start();
        runFor(seconds, [&] {
            if (view().evaluation != seen) {
                seen = view().evaluation;
                std::cout << static_cast<double>(timer.elapsed()) / 1000 << " s  " << view().position.examples
                          << " images  held out " << 100 * seen->accuracy() << " %" << std::endl;
            }
            return view().position.examples == 0 || view().running;
        });
        std::cout << watch_->text().toStdString() << std::endl;
        train().session().worker().pause();
    }

    void batches(Index count) {
        train().session().worker().setGoal(noEnd);
        train().session().worker().run(count);
        watch_->restart();
        Index told = 0;
        runFor(1e9, [&] {
            if (view().position.step >= told) {
                std::cout << view().position.step << " batches: " << memory("VmRSS:") << " MB, at most "
                          << memory("VmHWM:") << " MB; " << std::lround(view().imagesPerSecond)
                          << " images/s, longest stall " << watch_->longestStall() << " ms" << std::endl;
                told += count / 10;
            }
            return view().position.step < count;
        });
    }

  private:
    TrainWorkspace& train() { return window_.train(); }
    const TrainingView& view() { return *train().session().view(); }

    /// As the button does.
    void start() {
        train().session().worker().run(-1);
        watch_->restart();
    }

    double speedAlone(const ExampleSource& source) {
        auto network = *untrainedNetwork({});
        TrainingOptions options;
        options.sgd = StepSettings{}.sgd;
        options.epochs = noEnd;
        QElapsedTimer timer;
        timer.start();
        const double cpu = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
        const auto end = runTraining(network, source, options, team_, [&](const TrainingProgress&) {
            return static_cast<double>(timer.elapsed()) < 1000 * secondsARun;
        });
        aloneCpu_ += cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        aloneImages_ += static_cast<double>(end.examplesSeen);
        return static_cast<double>(end.examplesSeen) * 1000 / static_cast<double>(timer.elapsed());
    }

    double speedLive() {
        train().session().worker().setGoal(noEnd);
        start();
        runFor(0.2);
        const Index before = view().position.examples;
        QElapsedTimer timer;
        timer.start();
        const double cpu = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID);
        runFor(secondsARun);
        const double seconds = static_cast<double>(timer.elapsed()) / 1000;
        const double speed = static_cast<double>(view().position.examples - before) / seconds;
        liveCpu_ += cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        liveImages_ += speed * seconds, liveSeconds_ += seconds;
        seen_ = watch_->text().toStdString();
        train().session().worker().pause();
        runFor(10, [this] { return view().running; });
        return speed;
    }

    DigitChoice choice_;
    QTemporaryDir folder_;
    ThreadTeam team_;
    MainWindow window_;
    std::unique_ptr<WindowWatch> watch_;
    std::string seen_;
    double aloneCpu_ = 0, aloneImages_ = 0, liveCpu_ = 0, liveImages_ = 0, liveSeconds_ = 0;
};

int run(const QStringList& arguments) {
    const QString what = arguments.value(1), folder = arguments.value(2, QStringLiteral("-"));
    DigitChoice choice;
    if (folder != "-") choice = {DigitChoice::Kind::folder, folder.toStdString(), 0, false};
    const int number = arguments.value(3, what == "speed" ? "40" : what == "learn" ? "15" : "100000").toInt();
    Bench bench(choice);
    if (what == "speed") {
        bench.speed(number);
    } else if (what == "learn") {
        bench.learn(number);
    } else {
        bench.batches(number);
    }
    return 0;
}

}  // namespace
}  // namespace deltascope

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("deltascope-bench"));
    return deltascope::run(QCoreApplication::arguments());
}
