#include "ui/workspaces/train/train_workspace.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <cmath>
#include <iostream>

#include "tests/support/core/temporary_folder.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/train/batch_view.h"
#include "ui/workspaces/train/confusion_view.h"
#include "ui/workspaces/train/curve_view.h"
#include "ui/workspaces/train/magnitude_view.h"
#include "ui/workspaces/train/network_strip.h"
#include "ui/workspaces/train/timeline.h"
#include "ui/workspaces/train/training_controls.h"

namespace deltascope {
namespace {

DigitChoice fewDigits() {
    DigitChoice choice;
    choice.count = 300;
    return choice;
}

class TheTrainWorkspace : public ::testing::Test {
  protected:
    void open(QWidget& workspace) {
        workspace.resize(1364, 900);
        workspace.show();
        QApplication::setActiveWindow(&workspace);
        (void)QTest::qWaitForWindowActive(&workspace);
    }
    TheTrainWorkspace() {
        workspace_.begin(fewDigits());
        open(workspace_);
        settle();
    }
    void settle() { workspace_.session().settle(); }
    const TrainingView& view() { return *workspace_.session().view(); }
    QPushButton* button(const QString& name) {
        for (auto* found : workspace_.findChildren<QPushButton*>())
            if (found->text() == name) return found;
        return nullptr;
    }
    void train(Index steps) {
        workspace_.session().worker().run(steps);
        settle();
    }

    TrainWorkspace workspace_;
};

TEST_F(TheTrainWorkspace, ShowsTheUntrainedNetworkAtOnce) {
    EXPECT_EQ(view().position.step, 0);
    EXPECT_EQ(view().network->parameters(), untrainedNetwork({})->parameters());
    EXPECT_FALSE(view().running);
    EXPECT_EQ(view().evaluation->examples, 30);
}

TEST_F(TheTrainWorkspace, TrainsOneBatchAndOneEpochByKeyAndButton) {
    QTest::keyClick(&workspace_, Qt::Key_Right);
    settle();
    EXPECT_EQ(view().position.step, 1);
    QTest::mouseClick(button("One batch"), Qt::LeftButton);
    settle();
    EXPECT_EQ(view().position.step, 2);
    QTest::mouseClick(button("One epoch"), Qt::LeftButton);
    settle();
    EXPECT_EQ(view().position.epoch, 2);
    EXPECT_EQ(view().position.offset, 0);
    QTest::keyClick(&workspace_, Qt::Key_Left);
    settle();
    EXPECT_EQ(view().position.step, 8);
}

TEST_F(TheTrainWorkspace, StartsAsSoonAsTheDigitsAreThereIfAskedBefore) {
    TrainWorkspace fresh;
    QPushButton* start = nullptr;
    for (auto* found : fresh.findChildren<QPushButton*>())
        if (found->text() == "Start") start = found;
    EXPECT_FALSE(start->isEnabled()) << "there is nothing to start";
    fresh.begin(fewDigits());
    open(fresh);
    QTest::mouseClick(start, Qt::LeftButton);  // the digits are still being drawn
    fresh.session().settle();
    EXPECT_EQ(fresh.session().view()->position.examples, 10 * 270);
}

TEST_F(TheTrainWorkspace, StartsPausesAndStopsAtItsGoal) {
    QTest::keyClick(&workspace_, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(view().position.step > 0, 10000);
    settle();
    EXPECT_EQ(view().position.epoch, view().goal + 1);
    EXPECT_EQ(view().position.examples, 10 * 270);
    EXPECT_FALSE(view().running);
    EXPECT_EQ(view().curves->training.size(), 90U);
}

TEST_F(TheTrainWorkspace, ScrubsToAnyMomentAndBranches) {
    train(20);
    const auto end = view().network->parameters();
    auto* slider = workspace_.findChild<QSlider*>();
    EXPECT_EQ(slider->maximum(), 20);
    slider->setValue(7);
    settle();
    EXPECT_EQ(view().position.step, 7);
    EXPECT_EQ(view().lastStep, 20) << "the future stays";
    const auto early = view().network->parameters();
    slider->setValue(20);
    settle();
    EXPECT_EQ(view().network->parameters(), end);
    slider->setValue(7);
    settle();
    EXPECT_EQ(view().network->parameters(), early);
    train(13);
    EXPECT_EQ(view().branches->size(), 2U);
    EXPECT_EQ(view().network->parameters(), end) << "same seed, same settings: same bits";
}

TEST_F(TheTrainWorkspace, OffersEveryBranchAndDrawsTheOthersFaintly) {
    auto& box = *workspace_.findChild<Timeline*>()->findChild<QComboBox*>();
    auto& chart = *workspace_.findChild<CurveView*>();
    train(20);
    const auto end = view().network->parameters();
    EXPECT_FALSE(box.isVisible()) << "nothing to choose from";
    EXPECT_EQ(chart.others(), 0);
    workspace_.findChild<QSlider*>()->setValue(7);
    settle();
    workspace_.session().worker().setSettings({{0.01, 0, 0}, 32});
    train(5);
    ASSERT_TRUE(box.isVisible());
    EXPECT_EQ(box.count(), 2);
    EXPECT_EQ(box.currentIndex(), 1);
    EXPECT_EQ(box.itemText(1), QStringLiteral("Branch 2"));
    EXPECT_TRUE(box.itemData(1, Qt::ToolTipRole).toString().contains("after batch 7"));
    EXPECT_EQ(chart.others(), 1);
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Up);
    settle();
    EXPECT_EQ(view().moment, (Moment{0, 20})) << "at its end";
    EXPECT_EQ(view().network->parameters(), end);
    EXPECT_EQ(chart.others(), 1);
}

TEST_F(TheTrainWorkspace, LetsTheRateFallToTheLastEpoch) {
    auto& controls = *workspace_.findChild<TrainingControls*>();
    QCheckBox* falls = nullptr;
    for (auto* box : controls.findChildren<QCheckBox*>())
        if (box->text() == "falls to the end") falls = box;
    ASSERT_NE(falls, nullptr);
    falls->setChecked(true);
    settle();
    const double start = view().rate;
    workspace_.session().worker().run(-1);
    settle();
    EXPECT_EQ(view().position.epoch, view().goal + 1);
    EXPECT_NEAR(view().rate, 0.01 * start, 1e-9);
    workspace_.session().worker().run(-1);  // as many epochs again: the rate falls to the new end
    settle();
    EXPECT_EQ(view().settings.fallingEpochs, view().goal);
    EXPECT_NEAR(view().rate, 0.01 * start, 1e-9);
    falls->setChecked(false);
    settle();
    EXPECT_EQ(view().rate, start);
}

TEST_F(TheTrainWorkspace, OpensItsNetworkBesideWhatItWasBeforeTraining) {
    train(3);
    std::optional<Network<float>> trained, untrained;
    QObject::connect(&workspace_, &TrainWorkspace::networkAsked, &workspace_,
                     [&](const Checkpoint<float>& checkpoint, const Network<float>& before) {
                         trained = checkpoint.network;
                         untrained = before;
                     });
    QTest::mouseClick(button("Open in Network"), Qt::LeftButton);
    ASSERT_TRUE(trained);
    EXPECT_EQ(trained->parameters(), view().network->parameters());
    EXPECT_EQ(untrained->parameters(), untrainedNetwork({})->parameters());
}

TEST_F(TheTrainWorkspace, DoesNotOverwriteWhatAnotherWindowKeeps) {
    const TemporaryFolder folder;
    auto first = std::make_unique<TrainWorkspace>();
    first->keepIn(folder.path());
    first->begin(fewDigits());
    first->session().worker().run(9);
    first->session().settle();
    {
        TrainWorkspace second;
        second.keepIn(folder.path());
        open(second);
        EXPECT_TRUE(second.messages().isVisible());
        EXPECT_TRUE(second.messages().text().contains("Another window"));
        second.begin(fewDigits());
        EXPECT_TRUE(second.messages().isVisible()) << "as long as it is true";
        second.session().worker().run(2);
        second.session().settle();
    }
    EXPECT_EQ(loadTrainingState(folder.path() / "training.safetensors")->moment.step, 9);
    first.reset();
    TrainWorkspace third;
    third.keepIn(folder.path());
    EXPECT_FALSE(third.messages().isVisible());
}

TEST_F(TheTrainWorkspace, ExplainsADivergenceAndGoesBack) {
    auto& controls = *workspace_.findChild<TrainingControls*>();
    train(10);
    StepSettings wild{{5000, 0.9, 0}, 32};
    workspace_.session().worker().setSettings(wild);
    workspace_.session().worker().run(-1);
    settle();
    ASSERT_TRUE(view().divergence);
    const Index good = view().divergence->lastGood;
    QPushButton* recover = button(QStringLiteral("Back to batch %1, half the rate").arg(good));
    ASSERT_NE(recover, nullptr);
    EXPECT_TRUE(recover->isVisible());
    QTest::mouseClick(recover, Qt::LeftButton);
    settle();
    EXPECT_FALSE(view().divergence);
    EXPECT_EQ(view().position.step, good);
    EXPECT_EQ(controls.settings().sgd.learningRate, 2500);
}

TEST_F(TheTrainWorkspace, ShowsTheDigitsBehindACell) {
    auto& confusion = *workspace_.findChild<ConfusionView*>();
    int answer = 0;
    while (view().evaluation->confusion[4][static_cast<std::size_t>(answer)] == 0) ++answer;
    QTest::mouseClick(&confusion, Qt::LeftButton, {}, confusion.cellRect({4, answer}).center().toPoint());
    settle();
    ASSERT_TRUE(view().behind);
    EXPECT_EQ(view().behind->cell, (ConfusionCell{4, answer}));
    EXPECT_EQ(static_cast<Index>(view().behind->pictures.size()),
              view().evaluation->confusion[4][static_cast<std::size_t>(answer)]);
    confusion.setFocus();
    QTest::keyClick(&confusion, Qt::Key_Up);
    EXPECT_EQ(confusion.chosen()->label, 3);
    settle();
    EXPECT_EQ(view().position.step, 0) << "arrow keys belong to the matrix here";
}

TEST_F(TheTrainWorkspace, LooksInsideOneBatch) {
    train(3);
    QTest::mouseClick(button("Inside one batch"), Qt::LeftButton);
    settle();
    ASSERT_TRUE(view().shares);
    EXPECT_EQ(view().shares->shape(), (Shape{32, 150}));
    auto& batch = *workspace_.findChild<BatchView*>();
    EXPECT_TRUE(batch.isVisible());
    const QImage before = batch.grab().toImage();
    workspace_.session().worker().lookAtKernel({2, 3, 1});
    settle();
    EXPECT_EQ(view().shares->shape(), (Shape{32, 2400}));
    EXPECT_NE(batch.grab().toImage(), before);
}

TEST_F(TheTrainWorkspace, TellsTheNumberUnderTheMouse) {
    train(2);
    auto& strip = *workspace_.findChild<NetworkStrip*>();
    int kernels = 0;
    for (int y = 0; y < strip.height(); y += 3) {
        for (int x = 0; x < strip.width(); x += 3) {
            const QString text = strip.textAt(QPointF(x, y));
            if (!text.startsWith("conv1.weight[")) continue;
            ++kernels;
            const QStringList index = text.section('[', 1).section(']', 0, 0).split(',');
            const float value = view().network->parameters()[0].at(
                {index[0].toInt(), index[1].toInt(), index[2].toInt(), index[3].toInt()});
            EXPECT_NEAR(text.section("= ", 1).toFloat(), value, 1e-5F) << text.toStdString();
        }
    }
    EXPECT_GT(kernels, 20);
}

TEST_F(TheTrainWorkspace, ShowsMapsDeltasWeightsGradientsAndUpdates) {
    train(2);
    auto& strip = *workspace_.findChild<NetworkStrip*>();
    const std::pair<QString, QStringList> tabs[] = {
        {"Maps", {"input.output[", "sigmoid2.output[", "pool2.output[", "sigmoid3.output["}},
        {"Deltas", {"input.output[", "sigmoid1.delta[", "pool2.delta["}},
        {"Weights", {"conv1.weight[", "conv2.weight[", "fc1.weight[", "fc2.weight["}},
        {"Gradients", {"conv1.weight_gradient[", "fc2.weight_gradient["}},
        {"Updates", {"conv2.weight_update[", "fc1.weight_update["}}};
    for (const QSize& size : {QSize(948, 640), QSize(1844, 1040)}) {
        workspace_.resize(size);
        QApplication::processEvents();
        for (const auto& [tab, expected] : tabs) {
            QTest::mouseClick(button(tab), Qt::LeftButton);
            QStringList seen;
            for (int y = 0; y < strip.height(); y += 2)
                for (int x = 0; x < strip.width(); x += 2)
                    if (const QString text = strip.textAt(QPointF(x, y)); !text.isEmpty())
                        seen << text.section('[', 0, 0) + '[';
            seen.removeDuplicates();
            for (const QString& name : expected)
                EXPECT_TRUE(seen.contains(name)) << tab.toStdString() << ": " << name.toStdString();
        }
    }
}

TEST_F(TheTrainWorkspace, WritesTheCountsIntoTheCellsOfASmallWindow) {
    train(40);
    workspace_.resize(948, 640);
    QApplication::processEvents();
    const QRectF cell = workspace_.findChild<ConfusionView*>()->cellRect({3, 3});
    EXPECT_GE(cell.width(), 16);
    EXPECT_GE(cell.height(), 10);
}

TEST_F(TheTrainWorkspace, HandsItsNetworkToDrawing) {
    train(2);
    Checkpoint<float> got = workspace_.checkpoint();
    QObject::connect(&workspace_, &TrainWorkspace::drawAsked, &workspace_,
                     [&](const Checkpoint<float>& checkpoint) {
                         got.notes = checkpoint.notes, got.network = checkpoint.network;
                     });
    QTest::mouseClick(button("Use in Draw"), Qt::LeftButton);
    EXPECT_EQ(got.network.parameters(), view().network->parameters());
    EXPECT_TRUE(got.notes.contains("held_out_accuracy"));
    const TemporaryFolder folder;
    workspace_.saveModel(folder.path() / "model.safetensors");
    const auto loaded = loadCheckpoint<float>(folder.path() / "model.safetensors");
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->network.parameters(), view().network->parameters());
    workspace_.saveModel(folder.path() / "no" / "model.safetensors");
    EXPECT_EQ(workspace_.messages().kind(), MessageBar::Kind::error);
}

TEST_F(TheTrainWorkspace, KeepsTheTrainingForTheNextWindow) {
    const TemporaryFolder folder;
    std::vector<Tensor<float>> weights;
    {
        TrainWorkspace first;
        first.keepIn(folder.path());
        first.begin(fewDigits());
        first.session().worker().run(9);
        first.session().settle();
        weights = first.session().view()->network->parameters();
    }
    TrainWorkspace second;
    second.keepIn(folder.path());
    open(second);
    QPushButton* again = nullptr;
    for (auto* found : second.findChildren<QPushButton*>())
        if (found->text() == "Continue") again = found;
    ASSERT_TRUE(again && again->isVisible());
    second.setFocus();  // as the window does
    EXPECT_TRUE(again->hasFocus());
    QTest::keyClick(again, Qt::Key_Space);
    second.session().settle();
    EXPECT_EQ(second.session().view()->position.step, 9);
    EXPECT_EQ(second.session().view()->network->parameters(), weights);
    EXPECT_FALSE(again->isVisible());
    EXPECT_TRUE(second.hasFocus()) << "keys go on to work";
}

TEST_F(TheTrainWorkspace, RemembersItsSettingsAndSurvivesNonsense) {
    TrainingControls controls, other;
    QSettings settings;
    controls.setSettings({{0.25, 0.5, 0.001}, 77, controls.epochs()});
    controls.setPlan({"relu", InitialScheme::he, 1, 42});
    controls.saveState(settings);
    other.restoreState(settings);
    EXPECT_EQ(other.settings(), controls.settings());
    EXPECT_EQ(other.plan(), controls.plan());
    settings.setValue("train/rate", "fast");
    settings.setValue("train/batch", "1e300");
    settings.setValue("train/plan", "{");
    other.restoreState(settings);
    EXPECT_GT(other.settings().sgd.learningRate, 0);
    EXPECT_GE(other.settings().batch, 1);
}

TEST_F(TheTrainWorkspace, NamesEveryControlForScreenReaders) {
    for (auto* widget : workspace_.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QSlider*>(widget);
        if (isControl && !widget->accessibleName().isEmpty()) continue;
        EXPECT_FALSE(isControl) << widget->metaObject()->className();
    }
}

TEST_F(TheTrainWorkspace, FitsASmallWindow) {
    workspace_.resize(948, 700);
    QApplication::processEvents();
    EXPECT_LE(workspace_.minimumSizeHint().width(), 948);
    EXPECT_LE(workspace_.minimumSizeHint().height(), 640);
}

TEST_F(TheTrainWorkspace, DrawsThirtyFramesASecondWithoutAStallWhileItTrains) {
    DigitChoice digits;
    digits.count = 2000;
    workspace_.begin(digits);
    settle();
    workspace_.session().worker().setGoal(1000);
    int frames = 0;
    QObject::connect(&workspace_.session(), &TrainSession::viewChanged, &workspace_, [&] { ++frames; });
    workspace_.session().worker().run(-1);
    QElapsedTimer all, turn;
    all.start();
    qint64 longest = 0;
    while (all.elapsed() < 3000) {
        turn.start();
        QApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, turn.elapsed());
        QTest::qSleep(1);
    }
    workspace_.session().worker().pause();
    settle();
    std::cout << frames / 3.0 << " views a second, longest turn of the event loop " << longest << " ms, "
              << view().imagesPerSecond << " images/s\n";
    // Far below what a machine of its own gives, because tests share theirs.
    EXPECT_GT(frames, 20);
    EXPECT_LT(longest, 1000);
}

TEST(LogShare, IsEvenInPowersOfTen) {
    EXPECT_DOUBLE_EQ(logShare(0.001, -6, 0), 0.5);
    EXPECT_EQ(logShare(0, -6, 0), 0);
    EXPECT_EQ(logShare(1e9, -6, 0), 1);
    EXPECT_EQ(logShare(std::nan(""), -6, 0), 0);
}

}  // namespace
}  // namespace deltascope
