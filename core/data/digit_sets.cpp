#include "core/data/digit_sets.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/data/digit_image.h"
#include "core/data/labelled_drawings.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kindNames = {"synthetic", "folder", "drawings"};
constexpr Index fewest = 10;  ///< examples that a training makes sense with

Augmentation augmentationOf(const DigitChoice& choice, std::uint64_t seed) {
    Augmentation augmentation{seed, {}};
    if (choice.augment) augmentation.distortion.emplace();
    return augmentation;
}

/// The pictures with the last `held` of them held out.
DigitSet split(const Examples& all, Index held, std::string description) {
    const Index kept = all->size() - held;
    return {subset(all, 0, kept), subset(all, kept, held), std::move(description)};
}

Result<DigitSet> readSynthetic(const DigitChoice& choice, std::uint64_t seed, ThreadTeam& team,
                               const LoadingProgress& progress) {
    if (choice.count < fewest)
        return failure(choice.count, " synthetic digits: expected ", fewest, " or more");
    auto images = drawnAhead(*syntheticExamples(seed, choice.count), 0, team, progress);
    if (!images) return failure("drawing the synthetic digits was stopped");
    const Examples all = imageExamples(std::move(images), augmentationOf(choice, seed));
    const Index held = choice.count / 10;
    return split(all, held, joinText("synthetic ", choice.count - held));
}

Result<DigitSet> readFolder(const DigitChoice& choice, std::uint64_t seed) {
    auto images = readMnist(choice.folder, MnistPart::training);
    if (!images) return tl::unexpected(images.error());
    if (images->height != digitSide || images->width != digitSide) {
        return failure(choice.folder, ": pictures of ", images->height, "x", images->width, ", expected ",
                       digitSide, "x", digitSide);
    }
    if (images->count < fewest) {
        return failure(choice.folder, ": ", images->count, " pictures, expected ", fewest, " or more");
    }
    const Index held = std::max(images->count / 12, Index{1});
    std::string description =
        joinText(std::filesystem::path(choice.folder).filename().string(), " ", images->count - held);
    return split(imageExamples(std::make_shared<const LabelledImages>(std::move(*images)),
                               augmentationOf(choice, seed)),
                 held, std::move(description));
}

Result<DigitSet> readDrawings(const DigitChoice& choice, std::uint64_t seed) {
    auto images = readLabelledDrawings(choice.folder);
    if (!images) return tl::unexpected(images.error());
    if (images->count < fewest) {
        return failure("only ", images->count, " drawings of your own so far, expected ", fewest,
                       " or more: teach some in Draw");
    }
    const Index held = std::max(images->count / 5, Index{1});
    std::string description = joinText("own drawings ", images->count - held);
    return split(imageExamples(std::make_shared<const LabelledImages>(std::move(*images)),
                               augmentationOf(choice, seed)),
                 held, std::move(description));
}

}  // namespace

Result<DigitSet> readDigits(const DigitChoice& choice, std::uint64_t seed, ThreadTeam& team,
                            const LoadingProgress& progress) {
    switch (choice.kind) {
        case DigitChoice::Kind::folder:
            return readFolder(choice, seed);
        case DigitChoice::Kind::drawings:
            return readDrawings(choice, seed);
        default:
            return readSynthetic(choice, seed, team, progress);
    }
}

std::string choiceText(const DigitChoice& choice) {
    return Json{{"kind", kindNames[static_cast<std::size_t>(choice.kind)]},
                {"folder", choice.folder},
                {"count", choice.count},
                {"augment", choice.augment}}
        .dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<DigitChoice> parseChoice(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        const auto kind = std::ranges::find(kindNames, json.at("kind").get<std::string>());
        if (kind == kindNames.end())
            return failure("data: kind is ", json.at("kind").dump(),
                           ", expected synthetic, folder or drawings");
        return DigitChoice{static_cast<DigitChoice::Kind>(kind - kindNames.begin()),
                           json.at("folder").get<std::string>(), json.at("count").get<Index>(),
                           json.at("augment").get<bool>()};
    } catch (const std::exception& error) {  // the JSON library explains itself
        return failure("data: ", error.what());
    }
}

}  // namespace deltascope
