#pragma once

#include <QApplication>

namespace deltascope {

/// Qt's application object for commands that paint without a screen; silent about what a screen would have.
class OffscreenApplication {
  public:
    OffscreenApplication();

  private:
    int argc_ = 1;
    char name_[11] = "deltascope";
    char* argv_[2] = {name_, nullptr};
    QApplication application_;
};

/// Ends the program with an explanation where Qt would abort: there is no display. For
/// qInstallMessageHandler().
void explainNoDisplay(QtMsgType type, const QMessageLogContext& context, const QString& message);

/// What is said where the window can't open.
extern const char* const noDisplay;

}  // namespace deltascope
