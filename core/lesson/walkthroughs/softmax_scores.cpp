#include "core/lesson/walkthroughs/softmax_scores.h"

#include <cmath>

#include "core/lesson/layer_example.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr double largestScore = 100;  // e^-200 is still a share that has a logarithm
constexpr double mostClasses = 16;

Grid rowOf(const std::vector<double>& scores) { return {{1, static_cast<Index>(scores.size())}, scores}; }

}  // namespace

const std::vector<std::string>& fiveClasses() {
    static const std::vector<std::string> classes{"Penguin", "Building", "Chair", "Person", "Bird"};
    return classes;
}

SettingSpec scoresSetting() {
    const Grid completed = rowOf({std::log(5), 0, 0, std::log(2), 0}),
               renormalised = rowOf({std::log(5), -12, 0, std::log(2), 0});
    SettingSpec scores{"scores",
                       "Scores",
                       completed,
                       {{"ln 5, 0, 0, ln 2, 0", completed},
                        {"ln 5, -12, 0, ln 2, 0", renormalised},
                        {"All equal", rowOf({0, 0, 0, 0, 0})}},
                       1,
                       mostClasses};
    scores.sliders = SliderRange{-12, 12};
    return scores;
}

Result<Tensor<double>> scoresFrom(const Settings& settings, Index least, Index most) {
    const Grid& grid = std::get<Grid>(settings.at("scores"));
    const Shape& shape = grid.shape();
    if (shape[0] != 1 || shape[1] < least || shape[1] > most) {
        const std::string count = least == most ? joinText(least) : joinText(least, " to ", most);
        return failure("scores: ", shape.text(), ", expected one row of ", count, " numbers");
    }
    for (Index k = 0; k < grid.size(); ++k) {
        if (std::abs(grid[k]) <= largestScore) continue;
        return failure("scores: column ", k, " is ", grid[k], ", expected a number from -", largestScore,
                       " to ", largestScore);
    }
    return grid.reshaped({grid.size()});
}

std::shared_ptr<const WorkedExample<double>> softmaxExample(const Tensor<double>& scores, Index label,
                                                            const std::vector<std::string>& classes) {
    Grid oneHotLabel(scores.shape());
    oneHotLabel[label] = 1;
    LayerExample example{{{"softmax", "", {}}}, {}, scores, oneHotLabel, LossKind::crossEntropy};
    example.classes = classes;
    const auto worked = workedExample(example);
    require(worked.has_value(), "softmax on ", scores.shape().text(), ": ",
            worked ? "" : worked.error().message);
    return *worked;
}

}  // namespace deltascope
