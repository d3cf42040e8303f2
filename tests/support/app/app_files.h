#pragma once

#include <QString>

#include "tests/support/core/data_files.h"

namespace deltascope {

/// A test's folder with the files that commands work on.
class AppTestFolder : public DataTestFolder {
  public:
    QString text(const std::string& name) const { return QString::fromStdString((path() / name).string()); }

    /// An untrained lecture network as model.safetensors; returns its path.
    QString model(const std::string& name = "model.safetensors", std::uint64_t seed = 1) const;
    /// A synthetic digit number `number`, dark on light, `side` pixels wide and high, as PNG.
    QString digit(const std::string& name = "digit.png", std::uint64_t number = 3, int side = 120) const;
    /// `count` 28x28 pictures and labels 0, 1, 2 ... under MNIST's names for its test part ("t10k") or
    /// training part ("train").
    QString mnist(const std::string& part, int count) const;
    /// A UNIPEN file with `count` digits by each of the writers 1 .. `writers`.
    QString strokes(int writers, int count) const;
};

}  // namespace deltascope
