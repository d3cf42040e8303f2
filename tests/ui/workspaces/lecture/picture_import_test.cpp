#include "ui/workspaces/lecture/picture_import.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace deltascope {
namespace {

TEST(PictureImport, MakesDarknessOfGrey) {
    QImage image(2, 1, QImage::Format_RGB32);
    image.setPixelColor(0, 0, Qt::white);
    image.setPixelColor(1, 0, Qt::black);
    const auto grid = gridFromImage(image, 28, 9);
    EXPECT_EQ(grid, (Tensor<double>({1, 2}, {0, 9})));
    EXPECT_EQ(gridFromImage(image, 28, 1), (Tensor<double>({1, 2}, {0, 1})));
}

TEST(PictureImport, ScalesLargePicturesDownAndKeepsTheirProportions) {
    for (const QSize size : {QSize(560, 280), QSize(2000, 3), QSize(29, 29)}) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::black);
        const auto grid = gridFromImage(image, 28, 9);
        EXPECT_LE(std::max(grid.shape()[0], grid.shape()[1]), 28);
        EXPECT_GE(grid.shape()[0], 1);
        EXPECT_EQ(grid[0], 9);
    }
}

TEST(PictureImport, TakesTransparencyAsPaper) {
    QImage image(3, 3, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    EXPECT_EQ(gridFromImage(image, 28, 9), Tensor<double>({3, 3}));
}

TEST(PictureImport, NamesTheFileThatIsNoPicture) {
    const QTemporaryDir folder;
    const QString text = folder.filePath(QStringLiteral("text.png"));
    QFile file(text);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("no picture at all");
    file.close();
    QFile empty(folder.filePath(QStringLiteral("empty.png")));
    ASSERT_TRUE(empty.open(QIODevice::WriteOnly));
    empty.close();
    for (const QString& path :
         {text, empty.fileName(), folder.path(), folder.filePath(QStringLiteral("none.png"))}) {
        const auto grid = gridFromFile(path, 28, 9);
        ASSERT_FALSE(grid) << path.toStdString();
        EXPECT_NE(grid.error().message.find(path.toStdString()), std::string::npos);
    }
}

}  // namespace
}  // namespace deltascope
