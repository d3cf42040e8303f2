#include "core/data/examples.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/base/text.h"
#include "core/data/digit_image.h"
#include "core/data/stroke_raster.h"
#include "core/data/synthetic_digits.h"

namespace deltascope {
namespace {

constexpr Index digitPixels = digitSide * digitSide;

void checkPicture(const ExampleSource& source, Index i, std::span<float> out) {
    require(i >= 0 && i < source.size(), "example ", i, " of ", source.size());
    require(static_cast<Index>(out.size()) == source.pixels(), "room for ", out.size(), " of ",
            source.pixels(), " pixels");
}

/// The random numbers of example `i` in `epoch`; forStream() takes one stream number, so the epoch goes into
/// the seed, spread over all its bits by the golden ratio.
Random randomFor(std::uint64_t seed, std::uint64_t epoch, Index i) {
    return Random::forStream(seed + 0x9e3779b97f4a7c15ULL * epoch, static_cast<std::uint64_t>(i));
}

void distortIfAsked(const Augmentation& augmentation, std::uint64_t epoch, Random& random,
                    std::span<float> picture) {
    if (epoch == 0 || !augmentation.distortion) return;
    std::array<float, digitPixels> original;
    std::ranges::copy(picture, original.begin());
    distorted(original, random, *augmentation.distortion, picture);
}

/// What the canvas would hand to the network for `drawing`.
void writeDigit(const Drawing& drawing, Index canvasSide, std::span<float> out) {
    const auto digit = digitFromPicture(rasterize(drawing, canvasSide));
    require(digit.has_value(),
            "an example cannot be drawn: ", digit ? std::string_view() : digit.error().message);
    std::ranges::copy(digit->values(), out.begin());
}

class DigitSource : public ExampleSource {
  public:
    Index pixels() const final { return digitPixels; }
};

class ImageSource final : public DigitSource {
  public:
    ImageSource(std::shared_ptr<const LabelledImages> images, const Augmentation& augmentation)
        : images_(std::move(images)), augmentation_(augmentation) {
        require(images_ && images_->width == digitSide && images_->height == digitSide,
                "examples need pictures of ", digitSide, "x", digitSide);
    }
    Index size() const override { return images_->count; }
    int label(Index i) const override { return images_->labels.at(static_cast<std::size_t>(i)); }
    void picture(Index i, std::uint64_t epoch, std::span<float> out) const override {
        checkPicture(*this, i, out);
        std::ranges::transform(images_->image(i), out.begin(),
                               [](std::uint8_t ink) { return static_cast<float>(ink) / 255; });
        if (epoch == 0 || !augmentation_.distortion) return;
        Random random = randomFor(augmentation_.seed, epoch, i);
        distortIfAsked(augmentation_, epoch, random, out);
    }

  private:
    std::shared_ptr<const LabelledImages> images_;
    Augmentation augmentation_;
};

class PenSource final : public DigitSource {
  public:
    PenSource(std::vector<PenDigit> digits, const PenExampleOptions& options)
        : digits_(std::move(digits)), options_(options) {
        for (const PenDigit& digit : digits_)
            require(bounds(digit.drawing).has_value(), "a digit without points");
    }
    Index size() const override { return static_cast<Index>(digits_.size()); }
    int label(Index i) const override { return digits_.at(static_cast<std::size_t>(i)).label; }
    void picture(Index i, std::uint64_t epoch, std::span<float> out) const override {
        checkPicture(*this, i, out);
        Random random = randomFor(options_.augmentation.seed, epoch, i);
        const bool isFixed = epoch == 0 || options_.alwaysFixed;
        const PenVariation variation = isFixed ? options_.fixed : variationOf(i, epoch, random);
        writeDigit(placed(digits_[static_cast<std::size_t>(i)].drawing, variation), options_.canvasSide, out);
        distortIfAsked(options_.augmentation, epoch, random, out);
    }

  private:
    /// Every third drawing of a digit is a hard one.
    static PenVariation variationOf(Index i, std::uint64_t epoch, Random& random) {
        const bool isHard = (epoch + static_cast<std::uint64_t>(i)) % 3 == 0;
        return isHard ? blottedPenVariation(random) : randomPenVariation(random);
    }

    std::vector<PenDigit> digits_;
    PenExampleOptions options_;
};

class SyntheticSource final : public DigitSource {
  public:
    SyntheticSource(std::uint64_t seed, Index count, const Augmentation& augmentation, Index canvasSide)
        : seed_(seed), count_(count), augmentation_(augmentation), canvasSide_(canvasSide) {
        require(count >= 0 && canvasSide >= 1, count, " synthetic digits on a canvas of ", canvasSide);
    }
    Index size() const override { return count_; }
    int label(Index i) const override { return static_cast<int>(i % 10); }
    void picture(Index i, std::uint64_t epoch, std::span<float> out) const override {
        checkPicture(*this, i, out);
        // Whole tens an epoch, because a digit's number decides its label.
        const auto perEpoch = static_cast<std::uint64_t>((count_ + 9) / 10 * 10);
        const std::uint64_t number = epoch * perEpoch + static_cast<std::uint64_t>(i);
        writeDigit(syntheticDigit(seed_, number).drawing, canvasSide_, out);
        Random random = randomFor(augmentation_.seed, epoch, i);
        distortIfAsked(augmentation_, epoch, random, out);
    }

  private:
    std::uint64_t seed_;
    Index count_;
    Augmentation augmentation_;
    Index canvasSide_;
};

class Concatenation final : public ExampleSource {
  public:
    explicit Concatenation(std::vector<ExamplePart> parts) : parts_(std::move(parts)) {
        for (const ExamplePart& part : parts_) {
            require(part.source && part.repeats >= 1, "a part of a concatenation is missing or repeated ",
                    part.repeats, " times");
            require(part.source->pixels() == pixels(), "concatenation of pictures with ", pixels(), " and ",
                    part.source->pixels(), " pixels");
            ends_.push_back(size() + part.source->size() * part.repeats);
        }
    }
    Index size() const override { return ends_.empty() ? 0 : ends_.back(); }
    Index pixels() const override { return parts_.empty() ? 0 : parts_.front().source->pixels(); }
    int label(Index i) const override {
        const Place place = find(i);
        return place.part->source->label(place.index);
    }
    void picture(Index i, std::uint64_t epoch, std::span<float> out) const override {
        const Place place = find(i);
        // Repeats take the epochs of their source in turn, so that each shows it differently; 0 stays 0.
        const auto repeats = static_cast<std::uint64_t>(place.part->repeats);
        const std::uint64_t inner = epoch == 0 ? 0 : (epoch - 1) * repeats + place.repeat + 1;
        place.part->source->picture(place.index, inner, out);
    }

  private:
    struct Place {
        const ExamplePart* part;
        Index index;
        std::uint64_t repeat;
    };

    Place find(Index i) const {
        require(i >= 0 && i < size(), "example ", i, " of ", size());
        const auto end = std::ranges::upper_bound(ends_, i);
        const auto number = static_cast<std::size_t>(end - ends_.begin());
        const ExamplePart& part = parts_[number];
        const Index offset = i - (number == 0 ? 0 : ends_[number - 1]), count = part.source->size();
        return {&part, offset % count, static_cast<std::uint64_t>(offset / count)};
    }

    std::vector<ExamplePart> parts_;
    std::vector<Index> ends_;  // past the last example of each part
};

class Turns final : public ExampleSource {
  public:
    explicit Turns(std::vector<Examples> sources) : sources_(std::move(sources)) {
        require(!sources_.empty(), "no sources to take in turn");
        for (const Examples& source : sources_) {
            require(source && source->size() == size() && source->pixels() == pixels(),
                    "sources to take in turn differ in size");
        }
    }
    Index size() const override { return sources_.front()->size(); }
    Index pixels() const override { return sources_.front()->pixels(); }
    int label(Index i) const override { return sources_.front()->label(i); }
    void picture(Index i, std::uint64_t epoch, std::span<float> out) const override {
        // Each example starts elsewhere, so that no epoch shows the drawings of one source only.
        const std::uint64_t turn = epoch == 0 ? 0 : (epoch + static_cast<std::uint64_t>(i)) % sources_.size();
        sources_[turn]->picture(i, epoch, out);
    }

  private:
    std::vector<Examples> sources_;
};

class Subset final : public ExampleSource {
  public:
    Subset(Examples source, Index first, Index count)
        : source_(std::move(source)), first_(first), count_(count) {
        require(source_ && first >= 0 && count >= 0 && first <= source_->size() - count, "subset of ", count,
                " from ", first, " on: out of range");
    }
    Index size() const override { return count_; }
    Index pixels() const override { return source_->pixels(); }
    int label(Index i) const override {
        require(i >= 0 && i < count_, "example ", i, " of ", count_);
        return source_->label(first_ + i);
    }
    void picture(Index i, std::uint64_t epoch, std::span<float> out) const override {
        checkPicture(*this, i, out);
        source_->picture(first_ + i, epoch, out);
    }

  private:
    Examples source_;
    Index first_, count_;
};

}  // namespace

Examples imageExamples(std::shared_ptr<const LabelledImages> images, const Augmentation& augmentation) {
    return std::make_shared<ImageSource>(std::move(images), augmentation);
}

Examples penExamples(std::vector<PenDigit> digits, const PenExampleOptions& options) {
    return std::make_shared<PenSource>(std::move(digits), options);
}

Examples syntheticExamples(std::uint64_t digitsSeed, Index count, const Augmentation& augmentation,
                           Index canvasSide) {
    return std::make_shared<SyntheticSource>(digitsSeed, count, augmentation, canvasSide);
}

Examples concatenated(std::vector<ExamplePart> parts) {
    return std::make_shared<Concatenation>(std::move(parts));
}

Examples inTurn(std::vector<Examples> sources) { return std::make_shared<Turns>(std::move(sources)); }

Examples subset(Examples source, Index first, Index count) {
    return std::make_shared<Subset>(std::move(source), first, count);
}

}  // namespace deltascope
