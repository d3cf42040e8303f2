#include "core/lesson/catalogue.h"

#include <algorithm>
#include <cctype>

#include "core/lesson/walkthroughs/batch_update.h"
#include "core/lesson/walkthroughs/conv_illustration.h"
#include "core/lesson/walkthroughs/conv_summary.h"
#include "core/lesson/walkthroughs/delta_blocks.h"
#include "core/lesson/walkthroughs/fc_illustration.h"
#include "core/lesson/walkthroughs/fc_summary.h"
#include "core/lesson/walkthroughs/filter_bank.h"
#include "core/lesson/walkthroughs/forward_pass.h"
#include "core/lesson/walkthroughs/fully_connected_layer.h"
#include "core/lesson/walkthroughs/goal_and_pipeline.h"
#include "core/lesson/walkthroughs/gradient_descent.h"
#include "core/lesson/walkthroughs/inside_conv_layer.h"
#include "core/lesson/walkthroughs/layer_views.h"
#include "core/lesson/walkthroughs/learning_question.h"
#include "core/lesson/walkthroughs/loss_gradient.h"
#include "core/lesson/walkthroughs/max_pooling.h"
#include "core/lesson/walkthroughs/network_legend.h"
#include "core/lesson/walkthroughs/nine_steps.h"
#include "core/lesson/walkthroughs/nutshell.h"
#include "core/lesson/walkthroughs/pooling_gradient.h"
#include "core/lesson/walkthroughs/sigmoid_layer.h"
#include "core/lesson/walkthroughs/sliding_window.h"
#include "core/lesson/walkthroughs/softmax_layer.h"
#include "core/lesson/walkthroughs/table_look_up.h"
#include "core/lesson/walkthroughs/three_kernels.h"
#include "core/lesson/walkthroughs/weight_blocks.h"
#include "core/lesson/walkthroughs/weight_gradient.h"
#include "core/lesson/walkthroughs/whole_loop.h"

namespace deltascope {
namespace {

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

}  // namespace

const std::vector<WalkthroughKind>& walkthroughs() {
    static const std::vector<WalkthroughKind> kinds{
        tableLookUpWalkthrough(),    goalAndPipelineWalkthrough(),     nutshellWalkthrough(),
        slidingWindowWalkthrough(),  threeKernelsWalkthrough(),        layerViewsWalkthrough(),
        filterBankWalkthrough(),     fullyConnectedLayerWalkthrough(), maxPoolingWalkthrough(),
        sigmoidLayerWalkthrough(),   networkLegendWalkthrough(),       forwardPassWalkthrough(),
        softmaxLayerWalkthrough(),   learningQuestionWalkthrough(),    gradientDescentWalkthrough(),
        nineStepsWalkthrough(),      lossGradientWalkthrough(),        weightsFc2Walkthrough(),
        deltaFc1Walkthrough(),       weightsFc1Walkthrough(),          deltaConv2Walkthrough(),
        kernelsConv2Walkthrough(),   deltaConv1Walkthrough(),          kernelsConv1Walkthrough(),
        fcIllustrationWalkthrough(), fcSummaryWalkthrough(),           convIllustrationWalkthrough(),
        convSummaryWalkthrough(),    poolingGradientWalkthrough(),     insideConvLayerWalkthrough(),
        weightGradientWalkthrough(), batchUpdateWalkthrough(),         wholeLoopWalkthrough()};
    return kinds;
}

Result<const WalkthroughKind*> findWalkthrough(const std::string& id) {
    const std::string wanted = lowerCase(id);
    std::string known;
    for (const WalkthroughKind& kind : walkthroughs()) {
        const std::string shortId = lowerCase(kind.id);
        if (wanted == shortId || wanted == shortId + "-" + kind.slug) return &kind;
        known += (known.empty() ? "" : ", ") + kind.id + "-" + kind.slug;
    }
    return failure("there is no walkthrough '", id, "', expected one of: ", known);
}

}  // namespace deltascope
