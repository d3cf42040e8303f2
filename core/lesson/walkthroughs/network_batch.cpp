#include "core/lesson/walkthroughs/network_batch.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"

namespace deltascope {

std::shared_ptr<const DescentRun> descentFrom(const WorkedExample<double>& start, Index updates) {
    const Pass<double>& pass = start.pass();
    return std::make_shared<const DescentRun>(start.network(), pass.outputs[0], pass.labels,
                                              start.explainer().ledger().rate(), updates);
}

std::string batchLossAt(const DescentRun& run, Index t) {
    return DescentRun::nameAt(t, run.batch() > 1 ? "loss.mean" : "loss.output");
}

Exhibit pictureExhibit(const DescentRun& run, Index t, const std::string& tensor, Index which) {
    Exhibit exhibit = networkExhibit(*run.example(t), tensor, which);
    exhibit.tensor = DescentRun::nameAt(t, tensor);
    exhibit.id = joinText(tensor, "@", which + 1);
    if (run.batch() == 1) return exhibit;
    exhibit.title = tensor == "input.output" ? joinText("Picture ", which + 1)
                                             : joinText(exhibit.title, " (", which + 1, ")");
    if (tensor == "loss.output") exhibit.symbol += exampleSubscript(which);
    return exhibit;
}

Exhibit sharedExhibit(const DescentRun& run, Index t, const std::string& tensor) {
    Exhibit exhibit = networkExhibit(*run.example(t), tensor);
    exhibit.tensor = DescentRun::nameAt(t, tensor);
    return exhibit;
}

Exhibit batchLossExhibit(const DescentRun& run, Index t, const std::string& title) {
    return exhibitOf(run, batchLossAt(run, t), {"loss", run.batch() > 1 ? title : "Loss", "L", Role::result});
}

std::vector<ParameterStory> storiesOf(const std::shared_ptr<const DescentRun>& run,
                                      const std::shared_ptr<const CellSource>& source) {
    std::vector<ParameterStory> stories;
    const auto example = run->example(0);
    const Network<double>& network = example->network();
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        const std::string& name = network.parameterName(p);
        const std::string layer = layerTitle(name.substr(0, name.find('.')));
        stories.push_back({source, name, networkExhibit(*example, name).symbol,
                           layer + (name.ends_with(".bias") ? " biases" : ""),
                           example->explainer().ledger().rate()});
    }
    return stories;
}

Index trueClass(const DescentRun& run, Index which) {
    const auto example = run.example(0);
    const auto label = example->pass().labels.slice(which);
    return std::max_element(label.begin(), label.end()) - label.begin();
}

double trueProbability(const DescentRun& run, Index t, Index which) {
    return run.predictions(t).at({which, trueClass(run, which)});
}

std::string probabilitiesText(const DescentRun& run, Index t) {
    std::string text;
    for (Index which = 0; which < run.batch(); ++which) {
        const bool isFirst = which == 0;
        text += joinText(isFirst                    ? ""
                         : which + 1 == run.batch() ? " and "
                                                    : ", ",
                         className(*run.example(0), trueClass(run, which)), isFirst ? " gets " : " ",
                         shortNumber(trueProbability(run, t, which)));
        if (run.batch() > 1) text += joinText(" on picture ", which + 1);
    }
    return text;
}

}  // namespace deltascope
