#include "core/explain/reach.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/core/pencil_example.h"

namespace deltascope {
namespace {

using Offsets = std::set<Index>;

/// Which outputs of layer `l` - 1 each output of layer `l` names in its explanation.
std::vector<Offsets> namedBelow(const WorkedExample<double>& example, int l) {
    const Ledger<double>& ledger = example.explainer().ledger();
    const auto &above = ledger.at(TensorKind::output, l), &below = ledger.at(TensorKind::output, l - 1);
    std::vector<Offsets> named;
    for (Index offset = 0; offset < above.shape().size(); ++offset) {
        Offsets& offsets = named.emplace_back();
        const Cell cell = cellAtOffset(above.name, above.shape(), offset);
        for (const Cell& part : madeOf(*example.explain(cell)))
            if (part.tensor == below.name) offsets.insert(below.shape().offset(part.index));
    }
    return named;
}

Offsets asSet(const CellSet& cells) {
    EXPECT_TRUE(std::is_sorted(cells.offsets.begin(), cells.offsets.end()));
    return {cells.offsets.begin(), cells.offsets.end()};
}

class Reach : public testing::TestWithParam<PencilVariant> {
  protected:
    Reach() : example_(pencilExample(GetParam())) {
        for (int l = 1; l <= network().layerCount(); ++l) below_.push_back(namedBelow(*example_, l));
    }
    const Network<double>& network() const { return example_->network(); }

    /// What the cells of layer `l` are made of, in the layer below.
    Offsets below(int l, const Offsets& cells) const {
        Offsets parts;
        for (const Index cell : cells) {
            const Offsets& named = below_[static_cast<std::size_t>(l) - 1][static_cast<std::size_t>(cell)];
            parts.insert(named.begin(), named.end());
        }
        return parts;
    }
    /// The cells of layer `l` that are made of any of these of the layer below.
    Offsets above(int l, const Offsets& parts) const {
        Offsets cells;
        for (Index cell = 0; cell < network().outputShape(l).size(); ++cell) {
            const Offsets named = below(l, {cell});
            if (std::any_of(parts.begin(), parts.end(), [&](Index part) { return named.contains(part); })) {
                cells.insert(cell);
            }
        }
        return cells;
    }

    std::shared_ptr<const WorkedExample<double>> example_;
    std::vector<std::vector<Offsets>> below_;  ///< of layer l at l - 1
};

TEST_P(Reach, DownwardsIsWhatTheExplanationsNameAgainAndAgain) {
    for (int l = 0; l <= network().layerCount(); ++l)
        for (Index cell = 0; cell < network().outputShape(l).size(); cell += 5) {
            const auto field = receptiveField(network(), l, cell);
            ASSERT_EQ(field.size(), static_cast<std::size_t>(l));
            Offsets expected{cell};
            for (const CellSet& set : field) {
                expected = below(set.layer + 1, expected);
                ASSERT_EQ(asSet(set), expected) << network().layerName(l) << " " << cell;
            }
            ASSERT_TRUE(l == 0 || field.back().layer == 0);
        }
}

TEST_P(Reach, UpwardsIsTheOtherWayRound) {
    for (int l = 0; l <= network().layerCount(); ++l)
        for (Index cell = 0; cell < network().outputShape(l).size(); cell += 7) {
            const auto reach = reachOf(network(), l, cell);
            ASSERT_EQ(reach.size(), static_cast<std::size_t>(network().layerCount() - l));
            Offsets expected{cell};
            for (const CellSet& set : reach) {
                expected = above(set.layer, expected);
                ASSERT_EQ(asSet(set), expected) << network().layerName(l) << " " << cell;
            }
        }
}

INSTANTIATE_TEST_SUITE_P(PencilNetwork, Reach,
                         testing::Values(PencilVariant{},
                                         PencilVariant{.pooling = "average_pool", .padding = 1, .side = 8},
                                         PencilVariant{.convStride = 2, .padding = 1, .poolStride = 1}));

TEST(ReceptiveField, GrowsByTheKernelAndDoublesWithThePooling) {
    const Network<double> network = *Network<double>::make(lectureNetwork());
    const auto boxOf = [&](int layer, std::initializer_list<Index> index) {
        const Shape& shape = network.outputShape(layer);
        const auto field =
            receptiveField(network, layer, shape.offset(std::span(index.begin(), index.size())));
        return boxAround(field.back(), network.outputShape(0));
    };
    EXPECT_EQ(boxOf(1, {2, 5, 7}), (CellBox{5, 7, 9, 11}));     // conv1: 5 x 5
    EXPECT_EQ(boxOf(3, {2, 5, 7}), (CellBox{10, 14, 15, 19}));  // pool1: 6 x 6
    EXPECT_EQ(boxOf(4, {0, 0, 0}), (CellBox{0, 0, 13, 13}));    // conv2: 14 x 14
    EXPECT_EQ(boxOf(6, {0, 3, 3}), (CellBox{12, 12, 27, 27}));  // pool2: 16 x 16
    EXPECT_EQ(boxOf(7, {0}), (CellBox{0, 0, 27, 27}));          // fc1: everything
}

TEST(BoxAround, TakesVectorsAsOneColumnAndRefusesNothing) {
    EXPECT_EQ(boxAround({0, {3, 7, 4}}, {10}), (CellBox{3, 0, 7, 0}));
    EXPECT_EQ(boxAround({0, {0, 11}}, {2, 2, 3}), (CellBox{0, 0, 1, 2}));  // maps laid over one another
    EXPECT_THROW(boxAround({0, {}}, {10}), std::invalid_argument);
    const Network<double> network = *Network<double>::make(pencilNetwork());
    EXPECT_THROW(receptiveField(network, 1, 288), std::invalid_argument);
    EXPECT_THROW(reachOf(network, 0, -1), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
