#include "core/data/pen_strokes.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/file.h"

namespace deltascope {
namespace {

constexpr float tabletSide = 500;

/// Reads line after line; an empty message means that all is well so far.
class PenStrokeParser {
  public:
    using Problem = std::string;

    Problem readLine(const std::string& line) {
        std::istringstream words(line);
        std::string first;
        if (!(words >> first)) return {};
        if (first.front() != '.') return readPoint(line);
        if (first == ".SEGMENT") return startDigit(line);
        if (first == ".COMMENT") return readWriter(words);
        if (first == ".PEN_DOWN") return penDown();
        if (first == ".PEN_UP") return penUp();
        return {};  // vocabulary, timing and other notes of the format
    }

    Problem finish() {
        if (const Problem problem = endDigit(); !problem.empty()) return problem;
        return digits.empty() ? "no digit found, expected .SEGMENT DIGIT lines" : "";
    }

    std::vector<PenDigit> digits;

  private:
    Problem startDigit(const std::string& line) {
        if (const Problem problem = endDigit(); !problem.empty()) return problem;
        const auto quote = line.find('"');
        const bool isDigit = quote != std::string::npos && quote + 2 < line.size() &&
                             line[quote + 1] >= '0' && line[quote + 1] <= '9' && line[quote + 2] == '"';
        if (!isDigit) return "expected a label \"0\" to \"9\", got '" + line.substr(0, 40) + "'";
        digits.push_back({{}, line[quote + 1] - '0', 0});
        return {};
    }

    Problem readWriter(std::istream& words) {
        int label = 0, writer = 0;
        if (digits.empty()) return {};  // a remark at the top of the file
        if (!(words >> label >> writer) || writer < 1 || label != digits.back().label) {
            return "expected .COMMENT with the digit's label and its writer, from 1 upwards";
        }
        digits.back().writer = writer;
        return {};
    }

    Problem penDown() {
        if (digits.empty()) return ".PEN_DOWN before the first .SEGMENT";
        if (isDown_) return ".PEN_DOWN while the pen is down";
        isDown_ = true;
        digits.back().drawing.strokes.emplace_back();
        return {};
    }

    Problem penUp() {
        if (!isDown_) return ".PEN_UP while the pen is up";
        isDown_ = false;
        auto& strokes = digits.back().drawing.strokes;
        if (strokes.back().points.empty()) strokes.pop_back();
        return {};
    }

    Problem readPoint(const std::string& line) {
        std::istringstream words(line);
        float x = 0, y = 0;
        std::string rest;
        if (!(words >> x >> y) || words >> rest)
            return "expected a point \"x y\", got '" + line.substr(0, 40) + "'";
        if (!isDown_) return "a point while the pen is up";
        if (!(x >= 0 && x <= tabletSide && y >= 0 && y <= tabletSide)) {
            return joinText("point ", x, " ", y, " lies off the tablet of ", tabletSide, "x", tabletSide);
        }
        digits.back().drawing.strokes.back().points.push_back({x / tabletSide, 1 - y / tabletSide});
        return {};
    }

    Problem endDigit() {
        if (digits.empty()) return {};
        if (isDown_) return "the digit ends while the pen is down (cut off?)";
        if (digits.back().drawing.strokes.empty()) return "the digit before has no points";
        if (digits.back().writer == 0) return "the digit before has no .COMMENT with its writer";
        return {};
    }

    bool isDown_ = false;
};

}  // namespace

Result<std::vector<PenDigit>> readPenStrokes(const std::filesystem::path& path) {
    const auto bytes = readFile(path);
    if (!bytes) return tl::unexpected(bytes.error());
    std::istringstream text(std::string(bytes->begin(), bytes->end()));
    PenStrokeParser parser;
    std::string line;
    long number = 0;
    while (std::getline(text, line)) {
        ++number;
        if (const auto problem = parser.readLine(line); !problem.empty()) {
            return failure(path.string(), " line ", number, ": ", problem);
        }
    }
    if (const auto problem = parser.finish(); !problem.empty()) {
        return failure(path.string(), " line ", number, ": ", problem);
    }
    return std::move(parser.digits);
}

std::vector<PenDigit> byWriters(const std::vector<PenDigit>& digits, int first, int last) {
    std::vector<PenDigit> chosen;
    std::ranges::copy_if(digits, std::back_inserter(chosen), [&](const PenDigit& digit) {
        return digit.writer >= first && digit.writer <= last;
    });
    return chosen;
}

}  // namespace deltascope
