#include "tests/fuzz/mutation.h"

#include <algorithm>

namespace deltascope {
namespace {

std::size_t placeIn(const std::string& bytes, Random& random) {
    return static_cast<std::size_t>(random.below(bytes.size()));
}

/// Mostly near the start, where headers lie.
std::size_t earlyPlaceIn(const std::string& bytes, Random& random) {
    const auto bound = random.below(2) == 0 ? std::min<std::size_t>(bytes.size(), 64) : bytes.size();
    return static_cast<std::size_t>(random.below(bound));
}

void setExtremes(std::string& bytes, Random& random) {
    const char extremes[] = {0,   1,   0x7f, static_cast<char>(0x80), static_cast<char>(0xff), '9', '-',
                             '{', '"', '\n'};
    const char value = extremes[random.below(sizeof extremes)];
    const std::size_t at = earlyPlaceIn(bytes, random);
    const std::size_t count = std::min<std::size_t>(1 + random.below(8), bytes.size() - at);
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), count, value);
}

void mutateOnce(std::string& bytes, Random& random) {
    const std::size_t at = earlyPlaceIn(bytes, random);
    const std::size_t length = std::min<std::size_t>(1 + random.below(32), bytes.size() - at);
    switch (random.below(6)) {
        case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            return;
        case 1:
            setExtremes(bytes, random);
            return;
        case 2:
            bytes.resize(placeIn(bytes, random));
            return;
        case 3:
            bytes.erase(at, length);
            return;
        case 4:
            bytes.insert(placeIn(bytes, random), bytes.substr(at, length));
            return;
        default:
            bytes.replace(at, length, bytes.substr(placeIn(bytes, random), length));
            return;
    }
}

}  // namespace

std::string mutated(std::string bytes, Random& random) {
    const auto times = 1 + random.below(4);
    for (std::uint64_t i = 0; i < times && !bytes.empty(); ++i) mutateOnce(bytes, random);
    return bytes;
}

}  // namespace deltascope
