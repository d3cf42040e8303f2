#include "core/lesson/walkthroughs/fc_example.h"

#include <algorithm>

#include "core/lesson/setting_value.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

// Golden fc_2_3_2 and fc_2_3_2_bias.
Grid lectureInputs() { return {{2, 1}, {0.5, 1}}; }
Grid lectureWeights1() { return {{3, 2}, {0.1, 0.2, 0.3, -0.4, -0.5, 0.6}}; }
Grid lectureWeights2() { return {{2, 3}, {0.7, -0.8, 0.9, -0.1, 0.2, -0.3}}; }
Grid lectureBias1() { return {{3, 1}, {0.05, -0.1, 0.15}}; }
Grid lectureBias2() { return {{2, 1}, {0.2, -0.2}}; }

constexpr double mostUnits = 6;

SettingSpec gridSetting(const char* id, const char* label, const Grid& standard) {
    return {id, label, standard, {{"Lecture's", standard}}, 1, mostUnits};
}

SettingSpec biasSetting(const char* id, const char* label, const Grid& lectures) {
    const Grid none(lectures.shape());
    return {id, label, none, {{"None", none}, {"Lecture's", lectures}}, 1, mostUnits};
}

Result<void> checkColumn(const char* id, const Grid& grid, Index rows) {
    if (grid.shape() == Shape{rows, 1}) return {};
    return failure(id, ": ", grid.shape().text(), ", expected ", rows, "x1, one for each unit");
}

/// The grids of the settings as they go into the network.
struct Parts {
    Grid inputs, weights1, weights2, bias1, bias2;

    bool hasBias() const { return isSet(bias1) || isSet(bias2); }
    static bool isSet(const Grid& grid) {
        return std::any_of(grid.values().begin(), grid.values().end(), [](double x) { return x != 0; });
    }
};

Result<Parts> partsFrom(const Settings& settings) {
    const auto grid = [&](const char* id) { return std::get<Grid>(settings.at(id)); };
    Parts parts{grid("inputs"), grid("weights1"), grid("weights2"), grid("bias1"), grid("bias2")};
    if (std::get<std::string>(settings.at("variant")) == "bias" && !parts.hasBias()) {
        parts.bias1 = lectureBias1();
        parts.bias2 = lectureBias2();
    }
    const Shape &first = parts.weights1.shape(), &second = parts.weights2.shape();
    if (auto fine = checkColumn("inputs", parts.inputs, first[1]); !fine) return tl::unexpected(fine.error());
    if (second[1] != first[0]) {
        return failure("weights2: ", second[1], " columns, expected ", first[0],
                       ", one for each row of weights1");
    }
    if (!parts.hasBias()) return parts;
    if (auto fine = checkColumn("bias1", parts.bias1, first[0]); !fine) return tl::unexpected(fine.error());
    if (auto fine = checkColumn("bias2", parts.bias2, second[0]); !fine) return tl::unexpected(fine.error());
    return parts;
}

LayerSpec fullyConnected(const Grid& weights, bool isBiased) {
    return {"fully_connected", "", {{"units", weights.shape()[0]}, {"bias", isBiased ? 1 : 0}}};
}

Grid oneHotOf(Index which, Index count) {
    Grid label({count});
    label[which] = 1;
    return label;
}

}  // namespace

std::vector<SettingSpec> fcSettings() {
    return {{"variant",
             "Network",
             std::string("plain"),
             {{"Softmax, cross-entropy", std::string("plain")},
              {"The same with biases", std::string("bias")},
              {"Sigmoid, half squared error", std::string("squared_error")}}},
            gridSetting("inputs", "Inputs", lectureInputs()),
            gridSetting("weights1", "First weights", lectureWeights1()),
            gridSetting("weights2", "Second weights", lectureWeights2()),
            biasSetting("bias1", "First biases", lectureBias1()),
            biasSetting("bias2", "Second biases", lectureBias2()),
            {"label", "True class", 0.0, {}, 0, mostUnits - 1},
            {"rate", "Learning rate", 0.5, {}, 0, 100}};
}

Result<FcExample> fcExample(const Settings& settings) {
    const auto parts = partsFrom(settings);
    if (!parts) return tl::unexpected(parts.error());
    const bool isBiased = parts->hasBias(),
               isSquared = std::get<std::string>(settings.at("variant")) == "squared_error";
    const auto label = wholeNumbers(settings, {"label"});
    if (!label) return tl::unexpected(label.error());
    const Index outputs = parts->weights2.shape()[0], trueClass = label->front();
    if (trueClass >= outputs) return failure("label: ", trueClass, ", expected 0 to ", outputs - 1);
    LayerExample example;
    example.layers = {fullyConnected(parts->weights1, isBiased),
                      {"sigmoid", "", {}},
                      fullyConnected(parts->weights2, isBiased),
                      {isSquared ? "sigmoid" : "softmax", "", {}}};
    example.parameters = {parts->weights1, parts->weights2};
    if (isBiased) example.parameters = {parts->weights1, parts->bias1, parts->weights2, parts->bias2};
    example.input = parts->inputs.reshaped({parts->inputs.size()});
    example.label = oneHotOf(trueClass, outputs);
    example.loss = isSquared ? LossKind::halfSquaredError : LossKind::crossEntropy;
    example.rate = std::get<double>(settings.at("rate"));
    return workedExample(example);
}

std::string lastLayer(const WorkedExample<double>& example) {
    return example.network().layerName(example.network().layerCount());
}

bool hasBias(const WorkedExample<double>& example) { return example.network().parameterCount() == 4; }

Exhibit fcExhibit(const CellSource& source, const std::string& tensor, const Caption& caption) {
    static const std::map<std::string, std::string> settings{
        {"input.output", "inputs"}, {"fc1.weight", "weights1"}, {"fc2.weight", "weights2"}};
    Exhibit exhibit = exhibitOf(source, tensor, caption);
    if (const auto found = settings.find(tensor); found != settings.end()) exhibit.setting = found->second;
    return exhibit;
}

}  // namespace deltascope
