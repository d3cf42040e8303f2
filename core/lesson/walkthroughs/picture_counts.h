#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/explain/sheet.h"

namespace deltascope {

/// How large a picture is, and how many bits one of its pixels has.
struct PictureSize {
    Index height = 1, width = 1, bits = 8;
    Index pixels() const { return height * width; }
};

/// One factor of the slide's product "all pictures that humans have ever seen" (LECTURE 12.1-a).
struct SeenFactor {
    const char* label;
    double value;
    const char* meaning;
};
inline constexpr std::array<SeenFactor, 8> seenFactors{{{"Population", 1e10, "people alive at a time"},
                                                        {"Generations", 1000, "generations"},
                                                        {"Years", 100, "years in a life"},
                                                        {"Days", 356, "days a year, as the slide prints it"},
                                                        {"Hours", 24, "hours a day, without sleep"},
                                                        {"Minutes", 60, "minutes an hour"},
                                                        {"Seconds", 60, "seconds a minute"},
                                                        {"Frame rate", 30, "pictures a second"}}};
inline constexpr Index daysFactor = 3;  // among them
inline constexpr double daysOfAYear = 365;

/// Other sizes to compare with: from one pixel to a small colour photograph.
inline constexpr std::array<PictureSize, 7> samplePictureSizes{
    {{1, 1, 8}, {2, 2, 8}, {3, 18, 1}, {3, 18, 8}, {28, 28, 1}, {28, 28, 8}, {224, 224, 24}}};

/// How many pictures of a size there are, how many humans have seen, and how these compare, as cells of a
/// sheet:
///   picture                an example of the pictures counted, or its top left corner
///   size                   rows, columns, bits a pixel
///   values                 v = 2^bits, what one pixel can be
///   digits_per_pixel       log10 v
///   growth                 2 x stages: pixels n, and log10 v^n
///   factors, seen          the slide's factors and their running product
///   seen_365               the product for a year of 365 days
///   exponents              log10 of the pictures seen, log10 of the pictures there are
///   mantissa               of the latter: from 1 to 10
///   gap                    the difference of the two exponents
///   sample_sizes, sample_exponents, sample_places
///                          rows, columns and bits of other sizes, the exponents of their counts, and log10
///                          of these exponents, last that of the pictures seen
struct PictureCounts {
    /// `seed` chooses the example. The sheet's numbers are doubles; the exact count is beside it.
    PictureCounts(const PictureSize& pictureSize, std::uint64_t seed);

    PictureSize size;
    std::vector<Index> rows;  ///< how many rows the picture has at each stage of growing; 0: a single pixel
    Sheet sheet;
    std::string exact;  ///< the count in decimal; empty if it has more than 1000 digits

    Index stages() const { return static_cast<Index>(rows.size()); }
    double exponent() const { return sheet.value("exponents", 1); }
};

}  // namespace deltascope
