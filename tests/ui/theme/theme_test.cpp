#include "ui/theme/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QPalette>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "ui/theme/icon.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

const Theme themes[] = {Theme::light(), Theme::dark(), Theme::projector()};

struct Pair {
    const char* what;
    QColor front, back;
};

std::vector<Pair> textPairs(const Palette& p) {
    std::vector<Pair> pairs{{"text on page", p.text, p.page},
                            {"text on card", p.text, p.card},
                            {"text in a field", p.text, p.field},
                            {"muted text on page", p.mutedText, p.page},
                            {"muted text on card", p.mutedText, p.card},
                            {"rail", p.railText, p.rail},
                            {"chosen item of the rail", p.railSelectedText, p.railSelected},
                            {"links on card", p.accentText, p.card},
                            {"links under the mouse", p.accentText, p.accentSoft},
                            {"filled button", p.onAccent, p.accent},
                            {"filled button under the mouse", p.onAccent, p.accentHover},
                            {"text on an information", p.text, p.accentSoft},
                            {"text on an error", p.text, p.danger.soft},
                            {"ink on paper", p.ink, p.paper}};
    for (const RoleColor& role : {p.activation, p.weight, p.result, p.danger}) {
        pairs.push_back({"a role's text on card", role.text, p.card});
        pairs.push_back({"a role's text on its fill", role.text, role.soft});
    }
    return pairs;
}

/// What someone without green cones sees (Machado, Oliveira and Fernandes 2009, deuteranomaly of
/// severity 1.0, applied to the colour's linear components).
std::array<double, 3> seenWithoutGreen(const QColor& color) {
    const auto linear = [](float c) { return std::pow(static_cast<double>(c), 2.2); };
    const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
    return {0.367322 * r + 0.860646 * g - 0.227968 * b, 0.280085 * r + 0.672501 * g + 0.047413 * b,
            -0.011820 * r + 0.042940 * g + 0.968881 * b};
}

double distanceWithoutGreen(const QColor& a, const QColor& b) {
    const auto x = seenWithoutGreen(a), y = seenWithoutGreen(b);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const double d = std::pow(std::max(0.0, x[i]), 1 / 2.2) - std::pow(std::max(0.0, y[i]), 1 / 2.2);
        sum += d * d;
    }
    return std::sqrt(sum);
}

TEST(Contrast, IsTwentyOneForBlackOnWhiteAndOneForTheSame) {
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 1e-3);
    EXPECT_NEAR(contrast(Qt::red, Qt::red), 1, 1e-9);
    EXPECT_NEAR(contrast(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);  // a well-known near miss
}

TEST(Theme, EveryTextHasAContrastOfFourAndAHalf) {
    for (const Theme& theme : themes) {
        for (const Pair& pair : textPairs(theme.palette)) {
            EXPECT_GE(contrast(pair.front, pair.back), 4.5)
                << themeName(theme.kind).toStdString() << ": " << pair.what;
        }
    }
}

TEST(Theme, RolesStayApartForColourBlindEyes) {
    for (const Theme& theme : themes) {
        const Palette& p = theme.palette;
        EXPECT_GT(distanceWithoutGreen(p.activation.strong, p.weight.strong), 0.3);
        EXPECT_GT(distanceWithoutGreen(p.activation.strong, p.result.strong), 0.2);
        EXPECT_GT(distanceWithoutGreen(p.weight.strong, p.result.strong), 0.2);
        EXPECT_GT(distanceWithoutGreen(p.negative, p.positive), 0.3);
    }
}

TEST(Theme, ProjectorHasLargerTypeAndStrongerBorders) {
    const Theme desk = Theme::light(), hall = Theme::projector();
    EXPECT_GT(hall.type.body.pixelSize(), desk.type.body.pixelSize());
    EXPECT_GT(contrast(hall.palette.border, hall.palette.card),
              contrast(desk.palette.border, desk.palette.card));
    EXPECT_GT(contrast(hall.palette.mutedText, hall.palette.card), 7);
}

TEST(Theme, SystemFollowsTheDesktopsLightness) {
    QPalette night;
    night.setColor(QPalette::Window, Qt::black);
    night.setColor(QPalette::WindowText, Qt::white);
    EXPECT_TRUE(Theme::system(night).palette.dark);
    QPalette day;
    day.setColor(QPalette::Window, Qt::white);
    day.setColor(QPalette::WindowText, Qt::black);
    EXPECT_FALSE(Theme::system(day).palette.dark);
    EXPECT_EQ(Theme::system(day).kind, ThemeKind::system);
}

TEST(Theme, NamesReadBack) {
    for (ThemeKind kind : {ThemeKind::light, ThemeKind::dark, ThemeKind::projector, ThemeKind::system}) {
        EXPECT_EQ(themeKind(themeName(kind)), kind);
    }
    EXPECT_FALSE(themeKind(QStringLiteral("purple")));
}

TEST(Palette, SignedMapIsNeutralAtZeroAndEquallyStrongOnBothSides) {
    const Palette p = Palette::light();
    EXPECT_EQ(p.signedColor(0, 2), p.neutral);
    EXPECT_EQ(p.signedColor(2, 2), p.positive);
    EXPECT_EQ(p.signedColor(-2, 2), p.negative);
    EXPECT_EQ(p.signedColor(-100, 2), p.negative);
    EXPECT_EQ(p.signedColor(1, 2), mixed(p.neutral, p.positive, 0.5));
    EXPECT_EQ(p.signedColor(1, 0), p.neutral);
}

TEST(Palette, MapsShowNumbersThatAreNotFiniteAsSuch) {
    const Palette p = Palette::light();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(p.signedColor(nan, 1), p.danger.soft);
    EXPECT_EQ(p.intensityColor(nan), p.danger.soft);
    EXPECT_EQ(p.intensityColor(std::numeric_limits<double>::infinity()), p.danger.soft);
}

TEST(Palette, IntensityGoesFromPaperToInk) {
    const Palette p = Palette::night();
    EXPECT_EQ(p.intensityColor(0), p.paper);
    EXPECT_EQ(p.intensityColor(1), p.ink);
    EXPECT_EQ(p.intensityColor(5, 3, 7), mixed(p.paper, p.ink, 0.5));
    EXPECT_EQ(p.intensityColor(5, 5, 5), p.paper);
}

TEST(Palette, NumbersReadWellOnEveryCellColour) {
    for (const Theme& theme : themes) {
        const Palette& p = theme.palette;
        for (int i = -20; i <= 20; ++i) {
            for (const QColor& cell : {p.signedColor(i, 20), p.intensityColor(std::abs(i), 0, 20)}) {
                EXPECT_GE(contrast(p.textOn(cell), cell), 4.5) << cell.name().toStdString();
            }
        }
    }
}

TEST(StyleSheet, LeavesNoNameUnfilled) {
    for (const Theme& theme : themes) EXPECT_FALSE(styleSheet(theme).contains('$'));
}

TEST(StyleSheet, NamesOnlyPicturesThatExist) {
    const QString sheet = styleSheet(Theme::dark());
    qsizetype at = 0;
    int pictures = 0;
    while ((at = sheet.indexOf(QStringLiteral("url("), at)) >= 0) {
        const QString name = sheet.mid(at + 4, sheet.indexOf(')', at) - at - 4);
        EXPECT_TRUE(QFile::exists(name)) << name.toStdString();
        at += 4;
        ++pictures;
    }
    EXPECT_GT(pictures, 3);
}

TEST(Icon, EveryIconTakesTheColourAskedFor) {
    const QDir folder(QStringLiteral(":/icons"));
    ASSERT_FALSE(folder.entryList().isEmpty());
    for (QString name : folder.entryList()) {
        const QImage image = iconPixmap(name.remove(QStringLiteral(".svg")), Qt::red, 24, 2).toImage();
        ASSERT_EQ(image.width(), 48) << name.toStdString();
        int inked = 0;
        for (int y = 0; y < 48; ++y) {
            for (int x = 0; x < 48; ++x) inked += image.pixelColor(x, y) == QColor(Qt::red);
        }
        EXPECT_GT(inked, 20) << name.toStdString();
    }
}

TEST(Icon, UnknownNameGivesAnEmptyPixmap) {
    EXPECT_TRUE(iconPixmap(QStringLiteral("no such icon"), Qt::red, 24).isNull());
}

TEST(ThemeManager, DressesTheApplicationAndTellsAboutIt) {
    int changes = 0;
    const auto connection =
        QObject::connect(&themeManager(), &ThemeManager::changed, [&changes] { ++changes; });
    themeManager().setTheme(ThemeKind::dark);
    EXPECT_EQ(changes, 1);
    EXPECT_TRUE(currentTheme().palette.dark);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), Palette::night().page);
    themeManager().setTheme(ThemeKind::light);
    QObject::disconnect(connection);
}

}  // namespace
}  // namespace deltascope
