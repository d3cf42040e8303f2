#include "core/network/checkpoint.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/network/initialise.h"
#include "core/network/safetensors.h"
#include "tests/support/core/random_tensor.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

Network<float> initialised(const Architecture& architecture) {
    Network<float> network = *Network<float>::make(architecture);
    initialise(network);
    return network;
}

/// A safetensors file made by hand.
std::string rawFile(const std::string& header, const std::string& data) {
    const std::uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), 8) + header + data;
}

std::string errorOf(const std::filesystem::path& path) {
    const auto loaded = loadCheckpoint<float>(path);
    return loaded ? "" : loaded.error().message;
}

TEST(Checkpoint, ComesBackAsItWasSaved) {
    const TemporaryFolder folder;
    for (const Architecture& architecture : {lectureNetwork(), pencilNetwork()}) {
        const Network<float> network = initialised(architecture);
        const auto path = folder.path() / "model.safetensors";
        ASSERT_TRUE(saveCheckpoint<float>(path, {network, {{"accuracy", "99 %"}}}).has_value());
        const auto loaded = loadCheckpoint<float>(path);
        ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
        EXPECT_EQ(loaded->network.architecture(), architecture);
        EXPECT_EQ(loaded->network.parameters(), network.parameters());
        EXPECT_EQ(loaded->notes, (std::map<std::string, std::string>{{"accuracy", "99 %"}}));
    }
}

TEST(Checkpoint, IsRecognisedByItsShapesWithoutMetadata) {
    const TemporaryFolder folder;
    const Network<float> network = initialised(lectureNetwork());
    TensorFile file;
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        file.tensors.emplace_back(network.parameterName(p), network.parameters()[p]);
    }
    const auto path = folder.path() / "plain.safetensors";
    ASSERT_TRUE(writeTensorFile(path, file).has_value());
    const auto loaded = loadCheckpoint<float>(path);
    ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
    const Tensor<float> picture = randomTensor<float>({1, 28, 28}, 5, 0, 1);
    EXPECT_EQ(loaded->network.run(picture).predictions(), network.run(picture).predictions());
    EXPECT_EQ(loaded->network.layerName(7), "fc1");
}

TEST(Checkpoint, NamesTheTensorThatDoesNotFit) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "model.safetensors";
    ASSERT_TRUE(saveCheckpoint<float>(path, {initialised(lectureNetwork()), {}}).has_value());
    TensorFile file = *readTensorFile(path);
    for (auto& [name, tensor] : file.tensors) {
        if (name == "conv2.weight") tensor = Tensor<float>({16, 6, 5, 4});
    }
    ASSERT_TRUE(writeTensorFile(path, file).has_value());
    EXPECT_NE(errorOf(path).find("'conv2.weight' is 16x6x5x4, expected 16x6x5x5"), std::string::npos);
    file.tensors.pop_back();
    ASSERT_TRUE(writeTensorFile(path, file).has_value());
    file.tensors.clear();
    file.metadata.clear();
    ASSERT_TRUE(writeTensorFile(path, file).has_value());
    EXPECT_NE(errorOf(path).find("expected conv1.weight"), std::string::npos);
}

TEST(Checkpoint, RefusesAnArchitectureThatIsNone) {
    const TemporaryFolder folder;
    const auto withArchitecture = [&](const std::string& text) {
        TensorFile file;
        file.metadata["deltascope.architecture"] = text;
        EXPECT_TRUE(writeTensorFile(folder.path() / "a", file).has_value());
        return errorOf(folder.path() / "a");
    };
    EXPECT_NE(withArchitecture("nonsense").find("architecture"), std::string::npos);
    EXPECT_NE(withArchitecture(R"({"input":[1,28,28],"layers":[],"loss":"cross_entropy","classes":[]})")
                  .find("at least one layer"),
              std::string::npos);
    EXPECT_NE(
        withArchitecture(R"({"input":[1,9000000,9000000],"layers":[],"loss":"cross_entropy","classes":[]})")
            .find("up to 16 million"),
        std::string::npos);
    EXPECT_NE(withArchitecture(R"({"input":[1,4000,4000],"layers":[{"kind":"fully_connected","name":"a",)"
                               R"("units":65536}],"loss":"cross_entropy","classes":[]})")
                  .find("more than 64 million"),
              std::string::npos);
    EXPECT_NE(withArchitecture(R"({"input":[1,28,28],"layers":[{"kind":"conv2d","name":"a","maps":-1}],)"
                               R"("loss":"cross_entropy","classes":[]})")
                  .find("maps is -1"),
              std::string::npos);
}

TEST(Safetensors, RefusesFilesThatAreDamaged) {
    const TemporaryFolder folder;
    const auto expectError = [&](const std::string& content, const std::string& part) {
        const auto file = readTensorFile(folder.file("bad.safetensors", content));
        ASSERT_FALSE(file.has_value()) << part;
        EXPECT_NE(file.error().message.find(part), std::string::npos) << file.error().message;
        EXPECT_NE(file.error().message.find("bad.safetensors"), std::string::npos);
    };
    expectError("", "only 0 bytes");
    expectError("This is a text, not a model.", "announce a header");
    expectError(rawFile("{}", "").substr(0, 9), "announce a header of 2 bytes, but only 1");
    expectError(rawFile("{\"a\": ", ""), "parse error");
    expectError(rawFile("[1]", ""), "no JSON object");
    const std::string entry = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    expectError(rawFile(entry, "1234567"), "offsets 0 to 8 in 7 bytes");
    expectError(rawFile(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", "12345678"),
                "expected 12");
    expectError(rawFile(R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}})", "1234"), "F16");
    expectError(rawFile(R"({"a":{"dtype":"F32","shape":[4000000000,400000],"data_offsets":[0,4]}})", "1234"),
                "only 4 bytes of data");
    expectError(rawFile(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", "1234"), "negative");
    expectError(rawFile(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", "1234"), "1 data offsets");
    EXPECT_TRUE(readTensorFile(folder.file("good", rawFile(entry, "12345678"))).has_value());
}

TEST(Safetensors, RefusesBytesThatBelongToNoTensorOrToTwo) {
    const TemporaryFolder folder;
    const auto errorFor = [&](const std::string& header, const std::string& data) {
        const auto file = readTensorFile(folder.file("bad.safetensors", rawFile(header, data)));
        return file ? "" : file.error().message;
    };
    const auto two = [](const char* a, const char* b) {
        return std::string(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":)") + a +
               R"(},"b":{"dtype":"F32","shape":[1],"data_offsets":)" + b + "}}";
    };
    const std::string pair = two("[0,4]", "[4,8]");
    EXPECT_EQ(errorFor(pair, "12345678"), "");
    EXPECT_EQ(errorFor(two("[4,8]", "[0,4]"), "12345678"), "") << "any order will do";
    EXPECT_NE(errorFor(pair, "123456789")
                  .find("bad.safetensors: byte 8 of the data belongs to no tensor, "
                        "expected the end of the file"),
              std::string::npos)
        << errorFor(pair, "123456789");
    EXPECT_NE(errorFor("{}", "1").find("byte 0 of the data belongs to no tensor"), std::string::npos);
    EXPECT_NE(errorFor(two("[0,4]", "[6,10]"), "1234567890").find("byte 4 of the data belongs to no tensor"),
              std::string::npos);
    EXPECT_NE(errorFor(two("[0,4]", "[2,6]"), "123456").find("byte 2 of the data belongs to two tensors"),
              std::string::npos);
    const auto path = folder.path() / "model.safetensors";
    ASSERT_TRUE(saveCheckpoint<float>(path, {initialised(lectureNetwork()), {}}).has_value());
    EXPECT_EQ(errorOf(path), "");
    std::ofstream(path, std::ios::app) << '\n';
    EXPECT_NE(errorOf(path).find("belongs to no tensor"), std::string::npos);
}

TEST(Initialise, GivesTheSameWeightsForASeedAndTheRightSpread) {
    const Architecture architecture = lectureNetwork();
    Network<float> a = initialised(architecture), other = initialised(architecture);
    EXPECT_EQ(a.parameters(), other.parameters());
    initialise(other, {InitialScheme::xavier, 1, 2});
    EXPECT_NE(a.parameters(), other.parameters());
    const auto variance = [](const Tensor<float>& t) {
        double sum = 0;
        for (const float value : t.values()) sum += double(value) * value;
        return sum / static_cast<double>(t.size());
    };
    const Tensor<float>& fc1 = a.parameters()[4];
    EXPECT_NEAR(variance(fc1), 2.0 / (256 + 120), 0.0003);
    EXPECT_EQ(variance(a.parameters()[5]), 0) << "biases start at 0";
    initialise(a, {InitialScheme::he, 2, 1});
    EXPECT_NEAR(variance(a.parameters()[4]), 4 * 2.0 / 256, 0.002);
}

}  // namespace
}  // namespace deltascope
