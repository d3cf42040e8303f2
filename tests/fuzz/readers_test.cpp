#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "core/base/file.h"
#include "core/data/idx.h"
#include "core/data/pen_strokes.h"
#include "core/network/checkpoint.h"
#include "core/network/initialise.h"
#include "tests/fuzz/mutation.h"
#include "tests/support/core/data_files.h"

namespace deltascope {
namespace {

class Readers : public testing::Test {
  protected:
    std::filesystem::path write(const std::string& name, const std::string& content) const {
        return folder_.write(name, content);
    }

    static std::string textOf(const std::filesystem::path& path) {
        const auto bytes = readFile(path);
        return {bytes->begin(), bytes->end()};
    }

    /// Hands `count` damaged versions of `content` to `read`, which returns the error message, empty if it
    /// found nothing wrong. That it returns at all is the test; beyond that, errors must name the file, and
    /// some of the damage must be noticed.
    void feed(const std::string& content, int count,
              const std::function<std::string(const std::filesystem::path&)>& read) {
        Random random(20240607);
        int refused = 0;
        for (int i = 0; i < count; ++i) {
            const auto path = write("damaged", mutated(content, random));
            const std::string message = read(path);
            // Some file systems flush to the disk when a file is emptied and written again; a new one is
            // quick.
            std::filesystem::remove(path);
            if (message.empty()) continue;
            ++refused;
            EXPECT_TRUE(contains(message, "damaged")) << "names no file: " << message;
        }
        EXPECT_GT(refused, count / 10);
    }

  private:
    DataTestFolder folder_;
};

template <typename T>
std::string messageOf(const Result<T>& result) {
    return result ? "" : result.error().message;
}

std::string bigEndian(std::uint32_t value) {
    std::string bytes(4, '\0');
    for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(value >> (24 - 8 * i));
    return bytes;
}

constexpr int rounds = 1500;

}  // namespace

TEST_F(Readers, SurviveDamagedCheckpoints) {
    auto network = *Network<float>::make(pencilNetwork());
    initialise(network);
    const auto good = write("good", "");
    ASSERT_TRUE(saveCheckpoint(good, Checkpoint<float>{network, {{"seed", "1"}}}));
    feed(textOf(good), rounds,
         [](const std::filesystem::path& path) { return messageOf(loadCheckpoint<float>(path)); });
}

const std::string fewPictures =
    bigEndian(0x803) + bigEndian(3) + bigEndian(4) + bigEndian(5) + std::string(60, 'x');
const std::string fewLabels = bigEndian(0x801) + bigEndian(3) + "\1\2\3";

TEST_F(Readers, SurviveDamagedPictures) {
    const auto labels = write("labels", fewLabels);
    const auto read = [&](const std::filesystem::path& path) { return messageOf(readIdx(path, labels)); };
    ASSERT_EQ(read(write("good", fewPictures)), "");
    feed(fewPictures, rounds, read);
}

TEST_F(Readers, SurviveDamagedLabels) {
    const auto pictures = write("pictures", fewPictures);
    const auto read = [&](const std::filesystem::path& path) { return messageOf(readIdx(pictures, path)); };
    ASSERT_EQ(read(write("good", fewLabels)), "");
    feed(fewLabels, rounds, read);
}

TEST_F(Readers, SurviveDamagedPenStrokes) {
    std::string text;
    for (const char* digit : {"0", "7"}) {
        text += std::string(".SEGMENT DIGIT 0 ? \"") + digit + "\"\n.COMMENT " + digit +
                " 12 34\n.PEN_DOWN\n 100 200\n 110 220\n 150 300\n.PEN_UP\n.DT 10\n";
    }
    const auto read = [](const std::filesystem::path& path) { return messageOf(readPenStrokes(path)); };
    ASSERT_EQ(read(write("good", text)), "");
    feed(text, rounds, read);
}

}  // namespace deltascope
