#include "core/lesson/catalogue.h"

#include <algorithm>
#include <cctype>

#include "core/lesson/walkthroughs/conv_illustration.h"
#include "core/lesson/walkthroughs/conv_summary.h"
#include "core/lesson/walkthroughs/fc_illustration.h"
#include "core/lesson/walkthroughs/fc_summary.h"
#include "core/lesson/walkthroughs/nine_steps.h"
#include "core/lesson/walkthroughs/pooling_gradient.h"
#include "core/lesson/walkthroughs/sliding_window.h"

namespace deltascope {
namespace {

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

}  // namespace

const std::vector<WalkthroughKind>& walkthroughs() {
    static const std::vector<WalkthroughKind> kinds{slidingWindowWalkthrough(),    nineStepsWalkthrough(),
                                                    fcIllustrationWalkthrough(),   fcSummaryWalkthrough(),
                                                    convIllustrationWalkthrough(), convSummaryWalkthrough(),
                                                    poolingGradientWalkthrough()};
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
