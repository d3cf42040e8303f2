#include "core/data/drawn_ahead.h"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/base/text.h"
#include "core/data/digit_image.h"

namespace deltascope {
namespace {

std::shared_ptr<LabelledImages> emptyImages(const ExampleSource& source) {
    require(source.pixels() == digitSide * digitSide, "drawing pictures of ", source.pixels(),
            " pixels ahead: expected ", digitSide, "x", digitSide);
    auto images =
        std::make_shared<LabelledImages>(LabelledImages{source.size(), digitSide, digitSide, {}, {}});
    images->pixels.resize(static_cast<std::size_t>(source.size() * source.pixels()));
    images->labels.resize(static_cast<std::size_t>(source.size()));
    return images;
}

}  // namespace

std::shared_ptr<const LabelledImages> drawnAhead(const ExampleSource& source, std::uint64_t epoch,
                                                 ThreadTeam& team, const LoadingProgress& progress) {
    auto images = emptyImages(source);
    constexpr Index piece = 100;
    std::atomic<Index> done = 0;
    std::atomic<bool> stopped = false;
    team.forEach(static_cast<std::size_t>((source.size() + piece - 1) / piece), [&](std::size_t part) {
        std::vector<float> picture(static_cast<std::size_t>(source.pixels()));
        const Index first = static_cast<Index>(part) * piece, end = std::min(first + piece, source.size());
        for (Index i = first; i < end && !stopped; ++i) {
            source.picture(i, epoch, picture);
            std::ranges::transform(picture, images->pixels.begin() + i * source.pixels(), [](float ink) {
                return static_cast<std::uint8_t>(std::lround(std::clamp(ink, 0.0F, 1.0F) * 255));
            });
            images->labels[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(source.label(i));
        }
        done += end - first;
        if (!progress(static_cast<double>(done) / static_cast<double>(source.size()))) stopped = true;
    });
    return stopped ? nullptr : images;
}

}  // namespace deltascope
