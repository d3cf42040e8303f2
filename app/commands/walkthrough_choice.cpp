#include "app/commands/walkthrough_choice.h"

#include <algorithm>

#include "app/commands/model_file.h"
#include "app/commands/picture.h"
#include "core/lesson/catalogue.h"
#include "core/lesson/setting_text.h"

namespace deltascope {
namespace {

const SettingSpec* networkSetting(const WalkthroughKind& kind) {
    const auto found = std::find_if(kind.settings.begin(), kind.settings.end(), [](const SettingSpec& spec) {
        return std::holds_alternative<LessonNetwork>(spec.standard);
    });
    return found == kind.settings.end() ? nullptr : &*found;
}

Result<void> takeNetwork(const WalkthroughKind& kind, const std::string& network, Settings& settings) {
    if (network == "pencil") return {};
    const SettingSpec* spec = networkSetting(kind);
    if (!spec) return failure("--network: ", kind.id, " runs on no network");
    const auto model = loadModelFile(network == "digits" ? "" : network);
    if (!model) return tl::unexpected(model.error());
    const Network<float>& trained = model->checkpoint.network;
    settings[spec->id] = std::make_shared<const Network<double>>(trained.cast<double>());
    return {};
}

Result<void> takePicture(const WalkthroughKind& kind, const std::filesystem::path& path, Settings& settings) {
    if (path.empty()) return {};
    const SettingSpec* spec = pictureSetting(kind);
    if (!spec) return failure("--picture: ", kind.id, " takes no picture");
    auto grid = readPictureGrid(path, *spec);
    if (!grid) return tl::unexpected(grid.error());
    settings[spec->id] = std::move(*grid);
    return {};
}

}  // namespace

Result<ChosenWalkthrough> makeChosen(const WalkthroughChoice& choice) {
    const auto kind = findWalkthrough(choice.id);
    if (!kind) return tl::unexpected(kind.error());
    Settings settings;
    if (auto taken = takeNetwork(**kind, choice.network, settings); !taken)
        return tl::unexpected(taken.error());
    if (auto taken = takePicture(**kind, choice.picture, settings); !taken)
        return tl::unexpected(taken.error());
    for (const std::string& assignment : choice.assignments) {
        if (auto taken = takeAssignment(**kind, assignment, settings); !taken)
            return tl::unexpected(taken.error());
    }
    auto complete = completeSettings(**kind, settings);
    if (!complete) return tl::unexpected(complete.error());
    auto made = (*kind)->make(*complete);
    if (!made) return tl::unexpected(made.error());
    return ChosenWalkthrough{*kind, std::move(*complete), std::move(*made)};
}

}  // namespace deltascope
