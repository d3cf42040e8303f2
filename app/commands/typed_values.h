#pragma once

#include <string>
#include <utility>

#include "core/base/result.h"
#include "core/tensor/shape.h"

namespace deltascope {

/// The numbers that an option takes.
struct NumberRange {
    double least = 0, most = 0;
    bool withLeast = true, withMost = true;  ///< whether the ends themselves are allowed

    bool contains(double value) const;
    /// "a number above 0 and at most 10"
    std::string text() const;
};

/// What a person typed for an option, read strictly: the whole text must be the value. Errors say what was
/// expected and what was there; the caller adds the option's name.
Result<double> parseNumber(const std::string& text, const NumberRange& range);
Result<Index> parseWholeNumber(const std::string& text, Index least, Index most);
/// "1440x900", both from `least` to `most`.
Result<std::pair<Index, Index>> parseSize(const std::string& text, Index least, Index most);
/// "1-25", or "7" for 7-7; first <= last, both from 1 to `most`.
Result<std::pair<Index, Index>> parseSpan(const std::string& text, Index most);

}  // namespace deltascope
