#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <string>

namespace deltascope {

/// How a run of the program ended.
struct ProgramRun {
    int exitCode = -1;  ///< -1: it crashed or did not end
    std::string out, err;
};

/// The environment without a screen and without a model of the tester's own.
QProcessEnvironment plainEnvironment();

/// Runs the real program and waits for it, at most a minute.
ProgramRun runProgram(const QStringList& arguments,
                      const QProcessEnvironment& environment = plainEnvironment());

/// Runs `script` with sh, the program being $0.
ProgramRun runShell(const QString& script);

}  // namespace deltascope
