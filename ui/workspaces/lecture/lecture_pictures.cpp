// Pictures of one's own in the Lecture workspace: opened or dropped on the stage.

#include <QFile>
#include <QFileDialog>
#include <algorithm>

#include "ui/pictures/picture_grid.h"
#include "ui/stage/stage_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/lecture/lecture_workspace.h"

namespace deltascope {
namespace {

const SettingSpec* specOf(const WalkthroughKind& kind, const std::string& id) {
    const auto found = std::find_if(kind.settings.begin(), kind.settings.end(),
                                    [&](const SettingSpec& spec) { return spec.id == id; });
    return found == kind.settings.end() ? nullptr : &*found;
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
    const auto grid = gridFromFile(QFile::encodeName(path).toStdString(), *spec);
    if (!grid) return messages_->showError(grid.error().message);
    afterChange(session_.change(setting, *grid));
}

void LectureWorkspace::dropPicture(const QString& path) {
    if (const SettingSpec* spec = pictureSetting(session_.kind()))
        return openPicture(spec->id, path);
    messages_->showInformation(tr("This walkthrough takes no picture."));
}

}  // namespace deltascope
