#include "app/window/main_window.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QTest>
#include <iostream>

#include "app/window/gui.h"
#include "app/window/help_dialog.h"
#include "app/window/help_text.h"
#include "tests/support/core/temporary_folder.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/draw/draw_workspace.h"

namespace deltascope {
namespace {

class TheWindow : public ::testing::Test {
  protected:
    TheWindow() { QSettings().clear(); }
    ~TheWindow() override {
        themeManager().setTextSize(1);
        themeManager().setTheme(ThemeKind::light);
    }
};

TEST_F(TheWindow, ShowsTheWorkspaceAskedForAndRefusesOthers) {
    MainWindow window;
    ASSERT_TRUE(window.showWorkspace("train"));
    EXPECT_EQ(window.workspace(), "train");
    const auto unknown = window.showWorkspace("paint");
    ASSERT_FALSE(unknown);
    EXPECT_NE(unknown.error().message.find("paint"), std::string::npos);
    EXPECT_EQ(window.workspace(), "train");
}

TEST_F(TheWindow, SwitchesByControlAndNumber) {
    MainWindow window;
    ASSERT_TRUE(window.showWorkspace("draw"));
    window.show();
    QApplication::setActiveWindow(&window);
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(window.workspace(), "network");
    QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
    EXPECT_EQ(window.workspace(), "draw");
}

TEST_F(TheWindow, TextGrowsByKeysAndStaysSoForTheNextWindow) {
    {
        MainWindow window;
        window.restore();
        window.show();
        QApplication::setActiveWindow(&window);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        const int normal = currentTheme().type.body.pixelSize();
        for (int i = 0; i < 9; ++i) QTest::keyClick(&window, Qt::Key_Plus, Qt::ControlModifier);
        EXPECT_EQ(themeManager().textSize(), 1.5);
        EXPECT_GT(currentTheme().type.body.pixelSize(), normal);
        QTest::keyClick(&window, Qt::Key_Minus, Qt::ControlModifier);
        EXPECT_EQ(themeManager().textSize(), 1.3);
        window.save();
        QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
        EXPECT_EQ(currentTheme().type.body.pixelSize(), normal);
    }
    MainWindow next;
    next.restore();
    EXPECT_EQ(themeManager().textSize(), 1.3);
}

TEST_F(TheWindow, KeepsADrawingWhileAnotherWorkspaceIsShown) {
    MainWindow window;
    window.draw().session().setDrawing({{Stroke{{{0.3F, 0.2F}, {0.6F, 0.8F}}}}});
    ASSERT_TRUE(window.showWorkspace("draw"));
    ASSERT_TRUE(window.showWorkspace("network"));
    ASSERT_TRUE(window.showWorkspace("draw"));
    EXPECT_EQ(window.draw().session().sketch().drawing.strokes.size(), 1U);
}

TEST_F(TheWindow, SaysWhyThereIsNoModel) {
    const QByteArray before = qgetenv("DELTASCOPE_MODEL");
    const TemporaryFolder folder;
    qputenv("DELTASCOPE_MODEL", QByteArray::fromStdString((folder.path() / "gone.safetensors").string()));
    MainWindow window;
    EXPECT_FALSE(window.draw().messages().isHidden());
    EXPECT_TRUE(window.draw().messages().text().contains(QStringLiteral("gone.safetensors")));
    before.isNull() ? qunsetenv("DELTASCOPE_MODEL") : qputenv("DELTASCOPE_MODEL", before);
}

TEST_F(TheWindow, RemembersWorkspaceSizeAndTheme) {
    {
        MainWindow window;
        window.restore();
        window.resize(1100, 720);
        window.show();
        themeManager().setTheme(ThemeKind::projector);
        ASSERT_TRUE(window.showWorkspace("network"));
        window.close();
    }
    themeManager().setTheme(ThemeKind::light);
    MainWindow window;
    window.restore();
    EXPECT_EQ(window.workspace(), "network");
    EXPECT_EQ(themeManager().kind(), ThemeKind::projector);
    EXPECT_EQ(window.size(), QSize(1100, 720));
}

TEST_F(TheWindow, SurvivesSettingsThatMakeNoSense) {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), QByteArray("garbage"));
    settings.setValue(QStringLiteral("window/theme"), QStringLiteral("purple"));
    settings.setValue(QStringLiteral("window/workspace"), QStringLiteral("paint"));
    settings.setValue(QStringLiteral("draw/penWidth"), QStringLiteral("broad"));
    MainWindow window;
    window.restore();
    EXPECT_EQ(window.workspace(), "draw");
}

TEST_F(TheWindow, TouchesNoSettingsUnlessItWasRestored) {
    {
        MainWindow window;
        ASSERT_TRUE(window.showWorkspace("network"));
        window.show();
        window.close();
    }
    EXPECT_TRUE(QSettings().allKeys().isEmpty());
}

TEST_F(TheWindow, IsPaintedSoonAfterTheStart) {
    QElapsedTimer time;
    time.start();
    MainWindow window;
    window.restore();
    window.show();
    QApplication::processEvents();
    const QImage picture = window.grab().toImage();
    std::cout << "from nothing to a painted window: " << time.elapsed() << " ms\n";
    EXPECT_FALSE(picture.isNull());
    EXPECT_LT(time.elapsed(), 5000);
}

TEST_F(TheWindow, HasAHelpThatNamesTheKeys) {
    EXPECT_TRUE(helpText().contains(QStringLiteral("Ctrl+1")));
    EXPECT_TRUE(helpText().contains(QStringLiteral("Space")));
    EXPECT_TRUE(aboutText().contains(QStringLiteral("GNU General Public License")));
}

TEST_F(TheWindow, KeepsItsHelpWithinTheScreen) {
    HelpDialog help;
    help.show();
    const QSize room = help.screen()->availableSize();
    EXPECT_LE(help.width(), room.width());
    EXPECT_LE(help.height(), room.height());
    const auto* close = help.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Close);
    EXPECT_TRUE(help.rect().contains(close->mapTo(&help, close->rect().bottomRight())));
}

TEST(AScreenshot, ShowsEveryWorkspaceInEveryTheme) {
    for (const char* workspace : MainWindow::names) {
        for (ThemeKind theme : {ThemeKind::light, ThemeKind::dark, ThemeKind::projector}) {
            const auto picture = screenshotOf({workspace, {}, 8}, QSize(1440, 900), theme);
            ASSERT_TRUE(picture) << workspace << ": " << picture.error().message;
            EXPECT_EQ(picture->size(), QSize(1440, 900));
            EXPECT_EQ(picture->pixelColor(2, 450), currentTheme().palette.rail);
        }
    }
    themeManager().setTheme(ThemeKind::light);
}

TEST(AScreenshot, OfAnUnknownWorkspaceOrTooSmallIsRefused) {
    EXPECT_FALSE(screenshotOf({"paint", {}, 8}, QSize(1440, 900), ThemeKind::light));
    EXPECT_FALSE(screenshotOf({"draw", {}, 8}, QSize(100, 100), ThemeKind::light));
}

}  // namespace
}  // namespace deltascope
