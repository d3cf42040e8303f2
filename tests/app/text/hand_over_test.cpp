#include <gtest/gtest.h>

#include <QImage>
#include <fstream>

#include "tests/support/app/app_files.h"
#include "tests/support/app/program.h"

namespace deltascope {
namespace {

/// What the program and, where `withWindow`, the one with the window answer to the same arguments.
ProgramRun answer(bool withWindow, const QString& arguments) {
    return runShell(QStringLiteral("\"$0%1\" %2").arg(QLatin1String(withWindow ? "-window" : ""), arguments));
}

void expectTheSameAnswer(const QString& arguments) {
    const ProgramRun plain = answer(false, arguments), window = answer(true, arguments);
    EXPECT_EQ(plain.exitCode, window.exitCode) << arguments.toStdString();
    EXPECT_EQ(plain.out, window.out) << arguments.toStdString();
    EXPECT_EQ(plain.err, window.err) << arguments.toStdString();
}

}  // namespace

TEST(HandOver, BothProgramsReadTheSameOutOfAPicture) {
    const AppTestFolder folder;
    const QString model = folder.model();
    const QImage grey(folder.digit());
    QImage coloured = grey.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < coloured.height(); ++y) {
        for (int x = 0; x < coloured.width(); ++x) {
            const int level = qGray(coloured.pixel(x, y));
            coloured.setPixel(x, y, qRgba(level, level / 2, 255 - level / 3, 255 - x));
        }
    }
    ASSERT_TRUE(coloured.save(folder.text("coloured.png")));
    ASSERT_TRUE(grey.convertToFormat(QImage::Format_Mono).save(folder.text("mono.png")));
    ASSERT_TRUE(grey.convertToFormat(QImage::Format_Indexed8).save(folder.text("indexed.png")));
    ASSERT_TRUE(grey.convertToFormat(QImage::Format_Grayscale16).save(folder.text("deep.png")));
    ASSERT_TRUE(grey.save(folder.text("digit.bmp")));
    for (const char* name :
         {"digit.png", "coloured.png", "mono.png", "indexed.png", "deep.png", "digit.bmp"}) {
        expectTheSameAnswer(QStringLiteral("classify %1 --json --model %2").arg(folder.text(name), model));
    }
}

TEST(HandOver, BothProgramsExplainABadPictureAlike) {
    const AppTestFolder folder;
    std::ofstream(folder.path() / "text.png") << "this is no picture";
    const QString good = folder.digit(), model = folder.model();
    for (const char* name : {"text.png", "missing.png"}) {
        expectTheSameAnswer(QStringLiteral("classify %1 %2 --model %3").arg(good, folder.text(name), model));
    }
}

TEST(HandOver, IsOnlyForWhatDraws) {
    const ProgramRun libraries = runShell(QStringLiteral("ldd \"$0\""));
    ASSERT_EQ(libraries.exitCode, 0) << libraries.err;
    EXPECT_EQ(libraries.out.find("Qt6"), std::string::npos) << libraries.out;
}

}  // namespace deltascope
