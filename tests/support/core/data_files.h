#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace deltascope {

/// A folder of its own for a test's files, gone when the test ends.
class DataTestFolder {
  public:
    DataTestFolder() {
        static std::atomic<int> count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("deltascope-data-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ~DataTestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    DataTestFolder(const DataTestFolder&) = delete;
    DataTestFolder& operator=(const DataTestFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    template <typename Bytes>
    std::filesystem::path write(const std::string& name, const Bytes& bytes) const {
        std::ofstream out(path_ / name, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace deltascope
