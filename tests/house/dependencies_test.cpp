#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path root = DELTASCOPE_SOURCE;

/// Who may include whom, beside itself: the table in CONTRIBUTING.md.
const std::map<std::string, std::set<std::string>> allowed{
    {"core/base", {}},
    {"core/tensor", {"core/base"}},
    {"core/kernels", {"core/base", "core/tensor"}},
    {"core/layers", {"core/base", "core/tensor", "core/kernels"}},
    {"core/network", {"core/base", "core/tensor", "core/kernels", "core/layers"}},
    {"core/data", {"core/base", "core/tensor"}},
    {"core/training",
     {"core/base", "core/tensor", "core/kernels", "core/layers", "core/network", "core/data"}},
    {"core/explain", {"core/base", "core/tensor", "core/layers", "core/network", "core/training"}},
    {"core/lesson",
     {"core/base", "core/tensor", "core/layers", "core/network", "core/training", "core/data",
      "core/explain"}},
    {"ui",
     {"core/base", "core/tensor", "core/layers", "core/network", "core/training", "core/data", "core/explain",
      "core/lesson"}},
    {"app",
     {"core/base", "core/tensor", "core/kernels", "core/layers", "core/network", "core/training", "core/data",
      "core/explain", "core/lesson", "ui"}},
};

/// Plain structs that layers fill in: they lie in core/explain, but below the layers.
const std::set<std::string> explanationData{"core/explain/cell.h", "core/explain/expression.h"};

/// "core/layers" for core/layers/conv2d.h, "ui" for everything below ui.
std::string houseOf(const fs::path& file) {
    auto part = file.begin();
    const std::string top = *part;
    return top == "core" ? top + "/" + (++part)->string() : top;
}

bool mayInclude(const fs::path& file, const std::string& included) {
    const std::string from = houseOf(file), to = houseOf(included);
    // What layers fill in must not reach up to the explainer's side of its folder.
    const std::string stem = (file.parent_path() / file.stem()).string() + ".h";
    if (explanationData.contains(stem)) {
        return explanationData.contains(included) || allowed.at("core/tensor").contains(to) ||
               to == "core/tensor";
    }
    if (from == "core/layers" && explanationData.contains(included)) return true;
    return from == to || (allowed.contains(from) && allowed.at(from).contains(to));
}

struct Include {
    fs::path file;  ///< relative to the root
    std::string target;
    bool isOurs = false;  ///< written in quotes
};

std::vector<Include> includesOf(const fs::path& file) {
    static const std::regex line(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
    std::vector<Include> includes;
    std::ifstream in(root / file);
    std::smatch match;
    for (std::string text; std::getline(in, text);) {
        if (std::regex_match(text, match, line)) includes.push_back({file, match[2], match[1] == "\""});
    }
    return includes;
}

std::vector<Include> allIncludes() {
    std::vector<Include> includes;
    for (const char* top : {"core", "ui", "app"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
            const auto found = includesOf(fs::relative(entry.path(), root));
            includes.insert(includes.end(), found.begin(), found.end());
        }
    }
    return includes;
}

bool isOurs(const std::string& target) {
    return target.starts_with("core/") || target.starts_with("ui/") || target.starts_with("app/");
}

}  // namespace

TEST(House, FoldersIncludeOnlyWhatTheyMay) {
    std::set<std::string> seen;
    for (const Include& include : allIncludes()) {
        if (!isOurs(include.target)) continue;
        seen.insert(houseOf(include.file));
        EXPECT_TRUE(mayInclude(include.file, include.target))
            << include.file.string() << " may not include " << include.target;
    }
    EXPECT_TRUE(seen.contains("core/layers") && seen.contains("core/lesson") && seen.contains("app"));
}

TEST(House, EveryFolderOfTheCoreHasARule) {
    for (const auto& entry : fs::directory_iterator(root / "core")) {
        if (!entry.is_directory()) continue;
        const std::string folder = "core/" + entry.path().filename().string();
        EXPECT_TRUE(allowed.contains(folder)) << folder << " is new: add it to the table";
    }
}

TEST(House, CoreIncludesNoQt) {
    for (const Include& include : allIncludes()) {
        if (!include.file.string().starts_with("core/")) continue;
        EXPECT_FALSE(include.target.starts_with("Q"))
            << include.file.string() << " includes " << include.target;
    }
}

TEST(House, NoWholeModuleHeaders) {
    static const std::regex module("Qt[A-Z][A-Za-z]*(/Qt[A-Z][A-Za-z]*)?");
    static const std::set<std::string> plainHeaders{"QtMath",    "QtGlobal", "QtEndian", "QtAlgorithms",
                                                    "QtNumeric", "QtTypes",  "QtPlugin", "QtResource"};
    for (const Include& include : allIncludes()) {
        EXPECT_FALSE(std::regex_match(include.target, module) && !plainHeaders.contains(include.target))
            << include.file.string() << " includes " << include.target << ", which slows every build";
    }
}

TEST(House, TheRulesCatchWhatTheyForbid) {
    EXPECT_FALSE(mayInclude("core/layers/conv2d.cpp", "core/explain/explainer.h"));
    EXPECT_FALSE(mayInclude("core/layers/conv2d.cpp", "core/network/network.h"));
    EXPECT_FALSE(mayInclude("core/explain/expression.h", "core/network/network.h"));
    EXPECT_FALSE(mayInclude("core/tensor/tensor.h", "ui/theme/theme.h"));
    EXPECT_FALSE(mayInclude("ui/stage/scene.cpp", "app/window/gui.h"));
    EXPECT_TRUE(mayInclude("core/layers/layer.h", "core/explain/expression.h"));
    EXPECT_TRUE(mayInclude("core/explain/expression.cpp", "core/explain/cell.h"));
}
