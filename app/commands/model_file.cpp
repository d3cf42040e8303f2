#include "app/commands/model_file.h"

#include "app/default_model.h"
#include "core/data/digit_image.h"

namespace deltascope {

template <typename Scalar>
Result<Checkpoint<Scalar>> loadDigitModel(const std::filesystem::path& path) {
    if (path.empty()) {
        const auto standard = findDefaultModel();
        if (!standard) return failure(standard.error().message, "; name one with --model FILE");
        return loadDigitModel<Scalar>(*standard);
    }
    auto checkpoint = loadCheckpoint<Scalar>(path);
    if (!checkpoint) return checkpoint;
    const Network<Scalar>& network = checkpoint->network;
    const Shape digit{1, digitSide, digitSide};
    if (network.outputShape(0) != digit || network.classCount() != 10) {
        return failure(path.string(), ": a network from ", network.outputShape(0).text(), " to ",
                       network.classCount(), " classes, expected from ", digit.text(), " to 10");
    }
    return checkpoint;
}

template Result<Checkpoint<float>> loadDigitModel(const std::filesystem::path&);
template Result<Checkpoint<double>> loadDigitModel(const std::filesystem::path&);

}  // namespace deltascope
