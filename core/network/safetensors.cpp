#include "core/network/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/base/file.h"

namespace deltascope {
namespace {

static_assert(std::endian::native == std::endian::little,
              "safetensors is little-endian, and is copied as it is");

using Json = nlohmann::ordered_json;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t lengthSize = 8;
constexpr const char* metadataKey = "__metadata__";
constexpr std::uint64_t longestHeader = 100'000'000;  // the format's own limit

/// Reads fields of the header; whatever is wrong is thrown as a text that readTensorFile() puts the file's
/// name before.
struct Reader {
    std::span<const std::uint8_t> data;

    template <typename Scalar>
    Tensor<Scalar> values(const Shape& shape, std::size_t begin, std::size_t end) const {
        const std::size_t size = static_cast<std::size_t>(shape.size()) * sizeof(Scalar);
        require(begin <= end && end <= data.size(), "offsets ", begin, " to ", end, " in ", data.size(),
                " bytes of data");
        require(end - begin == size, end - begin, " bytes for shape ", shape.text(), ", expected ", size);
        Tensor<Scalar> tensor(shape);
        if (size > 0) std::memcpy(tensor.data(), data.data() + begin, size);
        return tensor;
    }

    TensorFile::AnyTensor tensor(const Json& entry) const {
        const auto type = entry.at("dtype").get<std::string>();
        const Shape shape(entry.at("shape").get<std::vector<Index>>());
        const auto offsets = entry.at("data_offsets").get<std::vector<std::size_t>>();
        require(offsets.size() == 2, offsets.size(), " data offsets, expected 2");
        // A shape that promises more than the file holds is refused before memory is asked for.
        require(static_cast<std::size_t>(shape.size()) <= data.size(), "shape ", shape.text(), " with only ",
                data.size(), " bytes of data");
        if (type == "F32") return values<float>(shape, offsets[0], offsets[1]);
        require(type == "F64", "numbers of type ", type, ", expected F32 or F64");
        return values<double>(shape, offsets[0], offsets[1]);
    }
};

Result<std::uint64_t> headerLength(const Bytes& bytes) {
    if (bytes.size() < lengthSize) {
        return failure("only ", bytes.size(),
                       " bytes, expected a safetensors file (8 bytes of length, then a header)");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), lengthSize);
    if (length > longestHeader || length > bytes.size() - lengthSize) {
        return failure("the first 8 bytes announce a header of ", length, " bytes, but only ",
                       bytes.size() - lengthSize, " follow: cut off, or not a safetensors file");
    }
    return length;
}

void readEntry(const Reader& reader, const std::string& name, const Json& entry, TensorFile& file) {
    if (name == metadataKey) {
        file.metadata = entry.get<std::map<std::string, std::string>>();
        return;
    }
    try {
        file.tensors.emplace_back(name, reader.tensor(entry));
    } catch (const std::exception& error) {
        throw std::invalid_argument("tensor '" + name + "': " + error.what());
    }
}

/// The format's own rule, without which a file could hide things: every byte belongs to one tensor.
void requireEveryByteOnce(const Json& header, std::size_t dataSize) {
    std::vector<std::pair<std::size_t, std::size_t>> extents{{dataSize, dataSize}};
    for (const auto& [name, entry] : header.items()) {
        if (name != metadataKey) extents.push_back(entry.at("data_offsets"));
    }
    std::sort(extents.begin(), extents.end());
    std::size_t reached = 0;
    for (const auto& [begin, end] : extents) {
        require(begin <= reached, "byte ", reached, " of the data belongs to no tensor, expected ",
                begin == dataSize ? "the end of the file" : "one");
        require(begin == reached, "byte ", begin, " of the data belongs to two tensors, expected one");
        reached = end;
    }
}

Result<TensorFile> parse(const Bytes& bytes) {
    const auto length = headerLength(bytes);
    if (!length) return tl::unexpected(length.error());
    const auto start = bytes.begin() + lengthSize;
    const auto end = start + static_cast<std::ptrdiff_t>(*length);
    const Reader reader{std::span(bytes).subspan(lengthSize + *length)};
    TensorFile file;
    try {
        const Json header = Json::parse(start, end);
        require(header.is_object(), "the header is no JSON object");
        for (const auto& [name, entry] : header.items()) readEntry(reader, name, entry, file);
        requireEveryByteOnce(header, reader.data.size());
    } catch (const std::exception& error) {
        return failure(error.what());
    }
    return file;
}

template <typename Scalar>
constexpr const char* typeName = sizeof(Scalar) == 4 ? "F32" : "F64";

/// Appends one tensor: its entry to the header, its values to the data.
template <typename Scalar>
void append(const std::string& name, const Tensor<Scalar>& tensor, Json& header, std::string& data) {
    const auto extents = tensor.shape().extents();
    const std::size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(tensor.data()),
                static_cast<std::size_t>(tensor.size()) * sizeof(Scalar));
    header[name] = {{"dtype", typeName<Scalar>},
                    {"shape", std::vector<Index>(extents.begin(), extents.end())},
                    {"data_offsets", {begin, data.size()}}};
}

}  // namespace

const TensorFile::AnyTensor* TensorFile::find(const std::string& name) const {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(), [&](const auto& t) { return t.first == name; });
    return found == tensors.end() ? nullptr : &found->second;
}

Result<TensorFile> readTensorFile(const std::filesystem::path& path) {
    const auto bytes = readFile(path);
    if (!bytes) return tl::unexpected(bytes.error());
    auto file = parse(*bytes);
    if (!file) return failure(path.string(), ": ", file.error().message);
    return file;
}

Result<void> writeTensorFile(const std::filesystem::path& path, const TensorFile& file) {
    Json header = Json::object();
    std::string data;
    if (!file.metadata.empty()) header[metadataKey] = file.metadata;
    for (const auto& [name, tensor] : file.tensors) {
        std::visit([&, &label = name](const auto& values) { append(label, values, header, data); }, tensor);
    }
    std::string text = header.dump();
    text.append((lengthSize - text.size() % lengthSize) % lengthSize, ' ');  // so that the values are aligned
    const std::uint64_t length = text.size();
    std::string content(reinterpret_cast<const char*>(&length), lengthSize);
    return writeFile(path, content + text + data);
}

}  // namespace deltascope
