#include "core/data/idx.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <numeric>

#include "tests/support/core/data_files.h"

namespace deltascope {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes header(std::initializer_list<std::uint32_t> numbers) {
    Bytes bytes;
    for (const std::uint32_t number : numbers) {
        for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    }
    return bytes;
}

Bytes withContent(Bytes bytes, std::size_t count, std::uint8_t value = 7) {
    bytes.insert(bytes.end(), count, value);
    return bytes;
}

const Bytes goodImages = withContent(header({0x803, 2, 3, 4}), 24);
const Bytes goodLabels = withContent(header({0x801, 2}), 2);

/// The message for a pair of files, "" if they were read.
std::string problem(const Bytes& images, const Bytes& labels) {
    const DataTestFolder folder;
    const auto read = readIdx(folder.write("images", images), folder.write("labels", labels));
    return read ? "" : read.error().message;
}

TEST(Idx, ReadsPicturesAndTheirLabels) {
    Bytes images = header({0x803, 2, 3, 4});
    for (std::uint8_t i = 0; i < 24; ++i) images.push_back(i);
    Bytes labels = header({0x801, 2});
    labels.insert(labels.end(), {9, 0});
    const DataTestFolder folder;
    const auto read = readIdx(folder.write("images", images), folder.write("labels", labels));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->count, 2);
    EXPECT_EQ(read->height, 3);
    EXPECT_EQ(read->width, 4);
    EXPECT_EQ(read->labels, (Bytes{9, 0}));
    ASSERT_EQ(read->image(1).size(), 12U);
    EXPECT_EQ(read->image(1).front(), 12);
    EXPECT_EQ(read->image(1).back(), 23);
}

TEST(Idx, RefusesACutOffFile) {
    for (std::size_t size = 0; size < goodImages.size(); ++size) {
        const Bytes cut(goodImages.begin(), goodImages.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_TRUE(contains(problem(cut, goodLabels), "cut off")) << size;
    }
    EXPECT_TRUE(contains(problem(goodImages, withContent(header({0x801, 2}), 1)), "labels: cut off"));
}

TEST(Idx, RefusesTrailingBytes) {
    EXPECT_TRUE(contains(problem(withContent(goodImages, 1), goodLabels), "too long"));
}

TEST(Idx, RefusesAWrongMagicNumber) {
    EXPECT_TRUE(contains(problem(goodLabels, goodImages), "cut off in the header"));
    EXPECT_TRUE(contains(problem(goodImages, goodImages), "not IDX labels: expected the number 2049"));
    EXPECT_TRUE(contains(problem(Bytes(100, 'x'), goodLabels), "not IDX pictures"));
}

TEST(Idx, RefusesHugeDeclaredSizesWithoutAllocatingThem) {
    const std::string message =
        problem(withContent(header({0x803, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}), 24), goodLabels);
    EXPECT_TRUE(contains(message, "4294967295x4294967295x4294967295")) << message;
    // The product of these is 0 modulo 2^64.
    EXPECT_NE(problem(withContent(header({0x803, 0x80000000, 0x80000000, 4}), 24), goodLabels), "");
}

TEST(Idx, RefusesEmptyFilesAndDifferentCounts) {
    EXPECT_TRUE(contains(problem(header({0x803, 0, 28, 28}), header({0x801, 0})), "empty"));
    EXPECT_TRUE(contains(problem({}, goodLabels), "cut off in the header"));
    EXPECT_TRUE(contains(problem(goodImages, withContent(header({0x801, 3}), 3)), "expected as many"));
}

TEST(Idx, RefusesALabelAboveNineAndNamesItsPlace) {
    const Bytes labels = withContent(withContent(header({0x801, 2}), 1), 1, 10);
    EXPECT_TRUE(contains(problem(goodImages, labels), "label number 2 is 10, expected 0 to 9"));
}

TEST(Mnist, FindsTheFilesUnderTheirUsualNames) {
    const DataTestFolder folder;
    folder.write("t10k-images.idx3-ubyte", goodImages);
    const auto incomplete = readMnist(folder.path(), MnistPart::test);
    ASSERT_FALSE(incomplete);
    EXPECT_TRUE(contains(incomplete.error().message, "t10k-labels-idx1-ubyte.gz"))
        << incomplete.error().message;
    const auto packed = folder.path() / "t10k-labels-idx1-ubyte.gz";
    gzFile file = gzopen(packed.c_str(), "wb");
    gzwrite(file, goodLabels.data(), static_cast<unsigned>(goodLabels.size()));
    gzclose(file);
    EXPECT_TRUE(readMnist(folder.path(), MnistPart::test));
    EXPECT_FALSE(readMnist(folder.path(), MnistPart::training));
    EXPECT_FALSE(readMnist(folder.path() / "nowhere", MnistPart::test));
}

TEST(Mnist, HasItsKnownCounts) {
    const std::filesystem::path folder = std::filesystem::path(DELTASCOPE_DATA) / "mnist";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "MNIST is not there: " << folder;
    const auto training = readMnist(folder, MnistPart::training), test = readMnist(folder, MnistPart::test);
    ASSERT_TRUE(training && test);
    EXPECT_EQ(training->count, 60000);
    EXPECT_EQ(test->count, 10000);
    EXPECT_EQ(training->labels[0], 5);
    EXPECT_EQ(test->labels[0], 7);
    EXPECT_EQ(training->width * training->height, 784);
    // The mean pixel that everyone who normalises MNIST knows: 0.1307.
    const double sum = std::accumulate(training->pixels.begin(), training->pixels.end(), 0.0);
    EXPECT_NEAR(sum / 255 / static_cast<double>(training->pixels.size()), 0.1307, 0.0001);
}

}  // namespace
}  // namespace deltascope
