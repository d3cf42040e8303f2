#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/lesson/step.h"
#include "core/network/network.h"

namespace deltascope {

/// A network that a walkthrough runs on: the pencil network, the trained digit model, a student's own.
using LessonNetwork = std::shared_ptr<const Network<double>>;

/// The value of a setting: a choice's id, a switch, a number, a grid of numbers (rows x columns, or a stack
/// of planes x rows x columns where the setting allows one), or a network.
using SettingValue = std::variant<std::string, bool, double, Tensor<double>, LessonNetwork>;
using Settings = std::map<std::string, SettingValue>;

/// Numbers in a grid lie between minus and plus this: sums of their products stay finite and readable.
inline constexpr double largestGridValue = 1e6;

/// A value that a setting offers by name: "Sobel x".
struct Preset {
    std::string label;
    SettingValue value;
};

/// Between what a number is moved by dragging; typed ones may lie outside.
struct SliderRange {
    double low = 0, high = 1;
};

/// One thing that a student can change about a walkthrough. Its kind is the kind of its standard value.
struct SettingSpec {
    std::string id;     ///< "kernel"
    std::string label;  ///< "Kernel"
    SettingValue standard;
    std::vector<Preset> presets =
        {};  ///< all that is allowed for a choice; suggestions for a grid or a number
    double least = 0,
           most = 0;         ///< a number's range, both ends included; a grid's range of rows and of columns
    bool isPicture = false;  ///< a grid that may also be filled from an image file
    Index planes = 1;        ///< above 1 a grid may also be a stack of so many: red, green and blue
    std::optional<SliderRange> sliders = {};  ///< for a number, or for each number of a grid of one row
};

/// A part of the lecture as an ordered list of steps over a fixed set of exhibits. Immutable: another setting
/// makes another walkthrough. Steps are lazy: any of them costs the same, whatever came before.
class Walkthrough {
  public:
    virtual ~Walkthrough() = default;
    /// In the order in which they should be read.
    virtual const std::vector<Exhibit>& exhibits() const = 0;
    virtual Index stepCount() const = 0;
    /// Step `i`, counted from 0; throws std::invalid_argument past the end.
    virtual Step step(Index i) const = 0;
    /// Answers for every number on the stage, not only the step's own: how it came about, where it goes,
    /// whether it is right.
    virtual const CellSource& source() const = 0;
    Result<Explanation> explain(const Cell& cell) const { return source().explain(cell); }
};

/// The exhibits that stand on the stage at `step`, in order: the walkthrough's and the step's own.
std::vector<Exhibit> exhibitsAt(const Walkthrough& walkthrough, const Step& step);

/// How many of the exhibit's cells, in row-major order, are known when step `i`, which is `step`, has ended.
Index knownCount(const Exhibit& exhibit, const Step& step, Index i);

/// A walkthrough before its settings are chosen: its entry in the lecture's table of contents.
struct WalkthroughKind {
    std::string id;        ///< the checklist's: "L4"
    std::string slug;      ///< "sliding-window-convolution"; full id "L4-sliding-window-convolution"
    std::string video;     ///< "12.1"
    std::string title;     ///< "Sliding-window convolution"
    std::string subtitle;  ///< one sentence below the title
    std::vector<SettingSpec> settings;
    /// The walkthrough for `chosen`, where missing settings take their standard; an error names the setting.
    std::function<Result<std::unique_ptr<Walkthrough>>(const Settings& chosen)> make;
};

/// The first setting that may be filled from a picture file; null if there is none.
const SettingSpec* pictureSetting(const WalkthroughKind& kind);

/// `chosen` with missing settings filled in; an error for an unknown setting, a wrong kind, a value out of
/// range or one that is not finite.
Result<Settings> completeSettings(const WalkthroughKind& kind, const Settings& chosen);

}  // namespace deltascope
