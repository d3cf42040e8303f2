#include "core/lesson/walkthroughs/picture_counts.h"

#include <algorithm>
#include <cmath>

#include "core/base/exact_product.h"
#include "core/base/random.h"

namespace deltascope {
namespace {

constexpr Index factorCount = seenFactors.size(), sampleCount = samplePictureSizes.size();
constexpr Index mostShown = 32;     // rows and columns of the example picture
constexpr Index mostStages = 6;     // in which the picture grows
constexpr Index mostDigits = 1000;  // that are written out

Expression log10Of(const Expression& x) {
    return node(Operation::quotient,
                {node(Operation::logarithm, {x}), node(Operation::logarithm, {constantLeaf(10)})});
}

std::vector<Index> growingRows(Index height) {
    std::vector<Index> rows{0};
    const Index stages = std::min(height, mostStages);
    for (Index i = 1; i <= stages; ++i) rows.push_back(height * i / stages);
    return rows;
}

/// An example of the pictures that are counted, or its top left corner: any value is as good as another.
Tensor<double> examplePicture(const PictureSize& size, std::uint64_t seed) {
    Tensor<double> picture({std::min(size.height, mostShown), std::min(size.width, mostShown)});
    Random random(seed);
    for (double& value : picture.values()) {
        value = static_cast<double>(random.below(std::uint64_t{1} << size.bits));
    }
    return picture;
}

void addPictureCount(PictureCounts& counts) {
    Sheet& sheet = counts.sheet;
    const PictureSize& size = counts.size;
    sheet.give("size", {{3},
                        {static_cast<double>(size.height), static_cast<double>(size.width),
                         static_cast<double>(size.bits)}});
    sheet.define("values", {}, "pixel-values", [&](Index) {
        return productOf(std::vector<Expression>(static_cast<std::size_t>(size.bits), constantLeaf(2)));
    });
    sheet.define("digits_per_pixel", {}, "log-ten", [&](Index) { return log10Of(sheet.leaf("values")); });
    const Index stages = counts.stages();
    sheet.define("growth", {2, stages}, "count-growth", [&](Index i) {
        if (i >= stages) return productOf({sheet.leaf("growth", i - stages), sheet.leaf("digits_per_pixel")});
        const Index rows = counts.rows[static_cast<std::size_t>(i)];
        if (rows == 0) return constantLeaf(1);
        return productOf({constantLeaf(static_cast<double>(rows)), sheet.leaf("size", 1)});
    });
}

void addSeenCount(Sheet& sheet) {
    Tensor<double> values({factorCount});
    std::transform(seenFactors.begin(), seenFactors.end(), values.data(),
                   [](const SeenFactor& f) { return f.value; });
    sheet.give("factors", values);
    sheet.define("seen", {factorCount}, "running-product", [&](Index i) {
        const Expression factor = sheet.leaf("factors", i);
        return i == 0 ? productOf({factor}) : productOf({sheet.leaf("seen", i - 1), factor});
    });
    sheet.define("seen_365", {}, "product", [&](Index) {
        std::vector<Expression> all;
        for (Index i = 0; i < factorCount; ++i) {
            all.push_back(i == daysFactor ? constantLeaf(daysOfAYear) : sheet.leaf("factors", i));
        }
        return productOf(std::move(all));
    });
}

void addComparison(PictureCounts& counts) {
    Sheet& sheet = counts.sheet;
    sheet.define("exponents", {2}, "log-product", [&](Index i) {
        if (i == 1)
            return productOf({sheet.leaf("growth", counts.stages() - 1), sheet.leaf("digits_per_pixel")});
        std::vector<Expression> logarithms;
        for (Index f = 0; f < factorCount; ++f) logarithms.push_back(log10Of(sheet.leaf("factors", f)));
        return sumOf(std::move(logarithms));
    });
    sheet.define("mantissa", {}, "log-mantissa", [&](Index) {
        const Expression whole = constantLeaf(std::floor(sheet.value("exponents", 1)));
        return node(Operation::exponential,
                    {productOf({node(Operation::difference, {sheet.leaf("exponents", 1), whole}),
                                node(Operation::logarithm, {constantLeaf(10)})})});
    });
    sheet.define("gap", {}, "log-gap", [&](Index) {
        return node(Operation::difference, {sheet.leaf("exponents", 1), sheet.leaf("exponents", 0)});
    });
}

void addSamples(Sheet& sheet) {
    Tensor<double> sizes({sampleCount, 3});
    for (Index i = 0; i < sampleCount; ++i) {
        const PictureSize& s = samplePictureSizes[static_cast<std::size_t>(i)];
        sizes.at({i, 0}) = static_cast<double>(s.height);
        sizes.at({i, 1}) = static_cast<double>(s.width);
        sizes.at({i, 2}) = static_cast<double>(s.bits);
    }
    sheet.give("sample_sizes", sizes);
    sheet.define("sample_exponents", {sampleCount}, "log-count", [&](Index i) {
        return productOf({sheet.leaf("sample_sizes", 3 * i), sheet.leaf("sample_sizes", 3 * i + 1),
                          sheet.leaf("sample_sizes", 3 * i + 2), log10Of(constantLeaf(2))});
    });
    sheet.define("sample_places", {sampleCount + 1}, "log-ten", [&](Index i) {
        return log10Of(i < sampleCount ? sheet.leaf("sample_exponents", i) : sheet.leaf("exponents", 0));
    });
}

std::string exactCount(const PictureCounts& counts) {
    if (counts.exponent() >= mostDigits) return "";
    return exactProduct(std::vector<std::uint64_t>(static_cast<std::size_t>(counts.size.pixels()),
                                                   std::uint64_t{1} << counts.size.bits));
}

}  // namespace

PictureCounts::PictureCounts(const PictureSize& pictureSize, std::uint64_t seed)
    : size(pictureSize), rows(growingRows(pictureSize.height)) {
    sheet.give("picture", examplePicture(size, seed));
    addPictureCount(*this);
    addSeenCount(sheet);
    addComparison(*this);
    addSamples(sheet);
    exact = exactCount(*this);
}

}  // namespace deltascope
