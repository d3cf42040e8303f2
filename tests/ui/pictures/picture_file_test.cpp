#include "ui/pictures/picture_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/base/file.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

QString nameOf(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// The complaint about a file; it must name it.
std::string complaint(const std::filesystem::path& path) {
    const auto image = openPictureFile(path);
    if (image) return {};
    EXPECT_NE(image.error().message.find(path.string()), std::string::npos) << image.error().message;
    return image.error().message;
}

TEST(APictureFile, OpensWhateverItsNameSays) {
    const TemporaryFolder folder;
    QImage image(3, 2, QImage::Format_Grayscale8);
    image.fill(51);
    const auto path = folder.path() / "picture.txt";
    ASSERT_TRUE(image.save(nameOf(path), "BMP"));
    const auto read = openPictureFile(path);
    ASSERT_TRUE(read);
    const auto grey = greyImage(*read);
    ASSERT_TRUE(grey);
    EXPECT_EQ(grey->width, 3);
    EXPECT_EQ(grey->height, 2);
    EXPECT_FLOAT_EQ(grey->at(2, 1), 0.2F);
}

TEST(APictureFile, IsRefusedWithAReason) {
    const TemporaryFolder folder;
    EXPECT_NE(complaint(folder.path() / "missing.png").find("no such file"), std::string::npos);
    EXPECT_NE(complaint(folder.path()).find("folder"), std::string::npos);
    EXPECT_NE(complaint(folder.file("empty.png", "")).find("empty"), std::string::npos);
    EXPECT_NE(complaint(folder.file("letter.png", "Dear reader, this is text.")).find("not a picture"),
              std::string::npos);
}

TEST(APictureFile, IsRefusedWhereItIsCutOff) {
    const TemporaryFolder folder;
    QImage image(200, 200, QImage::Format_RGB32);
    for (int y = 0; y < 200; ++y) {
        for (int x = 0; x < 200; ++x) image.setPixel(x, y, qRgb(x * y % 256, x, y));
    }
    const auto whole = folder.path() / "whole.png";
    ASSERT_TRUE(image.save(nameOf(whole)));
    const std::string bytes = TemporaryFolder::contentOf(whole);
    for (const std::size_t size : {std::size_t{8}, std::size_t{20}, bytes.size() / 2}) {
        EXPECT_NE(complaint(folder.file("cut.png", bytes.substr(0, size))), "") << size << " bytes";
    }
}

TEST(APictureFile, IsRefusedWhereItWouldTakeAllMemory) {
    // A picture of 60000 x 60000 pixels, as its header says, would take 3.6 GB or more.
    const TemporaryFolder folder;
    const auto path = folder.file("huge.pgm", "P5 60000 60000 255\n" + std::string(1000, 'x'));
    EXPECT_NE(complaint(path).find("256 MB"), std::string::npos);
}

TEST(APictureFile, MayBeVeryWide) {
    const TemporaryFolder folder;
    QImage image(20000, 3, QImage::Format_Grayscale8);
    image.fill(255);
    const auto path = folder.path() / "wide.png";
    ASSERT_TRUE(image.save(nameOf(path)));
    const auto read = openPictureFile(path);
    ASSERT_TRUE(read);
    EXPECT_EQ(greyImage(*read)->width, 20000);
}

TEST(GreyImage, IsTheLumaOverWhite) {
    QImage image(3, 1, QImage::Format_ARGB32);
    image.setPixel(0, 0, qRgba(255, 0, 0, 255));
    image.setPixel(1, 0, qRgba(0, 0, 0, 0));
    image.setPixel(2, 0, qRgba(0, 255, 0, 51));
    const auto grey = greyImage(image);
    ASSERT_TRUE(grey);
    EXPECT_NEAR(grey->at(0, 0), 0.299, 1e-6);
    EXPECT_NEAR(grey->at(1, 0), 1, 1e-6);
    EXPECT_NEAR(grey->at(2, 0), 0.2 * 0.587 + 0.8, 1e-6);
}

TEST(GreyImage, ReadsBackByteForByteFromAPng) {
    const TemporaryFolder folder;
    GreyImage picture{16, 16, {}};
    for (int i = 0; i < 256; ++i) picture.values.push_back(static_cast<float>(i) / 255);
    const auto path = folder.path() / "ramp.png";
    ASSERT_TRUE(savePng(path, toImage(picture)));
    const auto read = greyImage(*openPictureFile(path));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->values, picture.values);
}

TEST(GreyImage, ShowsADigitAsDarkInkOnWhite) {
    Tensor<float> digit({1, 28, 28});
    digit.at({0, 3, 5}) = 1;
    const QImage image = toImage(digit);
    EXPECT_EQ(image.size(), QSize(28, 28));
    EXPECT_EQ(image.pixelColor(5, 3), QColor(Qt::black));
    EXPECT_EQ(image.pixelColor(3, 5), QColor(Qt::white));
}

TEST(SavingAPng, ThatFailsLeavesWhatWasThere) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write into a read-only folder";
    const TemporaryFolder folder;
    const auto path = folder.file("kept.png", "precious");
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    const auto saved = savePng(path, QImage(4, 4, QImage::Format_Grayscale8));
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    EXPECT_FALSE(saved);
    EXPECT_EQ(TemporaryFolder::contentOf(path), "precious");
}

TEST(SavingAPng, IntoAFolderThatDoesNotExistSaysSo) {
    const auto saved = savePng("/no/such/folder/x.png", QImage(4, 4, QImage::Format_Grayscale8));
    ASSERT_FALSE(saved);
    EXPECT_NE(saved.error().message.find("/no/such/folder"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
