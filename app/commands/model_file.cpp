#include "app/commands/model_file.h"

#include "app/default_model.h"

namespace deltascope {

Result<DigitModel> loadModelFile(const std::filesystem::path& path) {
    if (!path.empty()) return loadDigitModel(path);
    const auto standard = findDefaultModel();
    if (!standard) return failure(standard.error().message, "; name one with --model FILE");
    return loadDigitModel(*standard);
}

}  // namespace deltascope
