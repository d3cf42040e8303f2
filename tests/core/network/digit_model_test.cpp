#include "core/network/digit_model.h"

#include <gtest/gtest.h>

#include "tests/support/core/digit_models.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

std::string errorOf(const std::filesystem::path& path) {
    const auto model = loadDigitModel(path);
    return model ? "" : model.error().message;
}

TEST(ADigitModel, LoadsWhatWasSaved) {
    const TemporaryFolder folder;
    const auto model = loadDigitModel(savedUntrainedModel(folder.path()));
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_EQ(model->checkpoint.network.parameters(), untrainedModel().checkpoint.network.parameters());
}

TEST(ADigitModel, IsRefusedWhereItIsForOtherPictures) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "pencil.safetensors";
    ASSERT_TRUE(saveCheckpoint(path, Checkpoint<float>{*Network<float>::make(pencilNetwork()), {}}));
    const std::string error = errorOf(path);
    EXPECT_NE(error.find("pencil.safetensors"), std::string::npos) << error;
    EXPECT_NE(error.find("1x14x14"), std::string::npos) << error;
    EXPECT_NE(error.find("1x28x28"), std::string::npos) << error;
}

TEST(ADigitModel, IsRefusedWhereTheFileIsCutOffEmptyOrSomethingElse) {
    const TemporaryFolder folder;
    const std::string whole = TemporaryFolder::contentOf(savedUntrainedModel(folder.path()));
    for (const std::size_t size : {std::size_t{0}, std::size_t{4}, std::size_t{100}, whole.size() - 1}) {
        const auto cut = folder.file("cut.safetensors", whole.substr(0, size));
        EXPECT_NE(errorOf(cut).find("cut.safetensors"), std::string::npos)
            << size << " bytes: " << errorOf(cut);
    }
    EXPECT_NE(errorOf(folder.file("text.safetensors", "this is a letter, not a model")), "");
    EXPECT_NE(errorOf(folder.path()), "");
}

TEST(ADigitModel, SumsUpWhatTheFileSaysAndNothingElse) {
    DigitModel model = untrainedModel();
    EXPECT_EQ(modelSummary(model), "lecture network, 34,622 weights · held out accuracy 9.80 % of 1000");
    model.checkpoint.notes = {{"trained_on", "sand"}};
    EXPECT_EQ(modelSummary(model), "lecture network, 34,622 weights");
    EXPECT_NE(modelNotes(model).find("trained on: sand"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
