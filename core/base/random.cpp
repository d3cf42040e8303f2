#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace deltascope {
namespace {

/// SplitMix64's finaliser (Steele, Lea and Flood 2014): spreads neighbouring seeds over all bits.
std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed) : engine_(mix(seed)) {}

Random Random::forStream(std::uint64_t seed, std::uint64_t stream) {
    return Random(mix(seed) ^ mix(~stream));
}

double Random::uniform() {
    return static_cast<double>(engine_() >> 11) * 0x1p-53;
}

double Random::uniform(double low, double high) {
    return low + (high - low) * uniform();
}

double Random::normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::uint64_t Random::below(std::uint64_t bound) {
    // Rejecting the incomplete last block keeps every value equally likely.
    const std::uint64_t limit = engine_.max() - engine_.max() % bound;
    std::uint64_t draw = engine_();
    while (draw >= limit) draw = engine_();
    return draw % bound;
}

}  // namespace deltascope
