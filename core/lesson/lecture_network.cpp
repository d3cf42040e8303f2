#include "core/lesson/lecture_network.h"

#include <algorithm>

#include "core/data/digit_image.h"
#include "core/lesson/sample_pictures.h"

namespace deltascope {
namespace {

constexpr Index side = 14;

constexpr const char* penguin =
    "00000000000000"
    "00000899800000"
    "00008999980000"
    "00009299290000"
    "00009996990000"
    "00089933998000"
    "00899300399800"
    "08993000039980"
    "09930000003990"
    "00930000003900"
    "00093000039000"
    "00009933990000"
    "00006600660000"
    "00066000066000";

constexpr const char* chair =
    "00000000000000"
    "00700000000000"
    "00800000000000"
    "00800000000000"
    "00900000000000"
    "00900000000000"
    "00900000000000"
    "00999999999000"
    "00988888889000"
    "00900000009000"
    "00800000008000"
    "00800000008000"
    "00700000007000"
    "00700000007000";

Tensor<double> pictureFrom(const char* tenths) {
    Tensor<double> picture({side, side});
    for (Index i = 0; i < side; ++i)
        for (Index j = 0; j < side; ++j) {
            const Index ink = 10 * (tenths[i * side + j] - '0');
            const Index texture = (5 * i * i + 3 * j * j + 2 * i * j + j) % 11;
            picture.at({i, j}) = static_cast<double>(ink + texture) / 100;
        }
    return picture;
}

Network<double> makePencilStart() {
    Network<double> network = *Network<double>::make(pencilNetwork());
    auto& p = network.parameters();
    p[0] = {p[0].shape(),
            {-0.25, 0, 0.25, -0.5, 0, 0.5, -0.25, 0, 0.25,  // Sobel-x / 4
             0.107, 0.113, 0.107, 0.113, 0.119, 0.113, 0.107, 0.113, 0.107}};
    p[1] = {p[1].shape(),
            {-0.36, 0.35,  -0.24, -0.12, 0.05,  -0.42, -0.34, 0.07,  -0.22, -0.49, 0.11,  -0.25,
             -0.04, -0.48, -0.21, 0.22,  -0.05, 0.42,  0.02,  -0.5,  -0.41, 0.04,  -0.48, -0.01,
             -0.49, 0.14,  0.39,  0.2,   0.35,  0.3,   0.26,  -0.35, 0.5,   0.47,  0.08,  -0.01}};
    p[2] = {p[2].shape(), {-0.81, -0.95, 0.9,   -0.98, 0.48, 0.34, -0.59, 0.53, -0.34, -0.82, 0.09,
                           -0.95, -0.23, -0.18, 0.88,  0.21, 0.21, 0.19,  0.64, 0.77,  -0.01, -0.91,
                           -0.7,  0.09,  0.6,   -0.78, 0.31, 0.48, 0.87,  0.1,  0.52,  -0.37}};
    p[3] = {p[3].shape(), {-0.94, 0.88, 0.37, -0.16, 0.73,  0.4,   0.27, -0.45, -0.31, -0.09,
                           0.35,  0.35, 0.32, -0.87, -0.05, -0.29, 0.79, 0.48,  -0.25, 0.64}};
    return network;
}

/// A picture and its class among the settings: their ids, what they are by default, and which synthetic digit
/// takes their place in a network for digits.
struct PictureSlot {
    const char *picture, *label;
    Tensor<double> (*standardPicture)();
    double standardLabel;
    std::uint64_t digit;
};
constexpr PictureSlot firstSlot{"picture", "label", penguinPicture, 0, 3},
    secondSlot{"picture_2", "label_2", chairPicture, 2, 8};

/// The picture that suits a network which is not the pencil network.
Tensor<double> suitablePicture(const Shape& input, std::uint64_t number) {
    if (input == Shape{1, digitSide, digitSide}) {
        Tensor<double> digit = sampleDigit(number);
        for (double& value : digit.values()) value /= 9;  // from whole numbers to 0 .. 1
        return digit;
    }
    return Tensor<double>(input.rank() == 3 && input[0] == 1 ? Shape{input[1], input[2]} : input);
}

struct LabelledPicture {
    Tensor<double> picture;
    int label = 0;
};

/// What stands in the slot; where that is the standard and does not suit the network, something that does.
Result<LabelledPicture> pictureIn(const PictureSlot& slot, const Settings& settings,
                                  const Network<double>& network) {
    const Shape& input = network.outputShape(0);
    Tensor<double> picture = std::get<Tensor<double>>(settings.at(slot.picture));
    double label = std::get<double>(settings.at(slot.label));
    if (picture.size() != input.size() && picture == slot.standardPicture()) {
        picture = suitablePicture(input, slot.digit);
        const auto digit = static_cast<Index>(slot.digit % 10);
        if (label == slot.standardLabel)
            label = static_cast<double>(std::min(digit, network.classCount() - 1));
    }
    if (picture.size() != input.size()) {
        return failure(slot.picture, ": ", picture.shape().text(), ", expected ", input.text(),
                       " for this network");
    }
    const auto trueClass = static_cast<int>(label);
    if (label != trueClass || trueClass >= network.classCount()) {
        return failure(slot.label, ": ", label, ", expected a whole number from 0 to ",
                       network.classCount() - 1);
    }
    return LabelledPicture{std::move(picture), trueClass};
}

Result<void> checkNetwork(const Network<double>& network) {
    const Architecture wanted = pencilNetwork();
    std::string names;
    for (const LayerSpec& layer : wanted.layers) names += (names.empty() ? "" : ", ") + layer.name;
    bool fits = network.layerCount() == static_cast<int>(wanted.layers.size()) &&
                network.architecture().loss == LossKind::crossEntropy;
    for (int l = 1; fits && l <= network.layerCount(); ++l) {
        fits = network.layerName(l) == wanted.layers[static_cast<std::size_t>(l) - 1].name;
    }
    if (fits) return {};
    return failure("network: expected the layers ", names, " and cross-entropy");
}

Result<std::shared_ptr<const WorkedExample<double>>> exampleWith(const std::vector<PictureSlot>& slots,
                                                                 const Settings& settings) {
    const Network<double>& network = *std::get<LessonNetwork>(settings.at("network"));
    if (auto fine = checkNetwork(network); !fine) return tl::unexpected(fine.error());
    Tensor<double> pictures(network.outputShape(0).batchOf(static_cast<Index>(slots.size())));
    std::vector<int> labels;
    for (const PictureSlot& slot : slots) {
        const auto labelled = pictureIn(slot, settings, network);
        if (!labelled) return tl::unexpected(labelled.error());
        const auto values = labelled->picture.values();
        std::copy(values.begin(), values.end(), pictures.slice(static_cast<Index>(labels.size())).begin());
        labels.push_back(labelled->label);
    }
    return std::make_shared<const WorkedExample<double>>(network, pictures,
                                                         oneHot<double>(labels, network.classCount()),
                                                         std::get<double>(settings.at("rate")));
}

}  // namespace

Tensor<double> penguinPicture() { return pictureFrom(penguin); }
Tensor<double> chairPicture() { return pictureFrom(chair); }

LessonNetwork pencilStart() {
    static const auto network = std::make_shared<const Network<double>>(makePencilStart());
    return network;
}

std::vector<SettingSpec> networkSettings() {
    return {{"network", "Network", pencilStart(), {{"Pencil network", pencilStart()}}},
            {"picture",
             "Picture",
             penguinPicture(),
             {{"Penguin", penguinPicture()}, {"Chair", chairPicture()}},
             1,
             64,
             true},
            {"label", "True class", 0.0, {}, 0, 999},
            {"rate", "Learning rate", 0.5, {}, 0, 100}};
}

std::vector<SettingSpec> batchSettings() {
    std::vector<SettingSpec> settings = networkSettings();
    SettingSpec picture = settings[1], label = settings[2];
    picture.id = secondSlot.picture, label.id = secondSlot.label;
    picture.label = "Second picture", label.label = "Its true class";
    picture.standard = secondSlot.standardPicture(), label.standard = secondSlot.standardLabel;
    settings.insert(settings.begin() + 3, {picture, label});
    return settings;
}

Result<std::shared_ptr<const WorkedExample<double>>> networkExample(const Settings& settings) {
    return exampleWith({firstSlot}, settings);
}

Result<std::shared_ptr<const WorkedExample<double>>> batchExample(const Settings& settings) {
    return exampleWith({firstSlot, secondSlot}, settings);
}

Index predictedClass(const WorkedExample<double>& example, Index which) {
    const auto p = example.pass().predictions().slice(which);
    return std::max_element(p.begin(), p.end()) - p.begin();
}

std::string className(const WorkedExample<double>& example, Index k) {
    const auto& classes = example.network().architecture().classes;
    return k < static_cast<Index>(classes.size()) ? classes[static_cast<std::size_t>(k)]
                                                  : joinText("class ", k);
}

}  // namespace deltascope
