#include "core/training/training_state.h"

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/network/safetensors.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

const char* const stateKey = "deltascope.training";

std::string nameOf(std::size_t branch, const std::string& part) {
    return joinText("branch", branch, ".", part);
}

// Settings and positions

Json settingsJson(const StepSettings& settings) {
    return {{"rate", settings.sgd.learningRate},
            {"momentum", settings.sgd.momentum},
            {"weight_decay", settings.sgd.weightDecay},
            {"batch", settings.batch},
            {"falling_epochs", settings.fallingEpochs}};
}

StepSettings settingsFrom(const Json& json) {
    StepSettings settings{{json.at("rate").get<double>(), json.at("momentum").get<double>(),
                           json.at("weight_decay").get<double>()},
                          json.at("batch").get<Index>(),
                          json.value("falling_epochs", Index{0})};
    settings.check();
    return settings;
}

Json positionJson(const TrainingPosition& at) {
    return {{"step", at.step}, {"examples", at.examples}, {"epoch", at.epoch}, {"offset", at.offset}};
}

TrainingPosition positionFrom(const Json& json) {
    return {json.at("step").get<Index>(), json.at("examples").get<Index>(), json.at("epoch").get<Index>(),
            json.at("offset").get<Index>()};
}

// Snapshots: all weights, then all velocities, in one row

Tensor<float> rowOf(const TrainingSnapshot& snapshot) {
    Tensor<float> row({static_cast<Index>(snapshot.bytes() / sizeof(float))});
    auto to = row.values().begin();
    for (const auto* tensors : {&snapshot.weights, &snapshot.velocities})
        for (const Tensor<float>& tensor : *tensors) to = std::ranges::copy(tensor.values(), to).out;
    return row;
}

/// Tensors of the shapes of `like`, filled from `values`, which shrink by as much.
std::vector<Tensor<float>> taken(std::span<const float>& values, const std::vector<Tensor<float>>& like) {
    std::vector<Tensor<float>> tensors;
    for (const Tensor<float>& tensor : like) {
        const auto size = static_cast<std::size_t>(tensor.size());
        tensors.emplace_back(tensor.shape(), values.first(size));
        values = values.subspan(size);
    }
    return tensors;
}

const Tensor<float>& floats(const TensorFile& file, const std::string& name) {
    const auto* tensor = file.find(name);
    require(tensor && std::holds_alternative<Tensor<float>>(*tensor), "tensor '", name,
            "' is missing, expected float32");
    return std::get<Tensor<float>>(*tensor);
}

TrainingSnapshot snapshotFrom(const TensorFile& file, const std::string& name, const Json& json,
                              const Network<float>& network) {
    std::span<const float> values = floats(file, name).values();
    const auto count = static_cast<std::size_t>(network.weightCount());
    require(values.size() == count || values.size() == 2 * count, "tensor '", name, "' has ", values.size(),
            " numbers, expected ", count, " weights, and as many velocities or none");
    TrainingSnapshot snapshot{positionFrom(json), taken(values, network.parameters()), {}};
    if (!values.empty()) snapshot.velocities = taken(values, network.parameters());
    return snapshot;
}

// Which snapshots are worth saving

/// Whether a snapshot `step` is one of the coarser ones that are saved with this `interval`.
bool isSaved(Index step, Index interval, const Moment& now, std::size_t branch) {
    return step % interval == 0 || (step == now.step && static_cast<std::size_t>(now.branch) == branch);
}

Index savedInterval(const Moment& now, const TrainingHistory& history, std::size_t budget) {
    for (Index interval = history.interval();; interval *= 2) {
        std::size_t bytes = 0;
        Index saved = 0;
        for (int b = 0; b < history.branchCount(); ++b) {
            for (const auto& [step, snapshot] : history.branch(b).snapshots) {
                if (!isSaved(step, interval, now, static_cast<std::size_t>(b))) continue;
                bytes += snapshot.bytes();
                ++saved;
            }
        }
        if (bytes <= budget || saved <= 2 || interval > (Index{1} << 60)) return interval;
    }
}

// Branches

template <typename Point, std::size_t fields>
Tensor<float> tableOf(const std::vector<Point>& points, const std::array<float Point::*, fields>& columns) {
    Tensor<float> table({static_cast<Index>(points.size()), static_cast<Index>(fields)});
    float* to = table.data();
    for (const Point& point : points)
        for (float Point::*column : columns) *to++ = point.*column;
    return table;
}

void saveBranch(TensorFile& file, Json& json, const TrainingBranch& branch, const Moment& now, std::size_t b,
                Index interval) {
    json = {{"parent", branch.parent},
            {"fork", branch.fork},
            {"settings", Json::array()},
            {"snapshots", Json::array()},
            {"held_out", Json::array()}};
    for (const auto& [step, settings] : branch.settings)
        json["settings"].push_back({{"from", step}, {"values", settingsJson(settings)}});
    for (const auto& [step, snapshot] : branch.snapshots) {
        if (!isSaved(step, interval, now, b)) continue;
        json["snapshots"].push_back(positionJson(snapshot.position));
        file.tensors.emplace_back(nameOf(b, joinText("snapshot", step)), rowOf(snapshot));
    }
    for (const HeldOutPoint& point : branch.heldOut) json["held_out"].push_back(point.step);
    file.tensors.emplace_back(
        nameOf(b, "held_out"),
        tableOf<HeldOutPoint, 2>(branch.heldOut, {&HeldOutPoint::loss, &HeldOutPoint::accuracy}));
    file.tensors.emplace_back(nameOf(b, "steps"),
                              tableOf<StepPoint, 2>(branch.points, {&StepPoint::loss, &StepPoint::accuracy}));
}

TrainingBranch branchFrom(const TensorFile& file, const Json& json, std::size_t b,
                          const Network<float>& network) {
    TrainingBranch branch;
    branch.parent = json.at("parent").get<int>();
    branch.fork = json.at("fork").get<Index>();
    for (const Json& entry : json.at("settings"))
        branch.settings[entry.at("from").get<Index>()] = settingsFrom(entry.at("values"));
    for (const Json& entry : json.at("snapshots")) {
        const auto step = entry.at("step").get<Index>();
        branch.snapshots[step] = snapshotFrom(file, nameOf(b, joinText("snapshot", step)), entry, network);
    }
    const auto& steps = floats(file, nameOf(b, "steps"));
    for (Index i = 0; i + 1 < steps.size(); i += 2) branch.points.push_back({steps[i], steps[i + 1]});
    const auto& heldOut = floats(file, nameOf(b, "held_out"));
    const Json& heldOutSteps = json.at("held_out");
    require(static_cast<Index>(heldOutSteps.size()) * 2 == heldOut.size(), "tensor '", nameOf(b, "held_out"),
            "' has ", heldOut.size(), " numbers, expected ", heldOutSteps.size() * 2);
    Index i = 0;
    for (const Json& step : heldOutSteps) {
        branch.heldOut.push_back({step.get<Index>(), heldOut[i], heldOut[i + 1]});
        i += 2;
    }
    return branch;
}

/// Throws what is wrong.
TrainingState stateFrom(const TensorFile& file) {
    const auto text = file.metadata.find(stateKey);
    require(text != file.metadata.end(), "no '", stateKey, "' in the metadata, expected a saved training");
    const Json json = Json::parse(text->second);
    const auto plan = parsePlan(json.at("plan").get<std::string>());
    require(plan.has_value(), plan ? "" : plan.error().message);
    const auto data = parseChoice(json.at("data").get<std::string>());
    require(data.has_value(), data ? "" : data.error().message);
    const auto network = untrainedNetwork(*plan);
    require(network.has_value(), network ? "" : network.error().message);
    std::vector<TrainingBranch> branches;
    for (const Json& branch : json.at("branches"))
        branches.push_back(branchFrom(file, branch, branches.size(), *network));
    const Moment moment{json.at("branch").get<int>(), json.at("step").get<Index>()};
    TrainingState state{{*plan, *data, settingsFrom(json.at("settings")), moment},
                        TrainingHistory::of(std::move(branches))};
    require(moment.branch >= 0 && moment.branch < state.history.branchCount() && moment.step >= 0 &&
                moment.step <= state.history.lastStep(moment.branch),
            "the present moment is step ", moment.step, " of branch ", moment.branch,
            ", which does not exist");
    return state;
}

}  // namespace

Result<void> saveTrainingState(const std::filesystem::path& path, const TrainingOutline& outline,
                               const TrainingHistory& history, std::size_t budget) {
    TensorFile file;
    Json json{{"plan", planText(outline.plan)},
              {"data", choiceText(outline.data)},
              {"settings", settingsJson(outline.settings)},
              {"branch", outline.moment.branch},
              {"step", outline.moment.step},
              {"branches", Json::array()}};
    const Index interval = savedInterval(outline.moment, history, budget);
    for (std::size_t b = 0; b < static_cast<std::size_t>(history.branchCount()); ++b) {
        json["branches"].push_back(nullptr);
        saveBranch(file, json["branches"].back(), history.branch(static_cast<int>(b)), outline.moment, b,
                   interval);
    }
    file.metadata[stateKey] = json.dump();
    return writeTensorFile(path, file);
}

Result<TrainingState> loadTrainingState(const std::filesystem::path& path) {
    const auto file = readTensorFile(path);
    if (!file) return tl::unexpected(file.error());
    try {
        return stateFrom(*file);
    } catch (const std::exception& error) {  // the JSON library and our own checks explain themselves
        return failure(path.string(), ": ", error.what());
    }
}

void removeLeftovers(const std::filesystem::path& path) {
    const std::string start = path.filename().string() + ".", end = ".part";
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path.parent_path(), error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(start) || !name.ends_with(end) || name.size() <= start.size() + end.size())
            continue;
        int process = 0;
        const char* digits = name.data() + start.size();
        const char* digitsEnd = name.data() + name.size() - end.size();
        const bool isNumber = std::from_chars(digits, digitsEnd, process).ptr == digitsEnd && process > 0;
        if (isNumber && ::kill(process, 0) != 0 && errno == ESRCH)
            std::filesystem::remove(entry.path(), error);
    }
}

}  // namespace deltascope
