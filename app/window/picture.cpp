#include "app/commands/picture.h"

#include "ui/pictures/picture_file.h"
#include "ui/pictures/picture_grid.h"

namespace deltascope {

Result<GreyImage> readPicture(const std::filesystem::path& path) {
    const auto image = openPictureFile(path);
    if (!image) return tl::unexpected(image.error());
    return greyImage(*image);
}

Result<Tensor<double>> readPictureGrid(const std::filesystem::path& path, const SettingSpec& spec) {
    return gridFromFile(path, spec);
}

}  // namespace deltascope
