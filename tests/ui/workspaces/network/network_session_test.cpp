#include "ui/workspaces/network/network_session.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <cmath>
#include <fstream>

#include "core/network/checkpoint.h"
#include "core/network/initialise.h"
#include "tests/support/core/temporary_folder.h"
#include "ui/workspaces/network/tensor_panels.h"

namespace deltascope {
namespace {

LessonNetwork digitNetwork(std::uint64_t seed = 1) {
    auto network = std::make_shared<Network<double>>(*Network<double>::make(lectureNetwork()));
    initialise(*network, {InitialScheme::xavier, 1, seed});
    return network;
}

/// What `deltascope trace` writes for the same network and picture: the ledger of a pass in float.
TEST(TheNetworkSession, ShowsTheNumbersOfATrace) {
    NetworkSession session;
    session.setNetwork("Digits", digitNetwork());
    const Network<float> network = session.network().cast<float>();
    const std::array label{session.label()};
    const Pass<float> pass = network.run(session.example().pass().outputs[0].cast<float>(),
                                         oneHot<float>(label, network.classCount()));
    const Ledger<float> ledger(network, pass, static_cast<float>(session.rate()));
    EXPECT_EQ(ledger.tensors().size(), session.example().tensors().size());
    for (const auto& traced : ledger.tensors()) {
        const auto shown = session.example().values(traced.name);
        ASSERT_TRUE(shown) << traced.name;
        ASSERT_EQ(shown->size(), traced.tensor->size()) << traced.name;
        double largest = 0, worst = 0;
        for (Index i = 0; i < shown->size(); ++i) {
            largest = std::max(largest, std::abs((*shown)[i]));
            worst = std::max(worst, std::abs((*shown)[i] - static_cast<double>((*traced.tensor)[i])));
        }
        EXPECT_LE(worst, 2e-5 * largest + 1e-12) << traced.name;
    }
}

TEST(TheNetworkSession, PutsExactlyTheNumbersOfItsExampleOnThePage) {
    NetworkSession session;
    for (const NumberMode mode : {NumberMode::activations, NumberMode::deltas, NumberMode::gradients}) {
        session.setMode(mode);
        for (const TensorPanel& panel : tensorPanels(session, {})) {
            EXPECT_EQ(panel.values.values().size(), session.example().values(panel.tensor)->values().size());
            for (Index i = 0; i < panel.values.size(); ++i)
                EXPECT_EQ(panel.values[i], session.valueAt(panel.cellAt(i))) << cellText(panel.cellAt(i));
            EXPECT_TRUE(panel.isKnown) << panel.tensor;
        }
    }
}

TEST(TheNetworkSession, ComputesOneStepAfterTheOther) {
    NetworkSession session;
    session.goTo(0);
    EXPECT_EQ(session.mode(), NumberMode::activations);
    EXPECT_FALSE(session.isComputed("softmax.delta"));
    EXPECT_TRUE(session.isComputed("conv1.output"));
    for (int step = 1; step <= 9; ++step) {
        session.goOn();
        const BackwardStep& now = session.steps()[static_cast<std::size_t>(step) - 1];
        EXPECT_EQ(session.step(), step);
        EXPECT_TRUE(session.isFresh(now.result()));
        EXPECT_EQ(session.mode(), now.isGradient ? NumberMode::gradients : NumberMode::deltas);
        EXPECT_EQ(session.chosen().tensor, now.result());
        for (std::size_t later = static_cast<std::size_t>(step); later < 9; ++later)
            EXPECT_FALSE(session.isComputed(session.steps()[later].result()));
    }
}

TEST(TheNetworkSession, UpdatesEveryWeightAgainstItsGradientAndGoesOn) {
    NetworkSession session;
    ASSERT_TRUE(session.setRate(0.5));
    session.goTo(session.updateStep());
    const Network<double> before = session.network();
    const auto gradients = session.example().pass().gradients;
    const double promised = session.lossAfterUpdate(), old = session.loss();
    EXPECT_LT(promised, old);
    session.goOn();
    EXPECT_EQ(session.step(), 0);
    EXPECT_EQ(session.loss(), promised);
    for (std::size_t p = 0; p < before.parameterCount(); ++p)
        for (Index i = 0; i < before.parameters()[p].size(); ++i)
            EXPECT_EQ(session.network().parameters()[p][i],
                      before.parameters()[p][i] - 0.5 * gradients[p][i]);
    session.undo();
    EXPECT_EQ(session.network().parameters()[0], before.parameters()[0]);
    EXPECT_EQ(session.loss(), old);
    session.redo();
    EXPECT_EQ(session.loss(), promised);
}

TEST(TheNetworkSession, LetsPixelsAndWeightsBeChangedAndShowsWhatChanged) {
    NetworkSession session;
    const double loss = session.loss();
    ASSERT_TRUE(session.setNumber({"conv1.weight", 0, {1, 0, 2, 0}}, 2.5));
    EXPECT_EQ(session.valueAt({"conv1.weight", 0, {1, 0, 2, 0}}), 2.5);
    EXPECT_NE(session.loss(), loss);
    ASSERT_TRUE(session.setNumber({"input.output", 0, {0, 3, 4}}, -1));
    ASSERT_NE(session.reference(), nullptr);
    EXPECT_EQ(session.reference()->meanLoss(), loss);
    session.setMode(NumberMode::activations);
    session.setDifference(true);
    for (const NumberMode mode : {NumberMode::activations, NumberMode::gradients}) {
        session.setMode(mode);
        for (const TensorPanel& panel : tensorPanels(session, {}))
            for (Index i = 0; i < panel.values.size(); ++i) {
                const Cell cell = panel.cellAt(i);
                EXPECT_EQ(panel.values[i], session.valueAt(cell) - session.reference()->explain(cell)->value)
                    << cellText(cell);
            }
    }
    EXPECT_FALSE(session.changes(3).empty());
    session.undo();
    session.undo();
    EXPECT_EQ(session.loss(), loss);
    EXPECT_FALSE(session.isDifference());
}

TEST(TheNetworkSession, RefusesWhatCannotBeChanged) {
    NetworkSession session;
    EXPECT_FALSE(session.setNumber({"conv1.output", 0, {0, 0, 0}}, 1));
    EXPECT_FALSE(session.setNumber({"conv1.weight", 0, {9, 0, 0, 0}}, 1));
    EXPECT_FALSE(session.setNumber({"conv1.weight", 0, {0, 0, 0, 0}}, std::nan("")));
    EXPECT_FALSE(session.setRate(0));
    EXPECT_FALSE(session.setRate(INFINITY));
    session.setLabel(17);
    EXPECT_EQ(session.label(), 0);
    EXPECT_FALSE(session.canUndo());
}

TEST(TheNetworkSession, MakesOneStepOfHistoryOutOfAStroke) {
    NetworkSession session;
    const double loss = session.loss();
    session.beginStroke();
    for (const Index pixel : {30, 31, 32}) session.paintPixel(pixel, 1);
    EXPECT_NE(session.loss(), loss);
    session.endStroke();
    EXPECT_TRUE(session.isPainted());
    EXPECT_EQ(session.undoAction(), "painting");
    session.undo();
    EXPECT_EQ(session.loss(), loss);
    session.beginStroke();
    session.endStroke();
    EXPECT_TRUE(session.canRedo()) << "an empty stroke is no step";
}

TEST(TheNetworkSession, StepsThroughPicturesAndTakesTheirLabels) {
    NetworkSession session;
    session.setNetwork("Digits", digitNetwork());
    EXPECT_TRUE(session.shelf().id.starts_with("synthetic"));
    for (Index number = 0; number < 10; ++number) {
        session.showPicture(number);
        EXPECT_EQ(session.label(), number % 10);
        EXPECT_EQ(session.trueLabel(), session.label());
    }
    session.showPicture(-1);
    EXPECT_EQ(session.pictureNumber(), session.shelf().count - 1);
    session.setNetwork("Pencil network", pencilStart());
    EXPECT_EQ(session.network().outputShape(0), session.example().pass().outputs[0].shape().inner());
    EXPECT_EQ(session.shelf().id, "pencil");
}

TEST(TheNetworkSession, BuildsNetworksOfOtherShapesOrSaysWhatIsImpossible) {
    NetworkSession session;
    ArchitectureChoices choices;
    choices.channels = 3, choices.side = 20, choices.activation = "relu", choices.pooling = "average_pool";
    choices.convolutions = {{3, 3}, {4, 3}, {5, 2}};
    choices.classes = 4;
    ASSERT_TRUE(session.design(architectureOf(choices), 7));
    EXPECT_EQ(session.steps().size(), 11U);
    EXPECT_TRUE(std::isfinite(session.loss()));
    for (int step = 0; step <= session.updateStep(); ++step) session.goOn();
    const std::string name = session.networkName();
    choices.convolutions = {{3, 15}, {4, 15}};
    const auto impossible = session.design(architectureOf(choices), 7);
    ASSERT_FALSE(impossible);
    EXPECT_NE(impossible.error().message.find("conv2"), std::string::npos) << impossible.error().message;
    EXPECT_EQ(session.networkName(), name);
}

TEST(TheNetworkSession, OpensModelFilesAndNamesWhatIsWrongWithThem) {
    const TemporaryFolder folder;
    NetworkSession session;
    const auto path = folder.path() / "own.safetensors";
    ASSERT_TRUE(saveCheckpoint<double>(path, {*digitNetwork(5), {}}));
    ASSERT_TRUE(session.openModel(path));
    EXPECT_EQ(session.networkName(), "own.safetensors");
    std::ofstream(folder.path() / "bad.safetensors") << "nonsense";
    const auto bad = session.openModel(folder.path() / "bad.safetensors");
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("bad.safetensors"), std::string::npos);
    EXPECT_FALSE(idxShelf(folder.path()));
    EXPECT_FALSE(shelfOf("synthetic:x"));
    EXPECT_EQ((*shelfOf("synthetic:12"))->id, "synthetic:12");
}

TEST(TheNetworkSession, FollowsFromNumberToNumberAndBack) {
    NetworkSession session;
    const Cell start = session.chosen();
    EXPECT_EQ(start.tensor, "softmax.output");
    session.follow({"fc2.output", 0, {1}});
    session.follow({"conv1.weight", 0, {0, 0, 1, 1}});
    EXPECT_EQ(session.mode(), NumberMode::gradients);
    session.goBack();
    EXPECT_EQ(session.mode(), NumberMode::activations);
    session.goBack();
    EXPECT_EQ(session.chosen(), start);
    EXPECT_FALSE(session.canGoBack());
    session.follow({"no.such", 0, {1}});
    EXPECT_EQ(session.chosen(), start);
}

}  // namespace
}  // namespace deltascope
