#include "ui/widgets/fitting_label.h"

#include <gtest/gtest.h>

#include <QTest>

namespace deltascope {
namespace {

const QStringList wordings{"Click a number; drag over the input to paint.", "Click a number; paint.",
                           "Click or paint."};

int widthOf(const QLabel& label, const QString& text) {
    return label.fontMetrics().horizontalAdvance(text) + 8;
}

}  // namespace

TEST(FittingLabel, TakesTheLongestWordingThatFits) {
    FittingLabel label;
    label.resize(widthOf(label, wordings[1]), 20);
    label.setWordings(wordings);
    EXPECT_EQ(label.text(), wordings[1]);
}

TEST(FittingLabel, ChoosesAgainWhenItsSizeOrFontChanges) {
    FittingLabel label;
    label.setWordings(wordings);
    label.show();
    for (const QString& wording : wordings) {
        label.resize(widthOf(label, wording), 20);
        EXPECT_EQ(label.text(), wording);
    }
    label.resize(widthOf(label, wordings[0]), 20);
    EXPECT_EQ(label.text(), wordings[0]);
    QFont larger = label.font();
    larger.setPixelSize(2 * label.fontInfo().pixelSize());
    label.setFont(larger);
    EXPECT_NE(label.text(), wordings[0]);
}

TEST(FittingLabel, MeasuresWhatRichTextShows) {
    FittingLabel label;
    label.setTextFormat(Qt::RichText);
    label.resize(widthOf(label, "loss and rate"), 20);
    label.setWordings(
        {"<b>loss</b>, accuracy and rate", "<span style='color:#123456'>loss</span> and rate", "loss"});
    EXPECT_TRUE(label.text().startsWith("<span")) << label.text().toStdString();
}

TEST(FittingLabel, EndsInAnEllipsisWhereNothingFits) {
    FittingLabel label;
    label.show();
    label.resize(widthOf(label, "Click or"), 20);
    label.setWordings(wordings);
    EXPECT_TRUE(label.text().startsWith("Cli"));
    EXPECT_TRUE(label.text().endsWith(QChar(0x2026)));
    label.resize(widthOf(label, wordings[0]), 20);
    EXPECT_EQ(label.text(), wordings[0]);
    label.setWordings({});
    EXPECT_EQ(label.text(), "");
}

}  // namespace deltascope
