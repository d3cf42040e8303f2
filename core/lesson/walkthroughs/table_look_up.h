#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L1: recognition as a table look-up. Counts the pictures of a size, then the pictures that all humans have
/// ever seen, and puts both on one logarithmic axis. Settings:
///   width, height, bits   of the picture; whole numbers
///   seed                  which of the pictures is shown as an example
/// The growing exponent, the factors, the counts and the axes are cells of a Sheet; the exact decimal number
/// stands in the labels of the exhibit "exact" while it has at most a thousand digits.
WalkthroughKind tableLookUpWalkthrough();

}  // namespace deltascope
