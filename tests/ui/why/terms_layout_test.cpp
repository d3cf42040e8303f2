#include "ui/why/terms_layout.h"

#include <gtest/gtest.h>

#include <QFontMetricsF>
#include <QPalette>

#include "core/lesson/catalogue.h"

namespace deltascope {
namespace {

/// Every text stands in the panel and has the room it needs, no two share it.
void inspect(const TermsLayout& layout, double width, const Theme& theme) {
    std::vector<QRectF> taken;
    const auto take = [&](const QRectF& rect, const QFont& font, const QString& text) {
        EXPECT_GE(rect.width() + 0.5, QFontMetricsF(font).horizontalAdvance(text)) << text.toStdString();
        EXPECT_LE(rect.right(), width + 0.5) << text.toStdString();
        for (const QRectF& other : taken) {
            const QRectF common = rect & other;
            EXPECT_TRUE(common.width() < 0.5 || common.height() < 0.5) << text.toStdString() << " overlaps";
        }
        taken.push_back(rect);
    };
    for (const PlacedRow& row : layout.rows) {
        for (const PlacedPiece& piece : row.pieces)
            take(piece.rect, row.row->isFolded ? theme.type.small : layout.font, piece.piece->text);
        if (!row.row->valueText.isEmpty()) take(row.value, layout.font, row.row->valueText);
    }
    for (const PlacedTotal& total : layout.totals) take(total.value, layout.font, total.section->totalText);
}

class TermsOfEveryStep : public testing::TestWithParam<std::string> {};

TEST_P(TermsOfEveryStep, StandInThePanel) {
    const auto walkthrough = (*findWalkthrough(GetParam()))->make({});
    ASSERT_TRUE(walkthrough);
    for (const ThemeKind kind : {ThemeKind::light, ThemeKind::projector}) {
        const Theme theme = Theme::make(kind, {});
        for (Index i = 0; i < (*walkthrough)->stepCount(); ++i) {
            const Step step = (*walkthrough)->step(i);
            for (const Explanation& explanation : step.explanations) {
                const auto table = termsTable(explanation, [](const Cell&) { return Role::activation; });
                SCOPED_TRACE(testing::Message() << "step " << i + 1);
                for (const double width : {200.0, 240.0, 300.0, 400.0})
                    inspect(layOutTerms(table, width, theme), width, theme);
            }
            if (HasFailure()) return;  // one step says enough
        }
    }
}

std::vector<std::string> everyId() {
    std::vector<std::string> ids;
    for (const WalkthroughKind& kind : walkthroughs()) ids.push_back(kind.id);
    return ids;
}

INSTANTIATE_TEST_SUITE_P(Lecture, TermsOfEveryStep, testing::ValuesIn(everyId()),
                         [](const auto& test) { return test.param.substr(0, test.param.find('-')); });

TEST(TermsLayout, BreaksALineThatIsTooLong) {
    std::vector<Expression> factors;
    for (int i = 0; i < 20; ++i) factors.push_back(constantLeaf(1 + i / 10.0));
    Explanation explanation;
    explanation.expression = productOf(std::move(factors));
    explanation.value = explanation.expression.value;
    const auto table = termsTable(explanation, [](const Cell&) { return Role::plain; });
    const Theme theme = Theme::make(ThemeKind::light, {});
    const auto wide = layOutTerms(table, 2000, theme), narrow = layOutTerms(table, 240, theme);
    EXPECT_GT(narrow.height, 2 * wide.height);
    EXPECT_EQ(narrow.font.pixelSize(), theme.type.number.pixelSize()) << "no need for small numbers";
    inspect(narrow, 240, theme);
}

}  // namespace
}  // namespace deltascope
