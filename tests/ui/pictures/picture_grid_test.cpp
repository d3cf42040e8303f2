#include "ui/pictures/picture_grid.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include "core/lesson/catalogue.h"

namespace deltascope {
namespace {

TEST(PictureGrid, MakesDarknessOfGrey) {
    QImage image(2, 1, QImage::Format_RGB32);
    image.setPixelColor(0, 0, Qt::white);
    image.setPixelColor(1, 0, Qt::black);
    const auto grid = gridFromImage(image, {28, 9});
    EXPECT_EQ(grid, (Tensor<double>({1, 2}, {0, 9})));
    EXPECT_EQ(gridFromImage(image, {28, 1}), (Tensor<double>({1, 2}, {0, 1})));
}

TEST(PictureGrid, ScalesLargePicturesDownAndKeepsTheirProportions) {
    for (const QSize size : {QSize(560, 280), QSize(2000, 3), QSize(29, 29)}) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::black);
        const auto grid = gridFromImage(image, {28, 9});
        EXPECT_LE(std::max(grid.shape()[0], grid.shape()[1]), 28);
        EXPECT_GE(grid.shape()[0], 1);
        EXPECT_EQ(grid[0], 9);
    }
}

TEST(PictureGrid, TakesTransparencyAsPaper) {
    QImage image(3, 3, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    EXPECT_EQ(gridFromImage(image, {28, 9}), Tensor<double>({3, 3}));
}

const SettingSpec& pictureOfL4() { return *pictureSetting(**findWalkthrough("L4")); }

Result<Tensor<double>> opened(const QString& path) {
    return gridFromFile(QFile::encodeName(path).toStdString(), pictureOfL4());
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

TEST(PictureGrid, MakesThreePlanesOfLightOfAColouredPicture) {
    QImage image(2, 1, QImage::Format_RGB32);
    image.setPixelColor(0, 0, QColor(255, 0, 85));
    image.setPixelColor(1, 0, Qt::white);
    EXPECT_EQ(gridFromImage(image, {28, 9, true}), (Tensor<double>({3, 1, 2}, {9, 9, 0, 9, 3, 9})));
    EXPECT_EQ(gridFromImage(image, {28, 9, false}).shape(), Shape({1, 2}));
}

TEST(PictureGrid, KeepsAGreyPictureGreyThoughColoursAreAllowed) {
    QImage image(2, 1, QImage::Format_RGB32);
    image.fill(QColor(120, 124, 118));  // as a grey JPEG has it
    EXPECT_EQ(gridFromImage(image, {28, 9, true}).shape(), Shape({1, 2}));
}

TEST(PictureGrid, OpensEveryKindOfPictureAsAValueThatL4Takes) {
    const QTemporaryDir folder;
    const WalkthroughKind& kind = **findWalkthrough("L4");
    QImage coloured(40, 30, QImage::Format_RGB32);
    coloured.fill(QColor(200, 30, 60));
    QImage tall(1, 20000, QImage::Format_RGB32);
    tall.fill(Qt::gray);
    const std::vector<std::pair<QString, QImage>> pictures{
        {QStringLiteral("coloured.jpg"), coloured},
        {QStringLiteral("sixteen.png"), coloured.convertToFormat(QImage::Format_RGBA64)},
        {QStringLiteral("grey16.png"), coloured.convertToFormat(QImage::Format_Grayscale16)},
        {QStringLiteral("indexed.png"), coloured.convertToFormat(QImage::Format_Indexed8)},
        {QStringLiteral("tall.png"), tall}};
    for (const auto& [name, image] : pictures) {
        const QString path = folder.filePath(name);
        ASSERT_TRUE(image.save(path)) << name.toStdString();
        const auto grid = opened(path);
        ASSERT_TRUE(grid) << grid.error().message;
        EXPECT_TRUE(kind.make({{"picture", *grid}, {"padding", std::string("full")}})) << name.toStdString();
    }
}

// As printers and the web have them; Qt writes neither.
TEST(PictureGrid, OpensFourColourJpegsAndTheFirstPictureOfAMovingOne) {
    const QTemporaryDir folder;
    const QString printed = folder.filePath(QStringLiteral("printed.jpg"));  // 8 x 8, red, in CMYK
    write(printed,
          QByteArray::fromBase64(
              "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAW"
              "EBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU"
              "FBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgACAAIBAERAAIRAQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAgJ/8QAFBAB"
              "AAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAcJ/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAA4EAQAC"
              "EQMRBAAAPwBEHNKpVN//2Q=="));
    const auto red = opened(printed);
    ASSERT_TRUE(red) << red.error().message;
    ASSERT_EQ(red->shape(), Shape({3, 8, 8}));
    EXPECT_GE((*red)[0], 8);
    EXPECT_LE((*red)[red->size() - 1], 1);

    const QString moving = folder.filePath(QStringLiteral("moving.gif"));  // 6 x 6: white, then black
    write(moving,
          QByteArray::fromBase64(
              "R0lGODlhBgAGAPAAAP///wAAACH5BAAAAAAAIf8LTkVUU0NBUEUyLjADAQAAACwAAAAABgAGAAACBYSPqcsFACH5BAAA"
              "AAAALAAAAAAGAAYAgAAAAAAAAAIFhI+pywUAOw=="));
    const auto white = opened(moving);
    ASSERT_TRUE(white) << white.error().message;
    EXPECT_EQ(*white, Tensor<double>({6, 6}));
}

TEST(PictureGrid, RefusesAnEnormousPictureAndOneThatBreaksOff) {
    const QTemporaryDir folder;
    const QString huge = folder.filePath(QStringLiteral("huge.png"));
    QImage dots(10000, 10000, QImage::Format_Mono);  // small in the file, 400 MB in colours
    dots.fill(0);
    ASSERT_TRUE(dots.save(huge));
    const auto tooLarge = opened(huge);
    ASSERT_FALSE(tooLarge);
    EXPECT_NE(tooLarge.error().message.find("10000x10000 pixels, expected at most"), std::string::npos)
        << tooLarge.error().message;

    const QString whole = folder.filePath(QStringLiteral("whole.png"));
    QImage image(200, 200, QImage::Format_RGB32);
    for (int x = 0; x < 200; ++x)
        for (int y = 0; y < 200; ++y) image.setPixel(x, y, static_cast<QRgb>(x * 7919 * y));
    ASSERT_TRUE(image.save(whole));
    QFile file(whole);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const QString cut = folder.filePath(QStringLiteral("cut.png"));
    write(cut, bytes.left(bytes.size() / 3));
    const auto broken = opened(cut);
    ASSERT_FALSE(broken);
    EXPECT_NE(broken.error().message.find(cut.toStdString()), std::string::npos);
}

TEST(PictureGrid, NamesTheFileThatIsNoPicture) {
    const QTemporaryDir folder;
    const QString text = folder.filePath(QStringLiteral("text.png")),
                  empty = folder.filePath(QStringLiteral("empty.png"));
    write(text, "no picture at all");
    write(empty, "");
    for (const QString& path : {text, empty, folder.path(), folder.filePath(QStringLiteral("none.png"))}) {
        const auto grid = opened(path);
        ASSERT_FALSE(grid) << path.toStdString();
        EXPECT_NE(grid.error().message.find(path.toStdString()), std::string::npos);
    }
}

}  // namespace
}  // namespace deltascope
