#include "ui/workspaces/network/network_workspace.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTest>
#include <fstream>

#include "tests/support/core/digit_models.h"
#include "tests/support/core/temporary_folder.h"
#include "ui/stage/cell_editor.h"
#include "ui/theme/theme_manager.h"
#include "ui/why/terms_view.h"
#include "ui/why/why_panel.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/network/architecture_form.h"
#include "ui/workspaces/network/inspector.h"
#include "ui/workspaces/network/likes_dialog.h"
#include "ui/workspaces/network/map_zoom.h"
#include "ui/workspaces/network/network_view.h"
#include "ui/workspaces/network/source_bar.h"
#include "ui/workspaces/network/step_panel.h"
#include "ui/workspaces/network/step_strip.h"

namespace deltascope {
namespace {

class TheNetworkWorkspace : public ::testing::Test {
  protected:
    TheNetworkWorkspace() {
        workspace_.resize(1364, 900);
        workspace_.show();
        QApplication::setActiveWindow(&workspace_);
        (void)QTest::qWaitForWindowActive(&workspace_);
        workspace_.refresh();
    }
    NetworkSession& session() { return workspace_.session(); }
    NetworkView& view() { return workspace_.view(); }
    void useDigits() {
        workspace_.setTrained("Digits", std::make_shared<const Network<double>>(
                                            untrainedModel().checkpoint.network.cast<double>()));
    }
    QPoint at(const Cell& cell) { return view().rectOf(cell).center().toPoint(); }
    void click(const Cell& cell) {
        QTest::mouseClick(&view(), Qt::LeftButton, {}, at(cell));
        workspace_.refresh();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &workspace_, key,
                        modifiers);
        workspace_.refresh();
    }
    void drag(QWidget& widget, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(&widget, button, {}, from);
        for (const QPoint place : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, button, {});
            QApplication::sendEvent(&widget, &move);
        }
        QTest::mouseRelease(&widget, button, {}, to);
        workspace_.refresh();
    }

    NetworkWorkspace workspace_;
};

TEST_F(TheNetworkWorkspace, ExplainsTheNumberThatIsClicked) {
    const Cell cell{"pool1.output", 0, {1, 2, 3}};
    click(cell);
    EXPECT_EQ(session().chosen(), cell);
    EXPECT_EQ(workspace_.inspector().zoom().cell(), cell);
    const auto explanation = session().example().explain(cell);
    const auto& sections = workspace_.inspector().why().termsView().table().sections;
    ASSERT_FALSE(sections.empty());
    EXPECT_EQ(sections.back().total, explanation->value);
}

TEST_F(TheNetworkWorkspace, FollowsATermAndComesBack) {
    const Cell cell{"conv1.output", 0, {0, 2, 2}};
    click(cell);
    auto& terms = workspace_.inspector().why().termsView();
    const Cell part{"conv1.weight", 0, {0, 0, 0, 0}};
    ASSERT_FALSE(terms.pieceRect(part).isEmpty());
    QTest::mouseMove(&terms, terms.pieceRect(part).center().toPoint());
    QTest::mouseClick(&terms, Qt::LeftButton, {}, terms.pieceRect(part).center().toPoint());
    workspace_.refresh();
    EXPECT_EQ(session().chosen(), part);
    EXPECT_EQ(session().mode(), NumberMode::gradients);
    view().setFocus();
    press(Qt::Key_Backspace);
    EXPECT_EQ(session().chosen(), cell);
}

TEST_F(TheNetworkWorkspace, WalksTheNineStepsUpdateAndTheNextForwardByKeys) {
    view().setFocus();
    for (int step = 1; step <= 9; ++step) {
        press(static_cast<Qt::Key>(Qt::Key_0 + step));
        EXPECT_EQ(session().step(), step);
        EXPECT_NE(workspace_.stepPanel().text().indexOf(QStringLiteral("Step %1 of 9").arg(step)), -1);
        bool hasFresh = false;
        for (const TensorPanel& panel : view().panels()) hasFresh |= panel.isFresh && panel.isKnown;
        EXPECT_TRUE(hasFresh);
    }
    press(Qt::Key_PageDown);
    EXPECT_EQ(session().step(), session().updateStep());
    EXPECT_TRUE(workspace_.stepPanel().text().contains(QStringLiteral("Loss")));
    EXPECT_TRUE(session().chosen().tensor.ends_with("_new"));
    const double promised = session().lossAfterUpdate();
    press(Qt::Key_PageDown);
    EXPECT_EQ(session().step(), 0);
    EXPECT_EQ(session().loss(), promised);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_NE(session().loss(), promised);
}

TEST_F(TheNetworkWorkspace, StepsWithTheCirclesAndButtons) {
    StepStrip& strip = workspace_.stepPanel().strip();
    QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.circleOf(4).center().toPoint());
    workspace_.refresh();
    EXPECT_EQ(session().step(), 4);
    QTest::mouseClick(&workspace_.stepPanel().updateButton(), Qt::LeftButton);
    EXPECT_EQ(session().step(), session().updateStep());
}

TEST_F(TheNetworkWorkspace, PaintsOnTheInputAndEverythingFollows) {
    useDigits();
    const double loss = session().loss();
    const Cell from{"input.output", 0, {0, 3, 3}}, to{"input.output", 0, {0, 3, 20}};
    drag(view(), at(from), at(to));
    for (const Index column : {3, 10, 20})
        EXPECT_EQ(session().valueAt({"input.output", 0, {0, 3, column}}), 1);
    EXPECT_NE(session().loss(), loss);
    EXPECT_EQ(session().undoAction(), "painting");
    drag(view(), at(from), at(to), Qt::RightButton);
    EXPECT_EQ(session().valueAt(to), 0);
    session().undo();
    session().undo();
    EXPECT_EQ(session().loss(), loss);
}

TEST_F(TheNetworkWorkspace, PaintsAsWideAsItsBrushAndErases) {
    useDigits();
    session().setPicture(Tensor<double>({1, 28, 28}), "empty");
    workspace_.refresh();
    QComboBox* brush = nullptr;
    for (auto* box : workspace_.findChildren<QComboBox*>())
        if (box->accessibleName() == "Brush") brush = box;
    ASSERT_TRUE(brush && brush->isVisible());
    const auto inkedRows = [this] {
        int rows = 0;
        for (Index y = 0; y < 28; ++y) rows += session().valueAt({"input.output", 0, {0, y, 10}}) > 0;
        return rows;
    };
    const Cell from{"input.output", 0, {0, 14, 3}}, to{"input.output", 0, {0, 14, 20}};
    brush->setFocus();
    QTest::keyClick(brush, Qt::Key_Home);
    drag(view(), at(from), at(to));
    EXPECT_EQ(inkedRows(), 1);
    for (int i = 0; i < 3; ++i) QTest::keyClick(brush, Qt::Key_Down);
    EXPECT_EQ(session().brush(), 4);
    drag(view(), at(from), at(to));
    EXPECT_EQ(inkedRows(), 5);
    EXPECT_LT(session().valueAt({"input.output", 0, {0, 12, 10}}), 1) << "soft at its edge";
    QTest::keyClick(brush, Qt::Key_End);
    drag(view(), at(from), at(to));
    EXPECT_EQ(inkedRows(), 2) << "the edges' outer half stays";
    session().setMode(NumberMode::deltas);
    workspace_.refresh();
    EXPECT_FALSE(brush->isVisible()) << "there is nothing to paint on";
}

TEST_F(TheNetworkWorkspace, ComparesFromHereWhenAsked) {
    useDigits();
    ASSERT_TRUE(session().setNumber({"input.output", 0, {0, 5, 5}}, 1));
    QCheckBox* difference = nullptr;
    for (auto* box : workspace_.findChildren<QCheckBox*>())
        if (box->text() == "Difference") difference = box;
    workspace_.refresh();
    QTest::mouseClick(difference, Qt::LeftButton);
    workspace_.refresh();
    QPushButton* fromHere = nullptr;
    for (auto* found : workspace_.findChildren<QPushButton*>())
        if (found->text() == "Compare from here") fromHere = found;
    ASSERT_TRUE(fromHere && fromHere->isVisible());
    EXPECT_FALSE(session().changes(5).empty());
    QTest::mouseClick(fromHere, Qt::LeftButton);
    workspace_.refresh();
    EXPECT_TRUE(session().isDifference());
    EXPECT_TRUE(session().changes(5).empty());
    ASSERT_TRUE(session().setNumber({"input.output", 0, {0, 6, 6}}, 0.5));
    EXPECT_EQ(session().changes(1)[0].cell, (Cell{"input.output", 0, {0, 6, 6}}));
    session().undo();
    session().undo();
    EXPECT_FALSE(session().changes(5).empty()) << "undo brings the older comparison back";
}

TEST_F(TheNetworkWorkspace, PastesAPicture) {
    useDigits();
    QImage picture(40, 40, QImage::Format_RGB32);
    picture.fill(Qt::white);
    for (int y = 5; y < 35; ++y) picture.setPixel(20, y, qRgb(0, 0, 0));
    QGuiApplication::clipboard()->setImage(picture);
    view().setFocus();
    press(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(session().pictureName(), "Pasted picture");
    QGuiApplication::clipboard()->setText("no picture");
    press(Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(workspace_.messages().kind(), MessageBar::Kind::error);
    EXPECT_EQ(session().pictureName(), "Pasted picture");
}

TEST_F(TheNetworkWorkspace, TakesTheNetworkOutOfTraining) {
    const auto trained = std::make_shared<const Network<double>>(
                   untrainedModel().checkpoint.network.cast<double>()),
               untrained = std::make_shared<const Network<double>>(*trained);
    workspace_.setOwn(trained, untrained);
    EXPECT_EQ(session().networkName(), "Trained in Train");
    EXPECT_EQ(session().untrained(), untrained);
    session().setNetwork("Pencil network", pencilStart(), "pencil");
    EXPECT_EQ(session().untrained(), nullptr);
    for (QAction* action : workspace_.sources().networkMenu().actions())
        if (action->text() == "Trained in Train") action->trigger();
    EXPECT_EQ(session().network().parameters(), trained->parameters());
}

TEST_F(TheNetworkWorkspace, TakesATypedWeightAndRefusesNonsense) {
    session().setMode(NumberMode::gradients);
    const Cell cell{"conv1.weight", 0, {0, 0, 1, 1}};
    session().choose(cell);
    workspace_.refresh();
    MapZoom& zoom = workspace_.inspector().zoom();
    QTest::mouseDClick(&zoom, Qt::LeftButton, {}, zoom.rectOf(cell).center().toPoint());
    ASSERT_TRUE(zoom.editor().isVisible());
    zoom.editor().setText(QStringLiteral("many"));
    QTest::keyClick(&zoom.editor(), Qt::Key_Return);
    EXPECT_TRUE(zoom.editor().isVisible());
    EXPECT_FALSE(zoom.editor().message().isEmpty());
    zoom.editor().setText(QStringLiteral("0,75"));
    QTest::keyClick(&zoom.editor(), Qt::Key_Return);
    workspace_.refresh();
    EXPECT_EQ(session().valueAt(cell), 0.75);
    session().choose({"conv1.output", 0, {0, 0, 0}});
    workspace_.refresh();
    zoom.edit();
    EXPECT_FALSE(zoom.editor().isVisible());
    EXPECT_FALSE(workspace_.messages().text().isEmpty());
}

TEST_F(TheNetworkWorkspace, ShowsWhatChangedMostAndComparesWithAPinnedNumber) {
    auto& inspector = workspace_.inspector();
    QTest::mouseClick(&inspector.pinButton(), Qt::LeftButton);
    workspace_.refresh();
    EXPECT_TRUE(inspector.comparison().contains(QStringLiteral("softmax.output")));
    click({"fc2.output", 0, {1}});
    EXPECT_TRUE(inspector.comparison().contains(QStringLiteral("difference")));
    EXPECT_TRUE(inspector.changes().isEmpty());
    ASSERT_TRUE(session().setNumber({"input.output", 0, {0, 5, 5}}, 3));
    session().setDifference(true);
    workspace_.refresh();
    EXPECT_TRUE(inspector.changes().contains(QStringLiteral("input[0,5,5]")));
}

TEST_F(TheNetworkWorkspace, ChangesLabelAndRateAndSaysWhatIsWrongWithOne) {
    const double loss = session().loss();
    workspace_.sources().labelBox().setCurrentIndex(3);
    Q_EMIT workspace_.sources().labelBox().activated(3);
    EXPECT_EQ(session().label(), 3);
    EXPECT_NE(session().loss(), loss);
    QLineEdit& rate = workspace_.stepPanel().rateField();
    rate.setFocus();
    rate.selectAll();
    QTest::keyClicks(&rate, QStringLiteral("-2"));
    QTest::keyClick(&rate, Qt::Key_Return);
    EXPECT_TRUE(workspace_.messages().isVisible());
    EXPECT_EQ(session().rate(), 0.1);
    rate.selectAll();
    QTest::keyClicks(&rate, QStringLiteral("0.25"));
    QTest::keyClick(&rate, Qt::Key_Return);
    EXPECT_EQ(session().rate(), 0.25);
}

TEST_F(TheNetworkWorkspace, MovesByArrowKeys) {
    click({"conv1.output", 0, {0, 2, 2}});
    view().setFocus();
    press(Qt::Key_Right);
    press(Qt::Key_Down);
    EXPECT_EQ(session().chosen(), (Cell{"conv1.output", 0, {0, 3, 3}}));
    press(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(session().chosen(), (Cell{"conv1.output", 0, {1, 3, 3}}));
    press(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(session().chosen().tensor, "sigmoid1.output");
    for (int i = 0; i < 40; ++i) press(Qt::Key_Left);
    EXPECT_EQ(session().chosen().index.back(), 0);
}

TEST_F(TheNetworkWorkspace, ReportsFilesThatCannotBeOpened) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "a.png") << "no picture";
    workspace_.openPicture(folder.path() / "a.png");
    EXPECT_TRUE(workspace_.messages().text().contains(QStringLiteral("a.png")));
    workspace_.openModel(folder.path() / "missing.safetensors");
    EXPECT_TRUE(workspace_.messages().text().contains(QStringLiteral("missing.safetensors")));
    workspace_.openFolder(folder.path());
    EXPECT_EQ(workspace_.messages().kind(), MessageBar::Kind::error);
    QImage picture(40, 40, QImage::Format_RGB32);
    picture.fill(Qt::white);
    for (int y = 5; y < 35; ++y) picture.setPixel(20, y, qRgb(0, 0, 0));
    ASSERT_TRUE(picture.save(QString::fromStdString((folder.path() / "one.png").string())));
    useDigits();
    workspace_.openPicture(folder.path() / "one.png");
    EXPECT_EQ(session().pictureName(), "one.png");
    EXPECT_FALSE(workspace_.messages().isVisible());
}

TEST_F(TheNetworkWorkspace, RemembersWhatItShowed) {
    useDigits();
    session().showPicture(17);
    session().setLabel(2);
    session().goTo(5);
    QSettings settings;
    workspace_.saveState(settings);
    NetworkWorkspace next;
    next.setTrained("Digits", std::make_shared<const Network<double>>(session().network()));
    next.restoreState(settings);
    EXPECT_EQ(next.session().pictureNumber(), 17);
    EXPECT_EQ(next.session().label(), 2);
    EXPECT_EQ(next.session().step(), 5);
    EXPECT_EQ(next.session().chosen(), session().chosen());
    EXPECT_FALSE(next.session().canUndo());
    ASSERT_TRUE(session().design(pencilNetwork(), 9));
    workspace_.saveState(settings);
    NetworkWorkspace designed;
    designed.restoreState(settings);
    EXPECT_EQ(designed.session().networkName(), "Untrained, seed 9");
    EXPECT_EQ(designed.session().network().parameters()[0], session().network().parameters()[0]);
}

TEST_F(TheNetworkWorkspace, PaintsItselfInEveryThemeAndSize) {
    useDigits();
    for (const ThemeKind kind : {ThemeKind::light, ThemeKind::dark, ThemeKind::projector}) {
        themeManager().setTheme(kind);
        for (const QSize size : {QSize(948, 700), QSize(1844, 1080)}) {
            workspace_.resize(size);
            EXPECT_EQ(workspace_.size(), size) << "must not be wider than the window";
            EXPECT_FALSE(workspace_.grab().isNull());
        }
    }
    themeManager().setTheme(ThemeKind::light);
}

TEST(TheArchitectureForm, ExplainsWhatIsImpossibleAndMakesOnlyWhatIsPossible) {
    ArchitectureForm form(lectureNetwork());
    EXPECT_EQ(form.choices(), ArchitectureChoices{});
    EXPECT_TRUE(form.makeButton().isEnabled());
    ArchitectureChoices choices;
    choices.convolutions = {{6, 15}, {16, 15}};
    form.setChoices(choices);
    EXPECT_FALSE(form.makeButton().isEnabled());
    EXPECT_TRUE(form.message().contains(QStringLiteral("conv2"))) << form.message().toStdString();
    choices.convolutions = {{3, 5}};
    choices.channels = 3;
    form.setChoices(choices);
    std::optional<Architecture> made;
    QObject::connect(&form, &ArchitectureForm::wanted, &form,
                     [&](const Architecture& architecture, int) { made = architecture; });
    form.makeButton().click();
    ASSERT_TRUE(made);
    EXPECT_EQ(*made, architectureOf(choices));
}

TEST(TheLikesDialog, FindsTheStrongestPicturesOfTheChosenMap) {
    NetworkSession session;
    session.choose({"pool1.output", 0, {1, 0, 0}});
    const LikesDialog dialog(session);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !dialog.isSearching(); }, 20000));
    ASSERT_EQ(dialog.examples().size(), 2U) << "the lecture has two pictures for this network";
    EXPECT_GE(dialog.examples()[0].value, dialog.examples()[1].value);
    session.choose({"input.output", 0, {0, 0, 0}});
    const LikesDialog none(session);
    EXPECT_FALSE(none.isSearching());
    EXPECT_TRUE(none.examples().empty());
}

TEST(TheLikesDialog, SearchesBesideTheWindowAndCanBeStopped) {
    NetworkSession session;
    const auto network =
        std::make_shared<const Network<double>>(untrainedModel().checkpoint.network.cast<double>());
    session.setNetwork("Digits", network, {}, network);
    session.choose({"conv1.output", 0, {1, 0, 0}});
    LikesDialog dialog(session);
    dialog.show();
    EXPECT_TRUE(dialog.isSearching());
    QPushButton* stop = nullptr;
    bool hasKernels = false;
    for (auto* found : dialog.findChildren<QPushButton*>())
        if (found->text() == "Stop") stop = found;
    for (auto* label : dialog.findChildren<QLabel*>())
        hasKernels |= label->text().contains("before training");
    EXPECT_TRUE(hasKernels);
    ASSERT_NE(stop, nullptr);
    QTest::mouseClick(stop, Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !dialog.isSearching(); }, 20000));
    EXPECT_LE(dialog.examples().size(), 8U);
    session.choose({"conv1.output", 0, {0, 0, 0}});
    const LikesDialog shutAtOnce(session);  // must end its thread
}

}  // namespace
}  // namespace deltascope
