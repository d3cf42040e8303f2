#include "app/commands/trace.h"

#include <array>

#include "app/commands/digit_file.h"
#include "app/commands/model_file.h"
#include "core/base/number_text.h"
#include "core/network/ledger.h"
#include "core/network/safetensors.h"

namespace deltascope {
namespace {

TensorFile tensorsOf(const Ledger<float>& ledger) {
    TensorFile file;
    for (const QuotedTensor<float>& quoted : ledger.tensors()) {
        file.tensors.emplace_back(quoted.name, quoted.tensor->reshaped(quoted.shape()));
    }
    return file;
}

}  // namespace

CommandResult trace(const TraceArguments& arguments, const Console& console) {
    const auto picture = readDigit(arguments.image, arguments.asIs);
    if (!picture) return tl::unexpected(picture.error());
    const auto model = loadModelFile(arguments.model);
    if (!model) return tl::unexpected(model.error());
    const Network<float>& network = model->checkpoint.network;
    const auto label = oneHot<float>(std::array{arguments.label}, network.classCount());
    const auto pass = network.run(*picture, label);
    TensorFile file = tensorsOf(Ledger<float>(network, pass, static_cast<float>(arguments.rate)));
    file.metadata = {{"image", arguments.image.string()},
                     {"label", std::to_string(arguments.label)},
                     {"rate", fullNumber(arguments.rate)}};
    if (auto written = writeTensorFile(arguments.out, file); !written) return tl::unexpected(written.error());
    console.out << arguments.out.string() << ": " << file.tensors.size() << " tensors, loss "
                << shortNumber(pass.losses[0], 6) << '\n';
    return success;
}

}  // namespace deltascope
