#include "ui/stage/stage_view.h"

#include <gtest/gtest.h>

#include <QMimeData>
#include <QTest>

#include "core/lesson/catalogue.h"
#include "ui/stage/cell_editor.h"

namespace deltascope {
namespace {

class StageViewTest : public testing::Test {
  protected:
    void SetUp() override {
        view.setAnimated(false);
        view.resize(760, 600);
        view.setWalkthrough(std::move(*(*findWalkthrough("L4"))->make({})), 8);
        view.show();
        view.setFocus();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
        QObject::connect(&view, &StageView::cellChosen, [this](const Cell& cell) { chosen.push_back(cell); });
        QObject::connect(&view, &StageView::refused, [this](const QString& text) { refusals << text; });
        QObject::connect(&view, &StageView::valueTyped,
                         [this](const Exhibit& exhibit, Index offset, double value) {
                             typed.push_back({exhibit.setting, offset, value});
                         });
    }
    QPoint at(std::size_t exhibit, Index row, Index column) const {
        return view.set().cellRect({exhibit, {0, row, column}}).center().toPoint();
    }
    void click(std::size_t exhibit, Index row, Index column) {
        QTest::mouseClick(&view, Qt::LeftButton, {}, at(exhibit, row, column));
    }
    void doubleClick(std::size_t exhibit, Index row, Index column) {
        click(exhibit, row, column);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, at(exhibit, row, column));
    }

    struct Typed {
        std::string setting;
        Index offset = 0;
        double value;
    };
    StageView view;
    std::vector<Cell> chosen;
    QStringList refusals;
    std::vector<Typed> typed;
};

TEST_F(StageViewTest, GrowsOnlyWhereItCanBeScrolledAndNotWithoutEnd) {
    view.resize(90, 60);  // nothing fits here
    EXPECT_EQ(view.minimumHeight(), 0);
    view.setRoom(60);
    const int grown = view.minimumHeight();
    EXPECT_GT(grown, 60);
    EXPECT_LE(grown, StageSet::mostHeights * 60 + 60);
    view.resize(90, grown);
    EXPECT_EQ(view.minimumHeight(), grown);
}

TEST_F(StageViewTest, SaysWhichCellWasClicked) {
    click(2, 1, 2);
    click(1, 2, 0);
    ASSERT_EQ(chosen.size(), 2U);
    EXPECT_EQ(cellText(chosen[0]), "conv1.output[0,1,2]");
    EXPECT_EQ(cellText(chosen[1]), "conv1.weight[0,0,2,0]");
}

TEST_F(StageViewTest, RefusesCellsThatAreNotComputedYetOrOnlyShown) {
    click(2, 4, 4);
    click(3, 5, 5);
    EXPECT_TRUE(chosen.empty());
    ASSERT_EQ(refusals.size(), 2);
    EXPECT_TRUE(refusals[0].contains(QLatin1String("Not computed yet")));
}

TEST_F(StageViewTest, TakesTypedNumbersOnEnter) {
    doubleClick(1, 0, 2);
    ASSERT_TRUE(view.editor()->isVisible());
    QTest::keyClicks(view.editor(), QStringLiteral("-2.5"));
    QTest::keyClick(view.editor(), Qt::Key_Return);
    EXPECT_FALSE(view.editor()->isVisible());
    ASSERT_EQ(typed.size(), 1U);
    EXPECT_EQ(typed[0].setting, "kernel");
    EXPECT_EQ(typed[0].offset, 2);
    EXPECT_EQ(typed[0].value, -2.5);
}

TEST_F(StageViewTest, EditsTheInputAtItsPlaceInThePicture) {
    const Exhibit& input = view.set().exhibits[0];
    doubleClick(0, 2, 3);
    QTest::keyClicks(view.editor(), QStringLiteral("5"));
    QTest::keyClick(view.editor(), Qt::Key_Return);
    ASSERT_EQ(typed.size(), 1U);
    EXPECT_EQ(typed[0].setting, "picture");
    EXPECT_EQ(typed[0].offset, 2 * input.values.shape()[1] + 3);
}

TEST_F(StageViewTest, KeepsTheEditorOpenWithAMessageForWhatIsNoNumber) {
    doubleClick(1, 1, 1);
    for (const char* text : {"nan", "inf", "1e300", "text", ""}) {
        view.editor()->selectAll();
        QTest::keyClick(view.editor(), Qt::Key_Delete);
        QTest::keyClicks(view.editor(), QString::fromUtf8(text));
        QTest::keyClick(view.editor(), Qt::Key_Return);
        EXPECT_TRUE(view.editor()->isVisible()) << text;
        EXPECT_FALSE(view.editor()->message().isEmpty()) << text;
    }
    QTest::keyClick(view.editor(), Qt::Key_Escape);
    EXPECT_FALSE(view.editor()->isVisible());
    EXPECT_TRUE(typed.empty());
}

TEST_F(StageViewTest, GoesToTheNextCellOnTab) {
    doubleClick(1, 0, 0);
    QTest::keyClicks(view.editor(), QStringLiteral("7"));
    QTest::keyClick(view.editor(), Qt::Key_Tab);
    EXPECT_TRUE(view.editor()->isVisible());
    QTest::keyClicks(view.editor(), QStringLiteral("8"));
    QTest::keyClick(view.editor(), Qt::Key_Backtab, Qt::ShiftModifier);
    ASSERT_EQ(typed.size(), 2U);
    EXPECT_EQ(typed[1].offset, 1);
    EXPECT_TRUE(view.editor()->isVisible());
}

TEST_F(StageViewTest, DoesNotEditComputedNumbers) {
    doubleClick(2, 0, 0);
    EXPECT_FALSE(view.editor()->isVisible());
}

TEST_F(StageViewTest, WalksFromCellToCellWithTheArrowKeys) {
    QTest::keyClick(&view, Qt::Key_Down);
    EXPECT_EQ(view.selection(), (StagePlace{2, {0, 1, 3}}));
    QTest::keyClick(&view, Qt::Key_Left);
    EXPECT_EQ(view.selection(), (StagePlace{2, {0, 1, 2}}));
    EXPECT_TRUE(view.accessibleDescription().contains(QLatin1String("row 1, column 2")));
    QTest::keyClick(&view, Qt::Key_Return);
    ASSERT_EQ(chosen.size(), 1U);
    EXPECT_EQ(cellText(chosen[0]), "conv1.output[0,1,2]");
    for (int i = 0; i < 4; ++i) QTest::keyClick(&view, Qt::Key_Left);
    EXPECT_EQ(view.selection()->exhibit, 0U);
    QTest::keyClick(&view, Qt::Key_F2);
    EXPECT_TRUE(view.editor()->isVisible());
}

TEST_F(StageViewTest, JumpsToTheStepWhereTheWindowIsDragged) {
    std::vector<Index> wanted;
    QObject::connect(&view, &StageView::stepWanted, [&](Index step) {
        wanted.push_back(step);
        view.showStep(step);
    });
    const QPoint grip = at(0, 2, 4);  // the middle of the window of step 8
    QTest::mousePress(&view, Qt::LeftButton, {}, grip);
    QTest::mouseMove(&view, at(0, 3, 4));
    QTest::mouseMove(&view, at(0, 5, 5));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at(0, 5, 5));
    ASSERT_FALSE(wanted.empty());
    EXPECT_EQ(wanted.back(), 24);
    EXPECT_TRUE(chosen.empty());
}

TEST_F(StageViewTest, EndsAMovementInTheSamePictureAsAJump) {
    view.setAnimated(true);
    view.showStep(9);
    EXPECT_NE(view.scene(), frameAt(*(*findWalkthrough("L4"))->make({}).value(), 9, 1));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return view.scene() == frameAt(**(*findWalkthrough("L4"))->make({}), 9, 1); }, 2000));
    view.showStep(8);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return view.scene() == frameAt(**(*findWalkthrough("L4"))->make({}), 8, 1); }, 2000));
}

TEST_F(StageViewTest, SurvivesEverySize) {
    for (const QSize size : {QSize(1, 1), QSize(30, 30), QSize(400, 20), QSize(2000, 1200)}) {
        view.resize(size);
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(size.width() / 2, size.height() / 2));
        EXPECT_FALSE(view.grab().isNull());
    }
}

}  // namespace
}  // namespace deltascope
