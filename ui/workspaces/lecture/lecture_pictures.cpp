// Pictures of one's own in the Lecture workspace: opened or dropped on the stage.

#include <QFileDialog>
#include <algorithm>

#include "ui/stage/stage_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/lecture/lecture_workspace.h"
#include "ui/workspaces/lecture/picture_import.h"

namespace deltascope {
namespace {

constexpr int largestPictureSide = 28;

const SettingSpec* specOf(const WalkthroughKind& kind, const std::string& id) {
    const auto found = std::find_if(kind.settings.begin(), kind.settings.end(),
                                    [&](const SettingSpec& spec) { return spec.id == id; });
    return found == kind.settings.end() ? nullptr : &*found;
}

/// The darkest value that pictures of this setting have.
double largestValue(const SettingSpec& spec) {
    const auto& standard = std::get<Tensor<double>>(spec.standard);
    return standard.empty() ? 1 : *std::max_element(standard.values().begin(), standard.values().end());
}

}  // namespace

void LectureWorkspace::askForPicture(const std::string& setting) {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open picture"), {}, tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.svg);;All files (*)"));
    if (!path.isEmpty()) openPicture(setting, path);
}

void LectureWorkspace::openPicture(const std::string& setting, const QString& path) {
    const SettingSpec* spec = specOf(session_.kind(), setting);
    if (!spec || !spec->isPicture) return;
    const int side = std::min(largestPictureSide, static_cast<int>(spec->most));
    const auto grid = gridFromFile(path, side, largestValue(*spec));
    if (!grid) return messages_->showError(grid.error().message);
    afterChange(session_.change(setting, *grid));
}

void LectureWorkspace::dropPicture(const QString& path) {
    for (const SettingSpec& spec : session_.kind().settings)
        if (spec.isPicture) return openPicture(spec.id, path);
    messages_->showInformation(tr("This walkthrough takes no picture."));
}

}  // namespace deltascope
