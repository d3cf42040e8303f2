#include "core/explain/source_list.h"

#include <gtest/gtest.h>

#include "core/explain/sheet.h"
#include "core/lesson/lecture_network.h"

namespace deltascope {
namespace {

using Example = std::shared_ptr<const WorkedExample<double>>;

Example pencilExample(const Tensor<double>& picture, int label) {
    return std::make_shared<const WorkedExample<double>>(*pencilStart(), picture.reshaped({1, 14, 14}),
                                                         oneHot<double>(std::span(&label, 1), 5), 0.5);
}

std::shared_ptr<const Sheet> smallSheet() {
    auto sheet = std::make_shared<Sheet>();
    sheet->give("steps", {{2}, {3, 4}});
    sheet->define("total", {}, "given", [&](Index) {
        return sumOf({sheet->leaf("steps", 0), sheet->leaf("steps", 1)});
    });
    return sheet;
}

struct TwoPasses {
    Example penguin = pencilExample(penguinPicture(), 0), chair = pencilExample(chairPicture(), 2);
    SourceList list{{{penguin}, {chair, "chair."}, {smallSheet(), "sheet:"}}};
};

std::vector<std::string> textsOf(const std::vector<Cell>& cells) {
    std::vector<std::string> texts;
    for (const Cell& cell : cells) texts.push_back(cellText(cell));
    return texts;
}

TEST(SourceList, AnswersForEveryPartUnderItsPrefix) {
    const TwoPasses two;
    EXPECT_EQ(two.list.explain({"loss.output", 0, {}})->value, two.penguin->meanLoss());
    EXPECT_EQ(two.list.explain({"chair.loss.output", 0, {}})->value, two.chair->meanLoss());
    EXPECT_EQ(two.list.explain({"sheet:total", 0, {}})->value, 7);
    EXPECT_EQ(*two.list.values("chair.conv1.output"), *two.chair->values("conv1.output"));
    EXPECT_EQ(two.list.tensors().size(), 2 * two.penguin->tensors().size() + 2);
}

TEST(SourceList, PutsThePrefixBeforeEveryCellThatGoesOut) {
    const TwoPasses two;
    const Cell delta{"chair.pool1.delta", 0, {0, 2, 2}};
    const auto explained = two.list.explain(delta);
    const auto other = two.list.otherView(delta).value();
    EXPECT_EQ(explained->cell, delta);
    EXPECT_EQ(other->cell, delta);
    for (const auto* view : {&*explained, &*other}) {
        const auto cells = madeOf(*view);
        EXPECT_EQ(cells.size(), madeOf(*two.chair->explain({"pool1.delta", 0, {0, 2, 2}})).size());
        for (const Cell& cell : cells) {
            EXPECT_EQ(cell.tensor.substr(0, 6), "chair.") << cellText(cell);
            EXPECT_TRUE(two.list.explain(cell).has_value()) << cellText(cell);
        }
    }
    EXPECT_EQ(textsOf(*two.list.usedBy({"sheet:steps", 0, {1}})), std::vector<std::string>{"sheet:total"});
    EXPECT_EQ(two.list.usedBy({"chair.fc2.delta", 0, {1}})->front().tensor, "chair.sigmoid3.delta");
    const auto proof = two.list.prove({"chair.conv1.weight_gradient", 0, {1, 0, 2, 2}});
    EXPECT_EQ(cellText(proof->nudged), "chair.conv1.weight[1,0,2,2]");
    EXPECT_LT(proof->relativeError(), 1e-7);
}

TEST(SourceList, SpeaksOfTheInputByTheSameShortName) {
    const TwoPasses two;
    const auto cell = parseCell("chair.input[0,3,4]");
    ASSERT_TRUE(cell.has_value());
    EXPECT_EQ(two.list.explain(*cell)->value, chairPicture().at({3, 4}));
    EXPECT_EQ(cellText(*cell), "chair.input[0,3,4]");
}

TEST(SourceList, HasTheLargestBatchOfItsParts) {
    Tensor<double> both({2, 1, 14, 14});
    const std::vector<int> labels{0, 1};
    const auto pair = std::make_shared<const WorkedExample<double>>(
        *pencilStart(), both, oneHot<double>(std::span(labels), 5), 0.5);
    EXPECT_EQ(SourceList({{smallSheet()}, {pair}}).batch(), 2);
    EXPECT_EQ(SourceList({{smallSheet()}}).batch(), 1);
}

TEST(SourceList, NamesEveryTensorWhereOneIsUnknown) {
    const TwoPasses two;
    const Cell unknown{"before.loss.output", 0, {}};
    for (const std::string& message :
         {two.list.explain(unknown).error().message, two.list.otherView(unknown).error().message,
          two.list.usedBy(unknown).error().message, two.list.prove(unknown).error().message,
          two.list.values(unknown.tensor).error().message}) {
        EXPECT_NE(message.find("there is no 'before.loss.output'"), std::string::npos) << message;
        EXPECT_NE(message.find("chair.loss.output"), std::string::npos) << message;
        EXPECT_NE(message.find("sheet:total"), std::string::npos) << message;
    }
}

TEST(SourceList, NamesTheCellOfAnErrorAsItWasAskedFor) {
    const TwoPasses two;
    const auto place = two.list.explain({"chair.conv1.output", 0, {0, 12, 0}});
    EXPECT_EQ(place.error().message.find("chair.conv1.output[0,12,0]: outside"), 0u) << place.error().message;
    const auto proof = two.list.prove({"chair.conv1.output", 0, {0, 0, 0}});
    EXPECT_EQ(proof.error().message.find("chair.conv1.output[0,0,0] is no derivative"), 0u);
    const auto values = two.list.values("chair.conv1.output", 7);
    EXPECT_EQ(values.error().message.find("chair.conv1.output@7"), 0u) << values.error().message;
}

TEST(SourceList, RefusesMissingPartsAndNamesThatTwoPartsHave) {
    EXPECT_THROW(SourceList({{nullptr, "a."}}), std::invalid_argument);
    EXPECT_THROW(SourceList({{smallSheet()}, {smallSheet()}}), std::invalid_argument);
    EXPECT_NO_THROW(SourceList({{smallSheet()}, {smallSheet(), "second."}}));
}

}  // namespace
}  // namespace deltascope
