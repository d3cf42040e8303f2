#include "tests/support/app/app_files.h"

#include <QImage>
#include <cmath>

#include "core/data/stroke_raster.h"
#include "core/data/synthetic_digits.h"
#include "core/network/checkpoint.h"
#include "core/network/initialise.h"

namespace deltascope {
namespace {

std::string bigEndian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
    return bytes;
}

}  // namespace

QString AppTestFolder::model(const std::string& name, std::uint64_t seed) const {
    Checkpoint<float> checkpoint{*Network<float>::make(lectureNetwork()), {}};
    initialise(checkpoint.network, {InitialScheme::xavier, 4, seed});
    const auto saved = saveCheckpoint(path() / name, checkpoint);
    require(saved.has_value(), "cannot save a test's model");
    return text(name);
}

QString AppTestFolder::digit(const std::string& name, std::uint64_t number, int side) const {
    const GreyImage grey = rasterize(syntheticDigit(1, number).drawing, side);
    QImage image(side, side, QImage::Format_Grayscale8);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            image.scanLine(y)[x] = static_cast<uchar>(std::lround(255 * grey.at(x, y)));
        }
    }
    require(image.save(text(name), "PNG"), "cannot save a test's picture");
    return text(name);
}

QString AppTestFolder::mnist(const std::string& part, int count) const {
    const auto n = static_cast<std::uint32_t>(count);
    std::string pictures = bigEndian(0x803) + bigEndian(n) + bigEndian(28) + bigEndian(28);
    std::string labels = bigEndian(0x801) + bigEndian(n);
    for (int i = 0; i < count; ++i) {
        std::string picture(28 * 28, '\0');
        for (std::size_t row = 8; row < 20; ++row)
            picture[row * 28 + 8 + static_cast<std::size_t>(i % 10)] = '\xff';
        pictures += picture;
        labels += static_cast<char>(i % 10);
    }
    write(part + "-images-idx3-ubyte", pictures);
    write(part + "-labels-idx1-ubyte", labels);
    return QString::fromStdString(path().string());
}

QString AppTestFolder::strokes(int writers, int count) const {
    std::string file;
    for (int writer = 1; writer <= writers; ++writer) {
        for (int i = 0; i < count; ++i) {
            const std::string label = std::to_string(i % 10);
            file += ".SEGMENT DIGIT 0 ? \"" + label + "\"\n.COMMENT " + label + " " + std::to_string(writer) +
                    " " + std::to_string(i) + "\n.PEN_DOWN\n100 100\n" + std::to_string(150 + 10 * i) +
                    " 300\n200 380\n.PEN_UP\n";
        }
    }
    write("strokes.txt", file);
    return text("strokes.txt");
}

}  // namespace deltascope
