#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/data/distortion.h"
#include "core/data/idx.h"
#include "core/data/pen_strokes.h"
#include "core/data/variation.h"
#include "core/tensor/shape.h"

namespace deltascope {

/// Where training gets its pictures. Immutable: every function may be called from several threads at once.
class ExampleSource {
  public:
    virtual ~ExampleSource() = default;

    virtual Index size() const = 0;
    /// Number of values of a picture (28 x 28 = 784 for digits).
    virtual Index pixels() const = 0;
    /// The digit that example `i` shows, 0 .. 9.
    virtual int label(Index i) const = 0;
    /// Writes example `i` (0 .. size() - 1), as it looks in `epoch`, to the pixels() values of `out`: ink 0
    /// .. 1. Depends on nothing but the source's seed, `epoch` and `i`. Epoch 0 is for evaluation: nothing
    /// random in it; training counts epochs from 1.
    virtual void picture(Index i, std::uint64_t epoch, std::span<float> out) const = 0;
};

/// Shared, because concatenations and subsets refer to the same (large) sources.
using Examples = std::shared_ptr<const ExampleSource>;

/// What training makes different from epoch to epoch.
struct Augmentation {
    std::uint64_t seed = 1;
    /// Applied to the 28x28 picture from epoch 1 on; nothing = the pictures stay as they are.
    std::optional<DistortionOptions> distortion;
};

/// Pictures of a data set, value / 255. Throws std::invalid_argument unless they are 28x28.
Examples imageExamples(std::shared_ptr<const LabelledImages> images, const Augmentation& augmentation = {});

struct PenExampleOptions {
    Augmentation augmentation;
    /// Side of the canvas in pixels that the strokes are drawn on before they become a digit.
    Index canvasSide = 160;
    /// How epoch 0 draws the strokes, and every epoch if `alwaysFixed`; otherwise training draws a new
    /// randomPenVariation() each time, and every third time a blottedPenVariation().
    PenVariation fixed{};
    bool alwaysFixed = false;
};

/// Pen strokes, drawn on a canvas and read from it through the code that the drawing canvas uses: placed() ->
/// rasterize() -> digitFromPicture(). Throws std::invalid_argument for a digit without points.
Examples penExamples(std::vector<PenDigit> digits, const PenExampleOptions& options = {});

/// `count` synthetic digits, drawn on a canvas of `canvasSide` pixels and read from it like pen strokes.
/// Epoch 0 shows the first `count` digits of `digitsSeed`, every epoch after it the next `count`: no digit
/// comes twice.
Examples syntheticExamples(std::uint64_t digitsSeed, Index count, const Augmentation& augmentation = {},
                           Index canvasSide = 160);

/// A part of a concatenation; `repeats` >= 1 lets a small source weigh more. Repeats look different from each
/// other (from epoch 1 on, where the source is augmented).
struct ExamplePart {
    Examples source;
    int repeats = 1;
};

/// The parts in a row. Throws std::invalid_argument unless all have pictures of the same size.
Examples concatenated(std::vector<ExamplePart> parts);

/// Several drawings of the same examples: epoch 0 shows the first source, later ones show an example from all
/// sources in turn. Throws std::invalid_argument unless there are sources, all of the same size.
Examples inTurn(std::vector<Examples> sources);

/// Examples `first` .. `first + count - 1` of `source`: to hold some out.
Examples subset(Examples source, Index first, Index count);

}  // namespace deltascope
