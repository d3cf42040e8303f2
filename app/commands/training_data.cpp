#include "app/commands/training_data.h"

#include "core/data/drawn_ahead.h"

namespace deltascope {
namespace {

constexpr Index standardSynthetic = 20000;

/// Distortion by `factor` times the usual bounds, unless it is turned off.
Augmentation augmentationOf(const TrainingDataArguments& arguments, std::uint64_t seed, double factor) {
    Augmentation augmentation{seed, {}};
    if (arguments.augment) augmentation.distortion = DistortionOptions{}.times(static_cast<float>(factor));
    return augmentation;
}

/// The examples that some are held out from: MNIST, or synthetic digits where there is no folder.
Result<ExamplePart> mainPart(const TrainingDataArguments& arguments, std::uint64_t seed,
                             std::string& description) {
    const Augmentation augmentation = augmentationOf(arguments, seed, arguments.distortion);
    if (arguments.folder.empty()) {
        const Index count = arguments.synthetic.value_or(standardSynthetic);
        description = joinText("synthetic ", count);
        return ExamplePart{syntheticExamples(seed, count, augmentation)};
    }
    const auto examples = readMnistExamples(arguments.folder, MnistPart::training, augmentation);
    if (!examples) return tl::unexpected(examples.error());
    description = joinText("MNIST training part ", (*examples)->size());
    return ExamplePart{*examples};
}

Result<void> holdSomeOut(TrainingData& data, ExamplePart& part, Index count) {
    const Index kept = part.source->size() - count;
    if (kept < 1) {
        return failure("--hold-out ", count, " leaves nothing to train on of ", part.source->size(),
                       " examples");
    }
    data.heldOut = subset(part.source, kept, count);
    part.source = subset(part.source, 0, kept);
    if (count > 0) data.description += joinText(" (the last ", count, " held out)");
    return {};
}

/// The digits drawn anew in every epoch, or as often as asked for ahead of training; distorted in any case.
Examples strokeExamples(std::vector<PenDigit> digits, const TrainingDataArguments& arguments,
                        std::uint64_t seed, ThreadTeam& team, const std::function<void(double)>& drawing) {
    const Augmentation augmentation = augmentationOf(arguments, seed, arguments.strokeDistortion);
    if (arguments.strokeDrawings == 0) return penExamples(std::move(digits), {augmentation});
    const Examples drawn = penExamples(std::move(digits), {{seed, {}}});
    std::vector<Examples> drawings;
    for (Index epoch = 1; epoch <= arguments.strokeDrawings; ++epoch) {
        auto images = drawnAhead(*drawn, static_cast<std::uint64_t>(epoch), team, [&](double share) {
            drawing((static_cast<double>(epoch - 1) + share) / static_cast<double>(arguments.strokeDrawings));
            return true;
        });
        drawings.push_back(imageExamples(std::move(images), augmentation));
    }
    return inTurn(std::move(drawings));
}

Result<ExamplePart> strokesPart(const TrainingDataArguments& arguments, std::uint64_t seed, ThreadTeam& team,
                                const std::function<void(double)>& drawing, std::string& description) {
    auto digits = readStrokesBy(arguments.strokes, arguments.writers);
    if (!digits) return tl::unexpected(digits.error());
    description += joinText(", pen strokes by writers ", arguments.writers.first, " to ",
                            arguments.writers.last, " ", digits->size(), " x ", arguments.strokeRepeats);
    if (arguments.strokeDrawings > 0)
        description += joinText(", of ", arguments.strokeDrawings, " drawings each");
    return ExamplePart{strokeExamples(std::move(*digits), arguments, seed, team, drawing),
                       static_cast<int>(arguments.strokeRepeats)};
}

}  // namespace

Result<TrainingData> readTrainingData(const TrainingDataArguments& arguments, std::uint64_t seed,
                                      ThreadTeam& team, const std::function<void(double)>& drawing) {
    TrainingData data;
    auto first = mainPart(arguments, seed, data.description);
    if (!first) return tl::unexpected(first.error());
    if (auto held = holdSomeOut(data, *first, arguments.holdOut); !held) return tl::unexpected(held.error());
    std::vector<ExamplePart> parts{*first};
    if (!arguments.strokes.empty()) {
        const auto strokes = strokesPart(arguments, seed, team, drawing, data.description);
        if (!strokes) return tl::unexpected(strokes.error());
        parts.push_back(*strokes);
    }
    if (!arguments.folder.empty() && arguments.synthetic.value_or(0) > 0) {
        parts.push_back({syntheticExamples(seed, *arguments.synthetic,
                                           augmentationOf(arguments, seed, arguments.distortion))});
        data.description += joinText(", synthetic ", *arguments.synthetic);
    }
    data.training = concatenated(std::move(parts));
    return data;
}

}  // namespace deltascope
