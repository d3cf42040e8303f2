#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <cmath>
#include <limits>

#include "core/base/file.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

TEST(NumberText, IsShortForSmallCells) {
    EXPECT_EQ(shortNumber(12), "12");
    EXPECT_EQ(shortNumber(-0.25), "-0.25");
    EXPECT_EQ(shortNumber(0.123456), "0.1235");
    EXPECT_EQ(shortNumber(123456, 3), "1.23e5");
    EXPECT_EQ(shortNumber(1.5e-7), "1.5e-7");
    EXPECT_EQ(shortNumber(-0.0), "0");
    EXPECT_EQ(shortNumber(std::nan("")), "nan");
    EXPECT_EQ(shortNumber(-INFINITY), "-inf");
}

TEST(NumberText, ListsNumbersAsInASentence) {
    const std::vector<double> four{1, -2.5, 1.0 / 3, 4};
    EXPECT_EQ(numberList(four), "1, -2.5, 0.3333 and 4");
    EXPECT_EQ(numberList(std::span(four).first(2)), "1 and -2.5");
    EXPECT_EQ(numberList(std::span(four).first(1)), "1");
    EXPECT_EQ(numberList({}), "");
}

TEST(NumberText, LinesUpInColumns) {
    EXPECT_EQ(fixedNumber(1, 3), "1.000");
    EXPECT_EQ(fixedNumber(-0.0004, 3), "0.000");
    EXPECT_EQ(fixedNumber(-0.0006, 3), "-0.001");
    EXPECT_EQ(fixedNumber(1e300, 1).size(), 303u);
}

TEST(NumberText, ReadsBackAsTheSameDouble) {
    for (const double value : {0.1, 1.0 / 3, -2.5e-300, 1e22, std::numeric_limits<double>::denorm_min()}) {
        EXPECT_EQ(std::strtod(fullNumber(value).c_str(), nullptr), value);
    }
}

TEST(Random, RepeatsItsSequenceForASeed) {
    Random a(7), b(7), other(8);
    const double first = a.uniform();
    EXPECT_EQ(first, b.uniform());
    EXPECT_NE(first, other.uniform());
    EXPECT_EQ(Random::forStream(7, 3).uniform(), Random::forStream(7, 3).uniform());
    EXPECT_NE(Random::forStream(7, 3).uniform(), Random::forStream(7, 4).uniform());
    EXPECT_NE(Random::forStream(7, 3).uniform(), Random::forStream(3, 7).uniform());
}

TEST(Random, HasTheMomentsOfItsDistributions) {
    Random random(1);
    constexpr int draws = 100000;
    double sum = 0, squares = 0, uniform = 0;
    int sevens = 0;
    for (int i = 0; i < draws; ++i) {
        const double normal = random.normal();
        sum += normal;
        squares += normal * normal;
        uniform += random.uniform(-1, 3);
        sevens += random.below(10) == 7;
    }
    EXPECT_NEAR(sum / draws, 0, 0.02);
    EXPECT_NEAR(squares / draws, 1, 0.02);
    EXPECT_NEAR(uniform / draws, 1, 0.02);
    EXPECT_NEAR(sevens / double(draws), 0.1, 0.005);
}

TEST(ThreadTeam, DoesEveryPieceOnceWithAnyNumberOfThreads) {
    for (const int threads : {1, 2, 5}) {
        ThreadTeam team(threads);
        EXPECT_EQ(team.size(), threads);
        for (const std::size_t count : {0u, 1u, 3u, 1000u}) {
            std::vector<std::atomic<int>> done(count);
            team.forEach(count, [&](std::size_t i) { ++done[i]; });
            for (const auto& times : done) EXPECT_EQ(times, 1);
        }
    }
}

TEST(ThreadTeam, HandsOnWhatAPieceThrowsAndWorksOn) {
    ThreadTeam team(3);
    const auto failing = [](std::size_t i) {
        if (i == 5) throw std::runtime_error("piece 5");
    };
    EXPECT_THROW(team.forEach(20, failing), std::runtime_error);
    std::atomic<int> done = 0;
    team.forEach(20, [&](std::size_t) { ++done; });
    EXPECT_EQ(done, 20);
}

std::string gzipped(const std::string& text, const std::filesystem::path& path) {
    gzFile out = gzopen(path.c_str(), "wb");
    gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
    gzclose(out);
    return TemporaryFolder::contentOf(path);
}

TEST(File, ReadsPlainAndPackedFilesAlike) {
    const TemporaryFolder folder;
    const std::string text(3'000'000, 'x');
    gzipped(text, folder.path() / "packed.bin");
    folder.file("plain.bin", text);
    EXPECT_EQ(*readFile(folder.path() / "packed.bin"), *readFile(folder.path() / "plain.bin"));
    EXPECT_EQ(readFile(folder.path() / "plain.bin")->size(), text.size());
    EXPECT_TRUE(readFile(folder.file("empty", ""))->empty());
}

TEST(File, NamesWhatItCouldNotRead) {
    const TemporaryFolder folder;
    EXPECT_NE(readFile(folder.path()).error().message.find("is a folder"), std::string::npos);
    EXPECT_NE(readFile(folder.path() / "none").error().message.find("No such file"), std::string::npos);
    const std::string packed = gzipped("some text that is long enough", folder.path() / "packed");
    const auto cut = readFile(folder.file("cut", packed.substr(0, packed.size() - 9)));
    ASSERT_FALSE(cut.has_value());
    EXPECT_NE(cut.error().message.find("cut off"), std::string::npos);
    const auto large = readFile(folder.file("large", std::string(101, 'x')), 100);
    ASSERT_FALSE(large.has_value());
    EXPECT_NE(large.error().message.find("more than 100 bytes"), std::string::npos);
    EXPECT_TRUE(readFile(folder.file("fits", std::string(100, 'x')), 100).has_value());
}

TEST(NumberText, RaisesExponents) {
    EXPECT_EQ(powerOfTen(130), "10¹³⁰");
    EXPECT_EQ(powerOfTen(-3), "10⁻³");
    EXPECT_EQ(powerOfTen(12345), "10¹²³⁴⁵");
    EXPECT_EQ(powerOfTen(130.38, 5), "10¹³⁰·³⁸");
    EXPECT_EQ(powerOfTen(43.3499), "10⁴³·³⁵");
    EXPECT_EQ(powerOfTen(-0.5), "10⁻⁰·⁵");
    EXPECT_EQ(powerOfTen(0.00001234), "10^1.234e-5") << "an exponent with an exponent is not raised";
}

TEST(File, LeavesTheOldFileWhereAWriteFails) {
    const TemporaryFolder folder;
    const auto path = folder.file("kept", "old");
    ASSERT_TRUE(writeFile(path, "new").has_value());
    EXPECT_EQ(TemporaryFolder::contentOf(path), "new");
    std::filesystem::create_directory(folder.path() / "taken");
    folder.file("taken/inside", "");
    EXPECT_FALSE(writeFile(folder.path() / "taken", "new").has_value());
    EXPECT_FALSE(writeFile(folder.path() / "missing" / "file", "new").has_value());
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        files += entry.is_regular_file();
    EXPECT_EQ(files, 1) << "a temporary file was left behind";
}

}  // namespace
}  // namespace deltascope
