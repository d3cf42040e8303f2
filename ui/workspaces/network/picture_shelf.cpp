#include "ui/workspaces/network/picture_shelf.h"

#include <charconv>

#include "core/base/text.h"
#include "core/data/digit_image.h"
#include "core/lesson/lecture_network.h"

namespace deltascope {
namespace {

constexpr Index syntheticDigits = 10000;
const std::string syntheticPrefix = "synthetic:", idxPrefix = "idx:", pencilId = "pencil";

LabelledPicture exampleOf(const ExampleSource& examples, Index i, const std::string& what) {
    Tensor<float> picture({1, digitSide, digitSide});
    examples.picture(i, 0, picture.values());
    const int label = examples.label(i);
    return {picture.cast<double>(), label, joinText(what, " ", i, ", a ", label)};
}

SharedShelf shelfOver(std::string name, std::string id, const std::string& what, Examples examples) {
    return std::make_shared<const PictureShelf>(
        PictureShelf{std::move(name), std::move(id), examples->size(),
                     [examples, what](Index i) { return exampleOf(*examples, i, what); }});
}

LabelledPicture pencilPicture(Index i) {
    const Tensor<double> picture = i == 0 ? penguinPicture() : chairPicture();
    return {picture.reshaped(picture.shape().batchOf(1)), i == 0 ? 0 : 2, i == 0 ? "Penguin" : "Chair"};
}

}  // namespace

SharedShelf syntheticShelf(std::uint64_t seed) {
    return shelfOver(joinText("Synthetic digits, seed ", seed), joinText(syntheticPrefix, seed),
                     "Synthetic digit", syntheticExamples(seed, syntheticDigits));
}

SharedShelf pencilShelf() {
    static const auto shelf = std::make_shared<const PictureShelf>(
        PictureShelf{"Pictures of the lecture", pencilId, 2, pencilPicture});
    return shelf;
}

Result<SharedShelf> idxShelf(const std::filesystem::path& folder) {
    auto images = readMnist(folder, MnistPart::test);
    if (!images) {
        auto training = readMnist(folder, MnistPart::training);
        if (!training) return tl::unexpected(images.error());
        images = std::move(training);
    }
    if (images->height != digitSide || images->width != digitSide) {
        return failure(folder.string(), ": pictures of ", images->width, "x", images->height, ", expected ",
                       digitSide, "x", digitSide);
    }
    const std::string name =
        folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    return shelfOver(joinText(name, ", ", images->count, " pictures"), idxPrefix + folder.string(), "Picture",
                     imageExamples(std::make_shared<const LabelledImages>(std::move(*images))));
}

Result<SharedShelf> shelfOf(const std::string& id) {
    if (id == pencilId) return pencilShelf();
    if (id.starts_with(idxPrefix)) return idxShelf(id.substr(idxPrefix.size()));
    std::uint64_t seed = 0;
    const std::string text = id.starts_with(syntheticPrefix) ? id.substr(syntheticPrefix.size()) : "";
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc() || end != text.data() + text.size())
        return failure("'", id, "' is no row of pictures, expected synthetic:SEED, idx:FOLDER or pencil");
    return syntheticShelf(seed);
}

}  // namespace deltascope
