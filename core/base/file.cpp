#include "core/base/file.h"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>

namespace deltascope {
namespace {

struct CloseGzip {
    void operator()(gzFile file) const { gzclose(file); }
};
using GzipFile = std::unique_ptr<gzFile_s, CloseGzip>;

/// One read of at most `room` bytes appended to `bytes`; false at the end.
Result<bool> appendSome(gzFile file, const std::filesystem::path& path, std::size_t room,
                        std::vector<std::uint8_t>& bytes) {
    // Doubling, because every page that is made ready and not filled costs time, too.
    constexpr std::size_t least = 1 << 16;
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(room, std::clamp<std::size_t>(before, least, 1 << 20)));
    const int got = gzread(file, bytes.data() + before, static_cast<unsigned>(bytes.size() - before));
    bytes.resize(before + static_cast<std::size_t>(std::max(got, 0)));
    int code = Z_OK;
    const char* reason = gzerror(file, &code);
    if (got < 0 || code == Z_BUF_ERROR) {
        return failure(path.string(), ": damaged or cut off after ", bytes.size(), " unpacked bytes (",
                       reason, ")");
    }
    return got > 0;
}

std::string temporaryName(const std::filesystem::path& path) {
    return joinText(path.string(), ".", ::getpid(), ".part");
}

Result<void> writeAll(const std::filesystem::path& path, std::string_view content) {
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out) return failure("cannot write ", path.string(), ": ", std::strerror(errno));
    return {};
}

}  // namespace

Result<std::vector<std::uint8_t>> readFile(const std::filesystem::path& path, std::size_t limit) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return failure(path.string(), ": is a folder, expected a file");
    }
    errno = 0;
    const GzipFile file(gzopen(path.c_str(), "rb"));
    if (!file) return failure("cannot open ", path.string(), ": ", std::strerror(errno));
    std::vector<std::uint8_t> bytes;
    for (;;) {
        const auto more = appendSome(file.get(), path, limit + 1 - bytes.size(), bytes);
        if (!more) return tl::unexpected(more.error());
        if (!*more) return bytes;
        if (bytes.size() > limit)
            return failure(path.string(), ": more than ", limit, " bytes once unpacked");
    }
}

Result<void> writeFile(const std::filesystem::path& path, std::string_view content) {
    const std::filesystem::path temporary = temporaryName(path);
    std::error_code error, ignored;
    if (auto written = writeAll(temporary, content); !written) {
        std::filesystem::remove(temporary, ignored);
        return failure("cannot save ", path.string(), ": ", written.error().message);
    }
    std::filesystem::rename(temporary, path, error);
    if (!error) return {};
    std::filesystem::remove(temporary, ignored);
    return failure("cannot save ", path.string(), ": ", error.message());
}

}  // namespace deltascope
