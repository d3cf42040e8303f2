#pragma once

#include <QPainter>
#include <optional>
#include <span>

#include "core/tensor/shape.h"
#include "ui/theme/palette.h"
#include "ui/widgets/map_image.h"

namespace deltascope {

/// Blocks of equal size out of one tensor, side by side on one colour scale, painted as a single picture.
struct Mosaic {
    QString tensor;                         ///< its name in addresses
    Shape shape;                            ///< of one example: what addresses count in
    std::span<const float> values;          ///< empty: not known
    int blocks = 1, rows = 1, columns = 1;  ///< of each block
    int perLine = 0;                        ///< blocks in a line; 0: as many as make them largest
    int together = 1;  ///< so many consecutive blocks stand below each other, as one column

    /// Maps, or a vector as one block.
    static Mosaic ofMaps(const QString& tensor, const Shape& shape, std::span<const float> values);
    /// The kernels of a convolution: a column for each map, a row for each input channel; as many columns
    /// side by side as make them largest.
    static Mosaic ofKernels(const QString& tensor, const Shape& shape, std::span<const float> values);

    /// The weights of a fully connected layer: a row for each unit; where there are few units, a block for
    /// each, folded into eight columns.
    static Mosaic ofMatrix(const QString& tensor, const Shape& shape, std::span<const float> values);

    /// The same with the number of blocks a line chosen for `area`, and where it then lies.
    QRectF fit(const QRectF& area);
    void paint(QPainter& painter, const QRectF& place, const Palette& palette) const;
    /// "conv1.weight[2,0,1,1] = 0.25" at `point` of `place`; empty between the blocks.
    QString textAt(const QPointF& point, const QRectF& place) const;

  private:
    int lines() const { return linesWith(perLine); }
    int linesWith(int inLine) const { return (blocks / together + inLine - 1) / inLine * together; }
    /// `blocks` or more: there is none.
    int blockAt(int line, int position) const {
        return (line / together * perLine + position) * together + line % together;
    }
};

/// "0 … 0.98" or "±0.41": the ends of the scale of `values`; empty for none.
QString scaleText(std::span<const float> values);
/// The same in a narrow place: "0.98", the end that is farthest from 0.
QString shortScaleText(std::span<const float> values);

}  // namespace deltascope
