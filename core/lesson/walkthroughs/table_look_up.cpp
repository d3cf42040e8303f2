#include "core/lesson/walkthroughs/table_look_up.h"

#include <algorithm>
#include <cmath>

#include "core/base/exact_product.h"
#include "core/base/number_text.h"
#include "core/lesson/composition.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/picture_counts.h"

namespace deltascope {
namespace {

constexpr Index digitsPerLine = 45;  // of the exact number
constexpr Index factorCount = seenFactors.size(), lastSample = samplePictureSizes.size() - 1;

using Shared = std::shared_ptr<const PictureCounts>;

/// A count as people write it: "256", "1.109 · 10¹³⁰".
std::string countText(double exponent) {
    if (exponent < 4) return shortNumber(std::pow(10, exponent));
    const double whole = std::floor(exponent);
    const std::string mantissa = shortNumber(std::pow(10, exponent - whole));
    return (mantissa == "1" ? "" : mantissa + " · ") + powerOfTen(whole);
}

std::string sizeText(const PictureSize& size) { return joinText(size.height, " × ", size.width); }

/// Rows and columns of the example picture.
Shape shownSize(const PictureCounts& counts) { return counts.sheet.values("picture")->shape(); }

std::vector<std::string> factorLabels() {
    std::vector<std::string> labels;
    for (const SeenFactor& factor : seenFactors) labels.push_back(factor.label);
    return labels;
}

std::vector<std::string> sampleLabels() {
    std::vector<std::string> labels;
    for (const PictureSize& s : samplePictureSizes)
        labels.push_back(joinText(sizeText(s), ", bits: ", s.bits));
    return labels;
}

std::string seenLabel() { return "All pictures ever seen"; }

/// The exact number in lines of fifteen groups of three digits.
Exhibit exactExhibit(const PictureCounts& counts) {
    Exhibit listing{"exact", "Number of pictures, exactly"};
    listing.role = Role::result;
    listing.form = Form::listing;
    const std::string& digits = counts.exact;
    if (digits.empty()) listing.labels = {"Too long to write out"};
    const std::size_t length = digitsPerLine, first = digits.size() % length;
    if (first > 0) listing.labels.push_back(groupedDigits(digits.substr(0, first)));
    for (std::size_t i = first; i < digits.size(); i += length) {
        listing.labels.push_back(groupedDigits(digits.substr(i, length)));
    }
    listing.values = Tensor<double>({static_cast<Index>(listing.labels.size())});
    return listing;
}

Exhibit growthExhibit(const PictureCounts& counts) {
    Exhibit growth = exhibitOf(counts.sheet, "growth",
                               {"growth", "Exponent of the count over the number of pixels", "log₁₀ N",
                                Role::result, ValueScale::signedValue, Form::curve});
    growth.domain = {0, static_cast<double>(counts.size.pixels()), 0, counts.exponent()};
    return growth;
}

/// How far the picture has grown; the points' numbers are those of the curve below.
Exhibit grownExhibit(const PictureCounts& counts, Index stage) {
    Exhibit grown{"grown", "So far"};
    grown.role = Role::activation;
    grown.form = Form::path;
    grown.on = "growth";
    grown.values = Tensor<double>({2, stage + 1});
    for (Index i = 0; i <= stage; ++i)
        for (Index row = 0; row < 2; ++row) {
            grown.values.at({row, i}) = counts.sheet.value("growth", row * counts.stages() + i);
        }
    return grown;
}

std::vector<Exhibit> exhibitsOf(const PictureCounts& counts) {
    const auto show = [&](const char* id, const char* title, Role role, Form form = Form::grid) {
        return exhibitOf(counts.sheet, id, {id, title, "", role, ValueScale::intensity, form});
    };
    const bool isWhole = shownSize(counts).size() == counts.size.pixels();
    std::vector<std::string> sampleAxis = sampleLabels();
    sampleAxis.push_back(seenLabel());
    return {
        show("picture", isWhole ? "One of the pictures" : "One of the pictures, top left", Role::activation),
        countsOnly(labelled(show("size", "Size", Role::plain), {"Rows", "Columns", "Bits a pixel"})),
        show("values", "Values of one pixel", Role::result),
        growthExhibit(counts),
        partOf(exhibitOf(counts.sheet, "exponents", {"exponent", "Power of ten", "", Role::result}), 1, {}),
        show("mantissa", "First digits of the count", Role::result),
        exactExhibit(counts),
        labelled(show("factors", "Factors", Role::weight), factorLabels()),
        labelled(show("seen", "Multiplied so far", Role::result), factorLabels()),
        show("seen_365", "With 365 days", Role::result),
        labelled(show("exponents", "Both counts as powers of ten", Role::result, Form::axis),
                 {seenLabel(), joinText("All ", sizeText(counts.size), " pictures")}),
        show("gap", "Gap, as a power of ten", Role::result),
        labelled(show("sample_sizes", "Rows, columns, bits a pixel", Role::plain), sampleLabels()),
        labelled(show("sample_exponents", "Exponent of the count", Role::result), sampleLabels()),
        labelled(show("sample_places", "Digits of the counts", Role::result, Form::axis), sampleAxis)};
}

Step pixelStep(const PictureCounts& counts) {
    Step step = stepAbout(counts.sheet, "values");
    const std::string values = shortNumber(counts.sheet.value("values"), 8);
    step.title = "One pixel";
    step.text = joinText("Every bit doubles what a pixel can be: with ", counts.size.bits,
                         counts.size.bits == 1 ? " bit" : " bits", " it takes ", values,
                         " values. A table of all one-pixel pictures, each beside its label, needs ", values,
                         " lines.");
    step.shown = {"picture", "size", "values"};
    step.focus = {{"picture", Role::activation}};
    step.known = {{"picture", 1}};
    step.question = Question{joinText("2^", counts.size.bits, " = ?"), counts.sheet.value("values")};
    return step;
}

Step growthStep(const PictureCounts& counts, Index stage) {
    const Index rows = counts.rows[static_cast<std::size_t>(stage)], stages = counts.stages();
    Step step = stepAbout(counts.sheet, "growth", stages + stage);
    step.explanations.push_back(explanationOf(counts.sheet, "digits_per_pixel"));
    step.title = joinText(rows, rows == 1 ? " row of " : " rows of ", counts.size.width,
                          counts.size.width == 1 ? " pixel" : " pixels");
    const double exponent = counts.sheet.value("growth", stages + stage);
    step.text = joinText(
        "Every further pixel multiplies the number of pictures by ",
        shortNumber(counts.sheet.value("values"), 8), ", which adds ",
        shortNumber(counts.sheet.value("digits_per_pixel")), " to the exponent. ", rows * counts.size.width,
        counts.size.pixels() == 1 ? " pixel makes " : " pixels make ", powerOfTen(exponent), " pictures.");
    step.own = {grownExhibit(counts, stage)};
    step.shown = {"picture", "growth", "grown"};
    const Shape shown = shownSize(counts);
    step.known = {{"picture", std::min(rows, shown[0]) * shown[1]}};
    step.question = Question{"Exponent of the number of pictures = ?", exponent};
    return step;
}

Step countStep(const PictureCounts& counts) {
    Step step = stepAbout(counts.sheet, "exponents", 1);
    step.explanations.push_back(explanationOf(counts.sheet, "mantissa"));
    const double exponent = counts.exponent();
    step.title = joinText("All pictures of ", sizeText(counts.size), " pixels");
    step.text = joinText("There are ", countText(exponent), " of them: a number of ",
                         fixedNumber(std::floor(exponent) + 1, 0),
                         " digits. Recognition by look-up needs a line for each one, with a label in it.");
    step.shown = {"size", "exponent", "mantissa", "exact"};
    step.question = Question{"How many digits has the count?", std::floor(exponent) + 1};
    return step;
}

Step factorStep(const PictureCounts& counts, Index i) {
    const SeenFactor& factor = seenFactors[static_cast<std::size_t>(i)];
    Step step = stepAbout(counts.sheet, "seen", i);
    step.title = joinText("Ever seen: ", factor.label);
    const std::string what = joinText(countText(std::log10(factor.value)), " ", factor.meaning);
    const std::string product = countText(std::log10(counts.sheet.value("seen", i)));
    step.text = i == 0 ? joinText("How many pictures have all humans ever seen? Start with ", what, ".")
                       : joinText("Times ", what, ": the product is now ", product, ".");
    step.shown = {"factors", "seen"};
    step.known = {{"factors", i + 1}, {"seen", i + 1}};
    step.focus = {{"factors", Role::weight, 0, i, 0}, {"seen", Role::result, 0, i, 0}};
    step.question = Question{"The product so far = ?", counts.sheet.value("seen", i)};
    return step;
}

Step daysStep(const PictureCounts& counts) {
    Step step = stepAbout(counts.sheet, "seen_365");
    const double printed = counts.sheet.value("exponents", 0),
                 real = std::log10(counts.sheet.value("seen_365"));
    step.title = joinText("A year has ", shortNumber(daysOfAYear), " days");
    step.text =
        joinText("The slide prints ", shortNumber(seenFactors[daysFactor].value), " days, surely meant as ",
                 shortNumber(daysOfAYear), ": ", countText(real), " instead of ", countText(printed),
                 ". Rounded to a power of ten both are ", powerOfTen(std::round(printed)), ".");
    step.shown = {"factors", "seen", "seen_365"};
    step.focus = {{"factors", Role::weight, 0, daysFactor, 0}};
    return step;
}

Step axisStep(const PictureCounts& counts) {
    Step step = stepAbout(counts.sheet, "gap");
    const double gap = counts.sheet.value("gap");
    step.title = "Both counts on one axis";
    step.text = joinText("On a logarithmic axis equal distances are equal factors. ",
                         gap > 0 ? "The table has " : "Humans have seen ", powerOfTen(std::abs(gap)),
                         gap > 0 ? " times as many lines as there are pictures ever seen."
                                 : " times as many pictures as this small table has lines.");
    step.shown = {"exponents", "gap"};
    step.question = Question{"Difference of the two exponents = ?", gap};
    return step;
}

Step samplesStep(const PictureCounts& counts) {
    Step step = stepAbout(counts.sheet, "sample_exponents", lastSample);
    step.title = "Other sizes";
    step.text = joinText(
        "Real pictures are larger: at ", sizeText(samplePictureSizes.back()),
        " pixels in colour the count has ", fixedNumber(std::floor(step.explanations[0].value) + 1, 0),
        " digits. The axis shows the number of digits, because the counts themselves fit on none.");
    step.shown = {"sample_sizes", "sample_exponents", "sample_places"};
    step.focus = {{"sample_exponents", Role::result, 0, lastSample, 0}};
    return step;
}

Step conclusionStep(const PictureCounts& counts) {
    Step step = stepAbout(counts.sheet, "exponents", 1);
    const bool isHopeless = counts.sheet.value("gap") > 0;
    step.title = "A function instead of a table";
    step.text =
        joinText(isHopeless ? "Nobody can fill a table that is longer than all that was ever seen. "
                            : "A table for pictures as small as this could be filled, for real ones not. ",
                 "Recognition needs a function that computes the label from the pixels.");
    step.shown = {"picture", "exponents"};
    return step;
}

std::vector<Section> sectionsOf(const Shared& counts) {
    return {oneStep([counts] { return pixelStep(*counts); }),
            {counts->stages() - 1, [counts](Index i) { return growthStep(*counts, i + 1); }},
            oneStep([counts] { return countStep(*counts); }),
            {factorCount, [counts](Index i) { return factorStep(*counts, i); }},
            oneStep([counts] { return daysStep(*counts); }),
            oneStep([counts] { return axisStep(*counts); }),
            oneStep([counts] { return samplesStep(*counts); }),
            oneStep([counts] { return conclusionStep(*counts); })};
}

Result<Composition> composeTableLookUp(const Settings& settings) {
    const auto numbers = wholeNumbers(settings, {"height", "width", "bits", "seed"});
    if (!numbers) return tl::unexpected(numbers.error());
    const auto& n = *numbers;
    const auto counts = std::make_shared<const PictureCounts>(PictureSize{n[0], n[1], n[2]},
                                                              static_cast<std::uint64_t>(n[3]));
    return Composition{{counts, &counts->sheet}, exhibitsOf(*counts), sectionsOf(counts)};
}

}  // namespace

WalkthroughKind tableLookUpWalkthrough() {
    return composed({"L1",
                     "table-look-up",
                     "12.1",
                     "Recognition as a table look-up",
                     "Write every possible picture beside its label: how long would that table be?",
                     {{"height", "Rows", 3.0, {}, 1, 1000},
                      {"width", "Columns", 18.0, {}, 1, 1000},
                      {"bits", "Bits a pixel", 8.0, {}, 1, 24},
                      {"seed", "Example", 1.0, {}, 0, 9999}},
                     {}},
                    composeTableLookUp);
}

}  // namespace deltascope
