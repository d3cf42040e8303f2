#include "tests/support/app/program.h"

#include <QProcess>

namespace deltascope {

QProcessEnvironment plainEnvironment() {
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DELTASCOPE_MODEL"}) {
        environment.remove(QString::fromLatin1(name));
    }
    return environment;
}

namespace {

constexpr int patience = 300000;  // ms; sanitized programs on busy machines take minutes

ProgramRun runToTheEnd(const QString& program, const QStringList& arguments,
                       const QProcessEnvironment& environment) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(patience)) {
        process.kill();
        process.waitForFinished();
    }
    const bool ended =
        process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
}

}  // namespace

ProgramRun runProgram(const QStringList& arguments, const QProcessEnvironment& environment) {
    return runToTheEnd(QStringLiteral(DELTASCOPE_PROGRAM), arguments, environment);
}

ProgramRun runShell(const QString& script) {
    return runToTheEnd("sh", {"-c", script, QStringLiteral(DELTASCOPE_PROGRAM)}, plainEnvironment());
}

}  // namespace deltascope
