#include "app/commands/picture.h"
#include "app/commands/render.h"
#include "app/commands/window.h"
#include "app/text/hand_over.h"
#include "app/text/png_file.h"

namespace deltascope {

CommandResult openWindow(const WindowArguments&, const Console&) { handOver(); }

CommandResult screenshot(const ScreenshotArguments&, const Console&) { handOver(); }

CommandResult renderSteps(const RenderArguments&, const Console&) { handOver(); }

Result<GreyImage> readPicture(const std::filesystem::path& path) {
    auto picture = readPng(path);
    if (!picture) handOver();  // another format; or it is damaged, which is explained there
    return std::move(*picture);
}

Result<Tensor<double>> readPictureGrid(const std::filesystem::path&, const SettingSpec&) { handOver(); }

}  // namespace deltascope
