#include "ui/formula/formula.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>

#include "ui/formula/formula_view.h"

namespace deltascope {
namespace {

QStringList allFormulas() {
    QStringList ids;
    for (const QString& file : QDir(QStringLiteral(":/formulas")).entryList({QStringLiteral("*.svg")}))
        ids << file.chopped(4);
    return ids;
}

/// The ids that core's explanations use, read from the sources, so that a new layer can't come without its
/// formula.
QStringList idsInCore() {
    QStringList ids{QStringLiteral("given")};
    const QRegularExpression text(
        QStringLiteral("\"([a-z]+(?:-[a-z]+)*-(?:forward|delta|gradient|error|update|mean|entropy|bias))\""));
    QDir folder(QStringLiteral(DELTASCOPE_SOURCE "/core/layers"));
    for (const QString& name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) continue;
        for (auto match = text.globalMatch(QString::fromUtf8(file.readAll())); match.hasNext();)
            ids << match.next().captured(1);
    }
    return ids;
}

TEST(Formula, ExistsForEveryIdThatExplanationsCarry) {
    ASSERT_GT(idsInCore().size(), 20);
    for (const QString& id : idsInCore()) EXPECT_FALSE(loadFormula(id).isMissing()) << id.toStdString();
}

TEST(Formula, RendersAndHasAPlaceForEveryTermOfItsTex) {
    ASSERT_GE(allFormulas().size(), 31);
    for (const QString& id : allFormulas()) {
        SCOPED_TRACE(id.toStdString());
        const Formula formula = loadFormula(id);
        QSvgRenderer renderer(coloredSvg(formula, Qt::black, [](const QString&) { return QColor(Qt::red); }));
        ASSERT_TRUE(renderer.isValid());
        QFile tex(QStringLiteral(DELTASCOPE_SOURCE "/resources/formulas/%1.tex").arg(id));
        ASSERT_TRUE(tex.open(QIODevice::ReadOnly));
        static const QRegularExpression named(QStringLiteral("cssId\\{([^}]+)\\}"));
        int terms = 0;
        for (auto match = named.globalMatch(QString::fromUtf8(tex.readAll())); match.hasNext(); ++terms) {
            const QString term = match.next().captured(1);
            const QRectF place = renderer.transformForElement(term).mapRect(renderer.boundsOnElement(term));
            EXPECT_GT(place.width(), 0) << term.toStdString();
            EXPECT_TRUE(renderer.viewBoxF().adjusted(-60, -60, 60, 60).contains(place)) << term.toStdString();
        }
        EXPECT_EQ(terms, formula.terms.size());
    }
}

TEST(Formula, ColoursOnlyTheNamedTerm) {
    const Formula formula = loadFormula(QStringLiteral("conv-forward"));
    QSvgRenderer renderer(coloredSvg(formula, Qt::black, [](const QString& term) {
        return term == QLatin1String("weight") ? QColor(Qt::blue) : QColor(Qt::black);
    }));
    QImage image(600, 130, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    int blueLeft = 0, blueRight = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.blue() - pixel.red() > 100) ++(x < 480 ? blueLeft : blueRight);
        }
    EXPECT_EQ(blueLeft, 0);  // the weight stands last
    EXPECT_GT(blueRight, 50);
}

TEST(FormulaView, TellsWhichTermTheMouseIsOver) {
    FormulaView view;
    view.setFormula(QStringLiteral("conv-forward"));
    view.resize(view.sizeHint());
    QString hovered;
    QObject::connect(&view, &FormulaView::termHovered, [&](const QString& term) { hovered = term; });
    for (const QString& term : {QStringLiteral("activation"), QStringLiteral("weight")}) {
        QTest::mouseMove(&view, view.termRect(term).center().toPoint());
        EXPECT_EQ(view.termAt(view.termRect(term).center()), term);
    }
    EXPECT_TRUE(view.termAt({-5, -5}).isEmpty());
}

TEST(FormulaView, ShowsTheIdOfAMissingFormulaAndDoesNotCrash) {
    FormulaView view;
    view.setFormula(QStringLiteral("no-such-formula"));
    view.setHighlighted({QStringLiteral("weight")});
    view.resize(200, 40);
    EXPECT_TRUE(view.formula().isMissing());
    EXPECT_GT(view.sizeHint().width(), 30);
    const QImage image = view.grab().toImage();
    bool hasInk = false;
    for (int x = 0; x < image.width(); ++x)
        hasInk |= image.pixelColor(x, image.height() / 2) != image.pixelColor(0, 0);
    EXPECT_TRUE(hasInk);
}

TEST(FormulaView, FitsANarrowColumn) {
    FormulaView view;
    view.setFormula(QStringLiteral("softmax-delta"));
    view.resize(120, view.heightForWidth(120));
    for (const QString& term : view.formula().terms)
        EXPECT_LE(view.termRect(term).right(), 121) << term.toStdString();
}

}  // namespace
}  // namespace deltascope
