#include "core/training/falling_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace deltascope {

double fallingRate(double rate, double done) {
    const double fall = 0.5 * (1 + std::cos(std::numbers::pi * std::clamp(done, 0.0, 1.0)));
    return rate * (0.01 + 0.99 * fall);
}

}  // namespace deltascope
