#include "app/commands/picture.h"

#include "ui/workspaces/draw/picture_file.h"

namespace deltascope {

Result<GreyImage> readPicture(const std::filesystem::path& path) {
    const auto image = openPictureFile(path);
    if (!image) return tl::unexpected(image.error());
    return greyImage(*image);
}

}  // namespace deltascope
