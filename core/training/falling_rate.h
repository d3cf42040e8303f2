#pragma once

namespace deltascope {

/// A learning rate that falls along half a cosine: `rate` where `done` is 0, 1 % of it where `done` is 1 or
/// more.
double fallingRate(double rate, double done);

}  // namespace deltascope
