#include "ui/page/step_picture.h"

#include <gtest/gtest.h>

#include <QBuffer>
#include <QPainter>
#include <QPalette>
#include <QSvgGenerator>

#include "core/lesson/catalogue.h"

namespace deltascope {
namespace {

/// The page as SVG, whose texts can be searched.
QByteArray pageOf(const char* id, Index step, const QSize& size) {
    const WalkthroughKind& kind = **findWalkthrough(id);
    const auto walkthrough = kind.make({});
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    QPainter painter(&generator);
    paintStepPicture(painter, QRectF(QPointF(), QSizeF(size)), kind, **walkthrough, step, 1,
                     Theme::make(ThemeKind::light, {}));
    painter.end();
    return buffer.data();
}

bool showsTerms(const QByteArray& page) { return page.contains("Why this number?"); }

TEST(StepPicture, HasTheTermsBesideTheStage) {
    const QByteArray page = pageOf("L4", 8, {1440, 900});
    EXPECT_TRUE(showsTerms(page));
    EXPECT_TRUE(page.contains(">Sum<"));
}

// Nine products and their sum are higher than what this page leaves below its words.
TEST(StepPicture, HasNoHalfOfTheTermsWhereTheyDoNotFit) {
    const QByteArray page = pageOf("L4", 8, {1440, 360});
    EXPECT_FALSE(showsTerms(page));
    EXPECT_FALSE(page.contains(">Sum<"));
}

TEST(StepPicture, ExplainsNoNumberThatIsNotThere) {
    EXPECT_FALSE(showsTerms(pageOf("L2", 2, {1440, 900}))) << "a number inside the closed box";
}

}  // namespace
}  // namespace deltascope
