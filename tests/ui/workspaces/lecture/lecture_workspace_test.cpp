#include "ui/workspaces/lecture/lecture_workspace.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <algorithm>

#include "ui/formula/formula_view.h"
#include "ui/stage/cell_editor.h"
#include "ui/stage/stage_view.h"
#include "ui/theme/theme_manager.h"
#include "ui/why/predict_box.h"
#include "ui/why/terms_view.h"
#include "ui/why/why_panel.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/transport_bar.h"
#include "ui/workspaces/lecture/chip_row.h"
#include "ui/workspaces/lecture/settings_bar.h"

namespace deltascope {
namespace {

class LectureWorkspaceTest : public testing::Test {
  protected:
    void SetUp() override {
        themeManager().setTheme(ThemeKind::light);
        workspace.stage().setAnimated(false);
        workspace.resize(1364, 900);
        ASSERT_TRUE(workspace.showWalkthrough("L4", 8));
        workspace.show();
        workspace.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&workspace));
        workspace.stage().setFocus();
    }
    QPushButton* button(const QString& text) const {
        for (auto* candidate : workspace.findChildren<QPushButton*>())
            if (candidate->text() == text) return candidate;
        ADD_FAILURE() << "no button " << text.toStdString();
        return nullptr;
    }
    void click(const QString& text) { button(text)->click(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    QLineEdit* answer() { return workspace.why().predictBox().findChild<QLineEdit*>(); }
    Index step() const { return workspace.session().step(); }
    const TermSection& terms() { return workspace.why().termsView().table().sections.back(); }

    LectureWorkspace workspace;
};

TEST_F(LectureWorkspaceTest, StepsWithTheKeyboardWhereverTheFocusIs) {
    for (QWidget* focus :
         {static_cast<QWidget*>(&workspace.stage()), static_cast<QWidget*>(&workspace.why().termsView())}) {
        focus->setFocus();
        const Index before = step();
        press(Qt::Key_Right);
        press(Qt::Key_PageDown);
        press(Qt::Key_Left);
        EXPECT_EQ(step(), before + 1);
    }
    press(Qt::Key_End);
    EXPECT_EQ(step(), 24);
    press(Qt::Key_Space);
    EXPECT_TRUE(workspace.transport().isPlaying());
    press(Qt::Key_Space);
    EXPECT_FALSE(workspace.transport().isPlaying());
}

TEST_F(LectureWorkspaceTest, ExplainsTheStepsNumber) {
    EXPECT_EQ(workspace.why().addressText(), QStringLiteral("z⁽²⁾, row 1, column 3"));
    EXPECT_EQ(workspace.why().formulaView().formula().id, QStringLiteral("conv-forward"));
    EXPECT_EQ(terms().rows.size(), 9U);
    EXPECT_EQ(terms().total, workspace.session().walkthrough()->step(8).explanations.front().value);
}

TEST_F(LectureWorkspaceTest, FollowsANumberAndComesBack) {
    const Cell leaf = *terms().rows[3].pieces[0].cell;
    TermsView& view = workspace.why().termsView();
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.pieceRect(leaf).center().toPoint());
    EXPECT_EQ(workspace.why().formulaView().formula().id, QStringLiteral("given"));
    EXPECT_TRUE(workspace.why().addressText().startsWith(QStringLiteral("a⁽¹⁾")));
    press(Qt::Key_Backspace);
    EXPECT_EQ(workspace.why().formulaView().formula().id, QStringLiteral("conv-forward"));
    EXPECT_EQ(workspace.why().addressText(), QStringLiteral("z⁽²⁾, row 1, column 3"));
}

// A new style walks through a list of all widgets: none of them may go meanwhile.
TEST_F(LectureWorkspaceTest, KeepsItsChipsWhileTheStyleChanges) {
    ASSERT_TRUE(workspace.showWalkthrough("L19", 6));
    auto* row = workspace.findChild<ChipRow*>();
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const auto chips = row->findChildren<QToolButton*>();
    ASSERT_EQ(chips.size(), 3);
    const QList<QPointer<QToolButton>> watched(chips.begin(), chips.end());
    themeManager().setTextSize(1.5);
    for (const auto& chip : watched) EXPECT_FALSE(chip.isNull());
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    EXPECT_EQ(row->findChildren<QToolButton*>().size(), 3) << "made anew in the new size";
    themeManager().setTextSize(1);
}

TEST_F(LectureWorkspaceTest, ShowsWhichPresetTheKernelIs) {
    EXPECT_TRUE(button(QStringLiteral("Sobel x"))->isChecked());
    click(QStringLiteral("Blur"));
    EXPECT_TRUE(button(QStringLiteral("Blur"))->isChecked());
    EXPECT_FALSE(button(QStringLiteral("Sobel x"))->isChecked());
    click(QStringLiteral("Blur"));  // again: stays chosen
    EXPECT_TRUE(button(QStringLiteral("Blur"))->isChecked());
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_TRUE(button(QStringLiteral("Sobel x"))->isChecked());
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(button(QStringLiteral("Blur"))->isChecked());
}

TEST_F(LectureWorkspaceTest, MakesTheKernelYourOwnByTyping) {
    click(QStringLiteral("Your own"));
    ASSERT_TRUE(workspace.stage().editor()->isVisible());
    EXPECT_FALSE(button(QStringLiteral("Your own"))->isChecked());  // nothing is changed yet
    QTest::keyClicks(workspace.stage().editor(), QStringLiteral("4"));
    QTest::keyClick(workspace.stage().editor(), Qt::Key_Return);
    EXPECT_TRUE(button(QStringLiteral("Your own"))->isChecked());
    EXPECT_EQ(std::get<Tensor<double>>(workspace.session().settings().at("kernel"))[0], 4);
    EXPECT_EQ(terms().rows[0].pieces[2].value, 4);
}

TEST_F(LectureWorkspaceTest, MarksWhatAChangeHasChanged) {
    EXPECT_TRUE(workspace.stage().changed().empty());
    click(QStringLiteral("Your own"));
    QTest::keyClicks(workspace.stage().editor(), QStringLiteral("4"));
    QTest::keyClick(workspace.stage().editor(), Qt::Key_Return);
    const auto& changed = workspace.stage().changed();
    const auto& exhibits = workspace.stage().set().exhibits;
    const auto countIn = [&](const std::string& id) {
        return std::count_if(changed.begin(), changed.end(),
                             [&](const StagePlace& place) { return exhibits[place.exhibit].id == id; });
    };
    EXPECT_EQ(countIn("kernel"), 1);
    EXPECT_EQ(countIn("input"), 0);
    EXPECT_GT(countIn("output"), 0);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(countIn("kernel"), 1);  // back is a change, too
    workspace.transport().next();
    EXPECT_TRUE(workspace.stage().changed().empty());
}

TEST_F(LectureWorkspaceTest, TakesSizesChoicesSwitchesAndNumbers) {
    workspace.settingsBar().setExpanded(true);
    auto* choice = workspace.settingsBar().findChild<QComboBox*>();
    choice->setCurrentIndex(1);
    Q_EMIT choice->activated(1);
    EXPECT_EQ(std::get<std::string>(workspace.session().settings().at("padding")), "zero");
    workspace.settingsBar().findChild<QCheckBox*>()->click();
    EXPECT_TRUE(std::get<bool>(workspace.session().settings().at("flip")));
    for (auto* box : workspace.settingsBar().findChildren<QDoubleSpinBox*>())
        if (box->accessibleName() == QLatin1String("Stride")) box->setValue(2);
    EXPECT_EQ(std::get<double>(workspace.session().settings().at("stride")), 2);
    workspace.settingsBar().findChildren<QSpinBox*>().front()->setValue(5);
    EXPECT_EQ(std::get<Tensor<double>>(workspace.session().settings().at("kernel")).shape(), (Shape{5, 3}));
    click(QStringLiteral("Reset all"));
    EXPECT_TRUE(button(QStringLiteral("Sobel x"))->isChecked());
    EXPECT_EQ(workspace.session().stepCount(), 25);
}

TEST_F(LectureWorkspaceTest, ChecksPredictionsAndGoesOnWhenTheyAreRight) {
    answer()->setFocus();
    for (const char* wrong : {"nan", "", "text", "1e300", "12345"}) {
        answer()->setText(QString::fromUtf8(wrong));
        press(Qt::Key_Return);
        EXPECT_EQ(step(), 8) << wrong;
        EXPECT_FALSE(workspace.why().predictBox().feedback().isEmpty()) << wrong;
    }
    const double right = workspace.session().walkthrough()->step(9).explanations.front().value;
    answer()->setText(QString::number(right));
    press(Qt::Key_Return);
    EXPECT_EQ(step(), 9);
    EXPECT_TRUE(workspace.why().predictBox().feedback().startsWith(QStringLiteral("✓")));
    EXPECT_TRUE(answer()->text().isEmpty());
}

TEST_F(LectureWorkspaceTest, ShowsTheNumberOnRequestWithoutGoingOn) {
    click(QStringLiteral("Show"));
    EXPECT_EQ(step(), 8);
    EXPECT_TRUE(workspace.why().predictBox().feedback().contains(QStringLiteral("It is")));
}

TEST_F(LectureWorkspaceTest, AsksNothingAfterTheLastStep) {
    workspace.transport().last();
    EXPECT_FALSE(answer()->isVisible() && answer()->isEnabled());
}

TEST_F(LectureWorkspaceTest, SaysWhyAPictureCantBeOpened) {
    const Settings before = workspace.session().settings();
    workspace.openPicture("picture", QStringLiteral("/no/such/file.png"));
    EXPECT_TRUE(workspace.messages().isVisible());
    EXPECT_TRUE(workspace.messages().text().contains(QLatin1String("/no/such/file.png")));
    EXPECT_EQ(workspace.session().settings(), before);
}

TEST_F(LectureWorkspaceTest, OpensAPictureOfAnySize) {
    const QTemporaryDir folder;
    QImage image(300, 1, QImage::Format_RGB32);
    image.fill(Qt::black);
    for (const QSize size : {QSize(1, 1), QSize(300, 200), QSize(5, 9)}) {
        const QString path = folder.filePath(QStringLiteral("picture.png"));
        ASSERT_TRUE(image.scaled(size).save(path));
        workspace.openPicture("picture", path);
        const auto& grid = std::get<Tensor<double>>(workspace.session().settings().at("picture"));
        const bool isTooSmallForTheKernel = size == QSize(1, 1);
        EXPECT_EQ(workspace.messages().isVisible(), isTooSmallForTheKernel);
        EXPECT_LE(grid.shape()[1], 28);
    }
}

TEST_F(LectureWorkspaceTest, ComesBackAsItWasLeft) {
    const QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("state.ini")), QSettings::IniFormat);
    click(QStringLiteral("Blur"));
    workspace.transport().setSpeed(2);
    workspace.transport().next();
    workspace.saveState(store);
    LectureWorkspace other;
    other.restoreState(store);
    EXPECT_EQ(other.session().step(), 9);
    EXPECT_EQ(other.session().settings(), workspace.session().settings());
    EXPECT_EQ(other.transport().speed(), 2);
    EXPECT_EQ(other.session().progress("L4"), workspace.session().progress("L4"));
}

TEST_F(LectureWorkspaceTest, IgnoresADamagedState) {
    const QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("state.ini")), QSettings::IniFormat);
    store.setValue(QStringLiteral("lecture/open"), QStringLiteral("L4"));
    store.setValue(QStringLiteral("lecture/L4/step"), 9999);
    store.setValue(QStringLiteral("lecture/L4/settings"), QStringLiteral("{\"kernel\": 7}"));
    store.setValue(QStringLiteral("lecture/speed"), QStringLiteral("fast"));
    workspace.restoreState(store);
    EXPECT_EQ(step(), 24);
    EXPECT_TRUE(button(QStringLiteral("Sobel x"))->isChecked());
}

TEST_F(LectureWorkspaceTest, RefusesAWalkthroughOrStepThatDoesNotExist) {
    EXPECT_FALSE(workspace.showWalkthrough("L99", 0));
    EXPECT_FALSE(workspace.showWalkthrough("L4", 25));
    EXPECT_EQ(step(), 8);
}

TEST_F(LectureWorkspaceTest, NamesEveryControl) {
    workspace.settingsBar().setExpanded(true);
    for (const auto* control : workspace.findChildren<QAbstractButton*>()) {
        if (!control->isVisibleTo(&workspace)) continue;
        EXPECT_FALSE(control->accessibleName().isEmpty() && control->text().isEmpty())
            << control->metaObject()->className();
    }
    for (const auto* box : workspace.settingsBar().findChildren<QAbstractSpinBox*>())
        EXPECT_FALSE(box->accessibleName().isEmpty());
}

TEST_F(LectureWorkspaceTest, PaintsInEveryThemeAndSize) {
    workspace.settingsBar().setExpanded(true);
    for (const ThemeKind kind : {ThemeKind::dark, ThemeKind::projector, ThemeKind::light})
        for (const QSize size : {QSize(948, 700), QSize(1364, 900), QSize(2400, 1300)}) {
            themeManager().setTheme(kind);
            workspace.resize(size);
            EXPECT_FALSE(workspace.grab().isNull());
            EXPECT_TRUE(kind == ThemeKind::projector || workspace.size() == size)  // nothing in it needs more
                << size.width() << "x" << size.height() << " became " << workspace.width() << "x"
                << workspace.height();
        }
}

TEST_F(LectureWorkspaceTest, RingsTheNumbersOfTheFormulasTermThatIsPointedAt) {
    ASSERT_TRUE(workspace.showWalkthrough("L4", 8));
    FormulaView& formula = workspace.why().formulaView();
    Q_EMIT formula.termHovered(QStringLiteral("activation"));
    EXPECT_EQ(workspace.stage().pointedAt().size(), 9u) << "all that lies under the window";
    Q_EMIT formula.termHovered(QStringLiteral("result"));
    EXPECT_EQ(workspace.stage().pointedAt().size(), 1u);
    Q_EMIT formula.termHovered({});
    EXPECT_TRUE(workspace.stage().pointedAt().empty());
}

}  // namespace
}  // namespace deltascope
