#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/data/drawing.h"

namespace deltascope {

/// A digit as the pen wrote it.
struct PenDigit {
    Drawing drawing;
    int label = 0;   ///< the digit, 0 .. 9
    int writer = 0;  ///< who wrote it, from 1 upwards; 0 = nobody (synthetic)
};

/// Reads the UNIPEN text (plain or gzip) of "Pen-Based Recognition of Handwritten Digits, original version"
/// (E. Alpaydin and F. Alimoglu, UCI): per digit `.SEGMENT DIGIT n ? "label"`, `.COMMENT label writer index`,
/// then strokes from `.PEN_DOWN` to `.PEN_UP` with one "x y" a line. Its tablet box of 500 x 500, y upwards,
/// becomes the unit canvas, y downwards. Errors name file and line: a label that is not a digit, a point that
/// is not two numbers or lies off the tablet, points outside a stroke, a digit without points, a file without
/// digits.
Result<std::vector<PenDigit>> readPenStrokes(const std::filesystem::path& path);

/// The digits by writers `first` .. `last`, both included: to hold writers out of training.
std::vector<PenDigit> byWriters(const std::vector<PenDigit>& digits, int first, int last);

}  // namespace deltascope
