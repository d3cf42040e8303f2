#include "core/network/checkpoint.h"

#include <cmath>

#include "core/network/safetensors.h"

namespace deltascope {
namespace {

const std::string architectureKey = "deltascope.architecture";

const Shape& shapeOf(const TensorFile::AnyTensor& tensor) {
    return std::visit([](const auto& values) -> const Shape& { return values.shape(); }, tensor);
}

/// The weights called prefix1.weight, prefix2.weight, ... as far as they go, each with `rank` axes.
std::vector<Shape> numberedWeights(const TensorFile& file, const std::string& prefix, int rank) {
    std::vector<Shape> shapes;
    for (;;) {
        const auto* weight = file.find(prefix + std::to_string(shapes.size() + 1) + ".weight");
        if (!weight || shapeOf(*weight).rank() != rank) return shapes;
        shapes.push_back(shapeOf(*weight));
    }
}

Index hasBias(const TensorFile& file, const std::string& layer) { return file.find(layer + ".bias") ? 1 : 0; }

/// Side of the square picture that leaves `features` numbers after all convolutions and poolings, or 0.
Index inputSide(const std::vector<Shape>& convolutions, Index features) {
    const Index maps = convolutions.back()[0];
    auto side =
        static_cast<Index>(std::lround(std::sqrt(static_cast<double>(features) / static_cast<double>(maps))));
    if (side * side * maps != features) return 0;
    for (auto shape = convolutions.rbegin(); shape != convolutions.rend(); ++shape)
        side = side * 2 + (*shape)[2] - 1;
    return side;
}

Result<Architecture> recognise(const TensorFile& file) {
    const auto convolutions = numberedWeights(file, "conv", 4), connected = numberedWeights(file, "fc", 2);
    const char* expected =
        "expected conv1.weight, conv2.weight, ... (maps x channels x rows x columns) and fc1.weight, "
        "fc2.weight, ... (units x inputs)";
    if (convolutions.empty() || connected.empty()) {
        return failure("no architecture in the metadata, and the tensors don't show one: ", expected);
    }
    const Index side = inputSide(convolutions, connected[0][1]);
    if (side == 0) {
        return failure("fc1.weight is ", connected[0].text(), ": ", connected[0][1],
                       " inputs are no square maps of ", convolutions.back()[0], " channels");
    }
    std::vector<LayerSpec> layers;
    for (std::size_t i = 0; i < convolutions.size(); ++i) {
        const Shape& shape = convolutions[i];
        layers.push_back({"conv2d",
                          "",
                          {{"maps", shape[0]},
                           {"kernel_height", shape[2]},
                           {"kernel_width", shape[3]},
                           {"bias", hasBias(file, "conv" + std::to_string(i + 1))}}});
        layers.push_back({"sigmoid", "", {}});
        layers.push_back({"max_pool", "", {}});
    }
    for (std::size_t i = 0; i < connected.size(); ++i) {
        if (i > 0) layers.push_back({"sigmoid", "", {}});
        layers.push_back(
            {"fully_connected",
             "",
             {{"units", connected[i][0]}, {"bias", hasBias(file, "fc" + std::to_string(i + 1))}}});
    }
    layers.push_back({"softmax", "", {}});
    return Architecture{
        {convolutions[0][1], side, side}, withNames(std::move(layers)), LossKind::crossEntropy, {}};
}

Result<Architecture> architectureOf(const TensorFile& file) {
    const auto text = file.metadata.find(architectureKey);
    return text == file.metadata.end() ? recognise(file) : parseArchitecture(text->second);
}

template <typename Scalar>
Result<void> fillParameters(const TensorFile& file, Network<Scalar>& network) {
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        const std::string& name = network.parameterName(p);
        Tensor<Scalar>& parameter = network.parameters()[p];
        const auto* stored = file.find(name);
        if (!stored) return failure("tensor '", name, "' is missing, expected ", parameter.shape().text());
        if (shapeOf(*stored) != parameter.shape()) {
            return failure("tensor '", name, "' is ", shapeOf(*stored).text(), ", expected ",
                           parameter.shape().text());
        }
        std::visit([&](const auto& values) { parameter = values.template cast<Scalar>(); }, *stored);
    }
    return {};
}

template <typename Scalar>
Result<Checkpoint<Scalar>> checkpointFrom(const TensorFile& file) {
    const auto architecture = architectureOf(file);
    if (!architecture) return tl::unexpected(architecture.error());
    auto network = Network<Scalar>::make(*architecture);
    if (!network) return tl::unexpected(network.error());
    if (auto filled = fillParameters(file, *network); !filled) return tl::unexpected(filled.error());
    Checkpoint<Scalar> checkpoint{std::move(*network), file.metadata};
    checkpoint.notes.erase(architectureKey);
    return checkpoint;
}

}  // namespace

template <typename Scalar>
Result<void> saveCheckpoint(const std::filesystem::path& path, const Checkpoint<Scalar>& checkpoint) {
    TensorFile file;
    file.metadata = checkpoint.notes;
    file.metadata[architectureKey] = architectureText(checkpoint.network.architecture());
    for (std::size_t p = 0; p < checkpoint.network.parameterCount(); ++p) {
        file.tensors.emplace_back(checkpoint.network.parameterName(p), checkpoint.network.parameters()[p]);
    }
    return writeTensorFile(path, file);
}

template <typename Scalar>
Result<Checkpoint<Scalar>> loadCheckpoint(const std::filesystem::path& path) {
    const auto file = readTensorFile(path);
    if (!file) return tl::unexpected(file.error());
    auto checkpoint = checkpointFrom<Scalar>(*file);
    if (!checkpoint) return failure(path.string(), ": ", checkpoint.error().message);
    return checkpoint;
}

template Result<void> saveCheckpoint(const std::filesystem::path&, const Checkpoint<float>&);
template Result<void> saveCheckpoint(const std::filesystem::path&, const Checkpoint<double>&);
template Result<Checkpoint<float>> loadCheckpoint(const std::filesystem::path&);
template Result<Checkpoint<double>> loadCheckpoint(const std::filesystem::path&);

}  // namespace deltascope
