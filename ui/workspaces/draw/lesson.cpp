#include "ui/workspaces/draw/lesson.h"

#include <algorithm>
#include <cmath>

#include "core/training/metrics.h"
#include "core/training/trainer.h"

namespace deltascope {
namespace {

std::vector<float> probabilitiesOf(const Network<float>& network, const Tensor<float>& picture) {
    const Pass<float> pass = network.run(picture);
    const auto values = pass.predictions().values();
    return {values.begin(), values.end()};
}

}  // namespace

Result<TaughtLesson> teachDigit(Network<float>& network, const Tensor<float>& picture, int label,
                                ThreadTeam& team, const LessonOptions& options) {
    TaughtLesson lesson;
    lesson.label = label;
    lesson.before = lesson.after = probabilitiesOf(network, picture);
    Trainer<float> trainer(network, SgdOptions{options.learningRate, 0, 0}, team);
    const auto target = static_cast<std::size_t>(label);
    do {
        trainer.train(picture, label);
        ++lesson.steps;
        lesson.after = probabilitiesOf(network, picture);
        if (!std::all_of(lesson.after.begin(), lesson.after.end(),
                         [](float p) { return std::isfinite(p); })) {
            return failure("the lesson overshot: the network's numbers are not finite any more");
        }
    } while (lesson.steps < options.mostSteps && lesson.after[target] < options.enough);
    lesson.answerBefore = answerOf<float>(lesson.before);
    lesson.answerAfter = answerOf<float>(lesson.after);
    return lesson;
}

}  // namespace deltascope
