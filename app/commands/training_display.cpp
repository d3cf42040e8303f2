#include "app/commands/training_display.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace deltascope {
namespace {

constexpr std::chrono::milliseconds redrawPause{100}, linePause{10000};
constexpr const char* eraseLine = "\r\x1b[K";

std::string bar(double share) {
    constexpr std::size_t width = 20;
    const auto done = static_cast<std::size_t>(share * static_cast<double>(width));
    std::string text = std::string(done, '=') + (done < width ? ">" : "");
    text.resize(width, ' ');
    return "[" + text + "]";
}

std::string twoDigits(long long value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::string progressBar(double share) {
    return joinText(bar(share), " ", fixedNumber(std::floor(100 * share), 0), " %");
}

std::string durationText(double seconds) {
    const auto whole = std::llround(std::clamp(seconds, 0.0, 1e9));
    const std::string rest = twoDigits(whole % 60);
    if (whole < 3600) return joinText(whole / 60, ":", rest);
    return joinText(whole / 3600, ":", twoDigits(whole / 60 % 60), ":", rest);
}

std::string progressText(const TrainingProgress& progress, double seconds) {
    const auto seen = static_cast<double>(progress.examplesSeen);
    const auto all = static_cast<double>(progress.examplesInAll);
    const double share = all > 0 ? seen / all : 0;
    const double speed = seconds > 0 ? seen / seconds : 0;
    std::string text =
        joinText(progressBar(share), "  epoch ", progress.epoch, "/", progress.epochs, "  loss ",
                 fixedNumber(progress.loss, 4), "  accuracy ", fixedNumber(100 * progress.accuracy, 1),
                 " %  ", fixedNumber(speed, 0), " images/s");
    if (speed > 0) text += "  " + durationText((all - seen) / speed) + " left";
    return text;
}

bool TrainingDisplay::isDue() const {
    return Clock::now() - shown_ >= (console_.redraws ? redrawPause : linePause);
}

void TrainingDisplay::show(const TrainingProgress& progress) {
    if (isDue()) show(progressText(progress, seconds()));
}

void TrainingDisplay::show(const std::string& progress) {
    if (!isDue()) return;
    shown_ = Clock::now();
    if (console_.redraws)
        console_.err << eraseLine << progress << std::flush;
    else
        console_.err << progress << std::endl;
}

void TrainingDisplay::say(const std::string& line) {
    clear();
    console_.err << line << std::endl;
}

void TrainingDisplay::clear() {
    if (console_.redraws) console_.err << eraseLine << std::flush;
    shown_ = {};
}

double TrainingDisplay::seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace deltascope
