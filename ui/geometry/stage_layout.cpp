#include "ui/geometry/stage_layout.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace deltascope {
namespace {

/// Exhibits that stand one above the other, by their position in the list.
using Column = std::vector<std::size_t>;

/// Sizes of cells: one for the pictures, one for the operations.
struct CellSizes {
    double picture = 1, operation = 1;
};

constexpr double decentAside = 2.5;  // pixels a cell: a digit of 28 cells is 70 pixels high

GridGeometry gridOf(const ExhibitSpace& space, double cell) {
    return {space.extent, {}, cell, std::clamp(cell / 2, 3.0, 10.0), mapsPerRow(space.extent.maps)};
}

class Composer {
  public:
    Composer(const std::vector<ExhibitSpace>& exhibits, const QRectF& area, const StageMetrics& metrics)
        : exhibits_(exhibits), area_(area), metrics_(metrics) {
        sortIntoColumns();
    }

    std::vector<ExhibitFrame> compose() {
        std::vector<ExhibitFrame> frames(exhibits_.size());
        const Plan plan = bestPlan();
        placeColumns(area_, columns_, plan.sizes, frames);
        if (plan.asideRoom.isEmpty()) return frames;
        placeColumns(plan.asideRoom, asides_, sizesOf(asides_, plan.asideRoom.size(), mostCell() / 2),
                     frames);
        return frames;
    }

  private:
    void sortIntoColumns() {
        Column open;
        for (std::size_t i = 0; i < exhibits_.size(); ++i) {
            if (exhibits_[i].isAside) {
                asides_.push_back({i});
                continue;
            }
            open.push_back(i);
            if (!exhibits_[i].isOperation) columns_.push_back(std::exchange(open, {}));
        }
        if (!open.empty()) columns_.push_back(open);
    }

    double cellOf(std::size_t i, const CellSizes& sizes) const {
        return exhibits_[i].isOperation && !exhibits_[i].isAside ? sizes.operation : sizes.picture;
    }
    QSizeF sizeOf(std::size_t i, const CellSizes& sizes) const {
        const QSizeF grid = gridOf(exhibits_[i], cellOf(i, sizes)).size();
        return {std::max(grid.width(), exhibits_[i].titleWidth),
                grid.height() + metrics_.titleHeight + metrics_.legendHeight};
    }
    QSizeF sizeOf(const Column& column, const CellSizes& sizes) const {
        QSizeF total(0, -metrics_.rowGap);
        for (const std::size_t i : column) {
            const QSizeF one = sizeOf(i, sizes);
            total = {std::max(total.width(), one.width()), total.height() + one.height() + metrics_.rowGap};
        }
        return total;
    }
    QSizeF sizeOf(const std::vector<Column>& columns, const CellSizes& sizes) const {
        QSizeF total(-gapOf(columns), 0);
        for (const Column& column : columns) {
            const QSizeF one = sizeOf(column, sizes);
            total = {total.width() + one.width() + gapOf(columns), std::max(total.height(), one.height())};
        }
        return total;
    }
    /// Connectors run between main exhibits, not between asides.
    double gapOf(const std::vector<Column>& columns) const {
        const bool areAsides = !columns.empty() && exhibits_[columns.front().front()].isAside;
        return areAsides ? 2 * metrics_.rowGap : metrics_.columnGap;
    }
    bool fits(const std::vector<Column>& columns, const CellSizes& sizes, const QSizeF& room) const {
        const QSizeF size = sizeOf(columns, sizes);
        return size.width() <= room.width() && size.height() <= room.height();
    }

    /// The largest cell up to `most` that fits: whole pixels first, then ever smaller fractions.
    double largestCell(const std::vector<Column>& columns, const QSizeF& room, double most) const {
        for (double cell = std::floor(most); cell >= 1; --cell)
            if (fits(columns, {cell, cell}, room)) return cell;
        for (double cell = 0.75; cell > 0.01; cell *= 0.75)
            if (fits(columns, {cell, cell}, room)) return cell;
        return 0;
    }

    /// Cells grow with the stage, so that a projected picture is filled and a small window not crowded.
    double mostCell() const { return std::max(40.0, std::min(area_.width(), area_.height()) / 12); }

    CellSizes sizesOf(const std::vector<Column>& columns, const QSizeF& room, double most) const {
        const double cell = largestCell(columns, room, most);
        return {cell, cell};
    }

    CellSizes mainSizes(const QSizeF& room) const {
        const CellSizes best = sizesOf(columns_, room, mostCell());
        const double readable = metrics_.readableCell;
        if (best.picture >= readable) return best;
        for (double cell = best.picture; cell >= 0.8 * best.picture && cell >= 1; --cell)
            if (fits(columns_, {cell, readable}, room)) return {cell, readable};
        return best;
    }

    /// Sizes of the main exhibits' cells and what that leaves for the asides; no room: the asides are left
    /// out.
    struct Plan {
        CellSizes sizes;
        QRectF asideRoom = {};
    };

    /// The plan with the largest main cells of those that show the asides; without them only if they would
    /// cost the main exhibits their numbers, or a quarter of their size.
    Plan bestPlan() const {
        const Plan alone{mainSizes(area_.size())};
        if (asides_.empty()) return alone;
        const Plan below = planBelow(), beside = planInNook(alone.sizes.picture);
        const Plan& best = beside.sizes.picture > below.sizes.picture ? beside : below;
        const double needed = std::min(metrics_.readableCell, 0.75 * alone.sizes.picture);
        return best.sizes.picture >= needed ? best : alone;
    }

    /// Asides in a row below everything, a third of the height at most.
    Plan planBelow() const {
        const QSizeF most(area_.width(), area_.height() / 3);
        const double height = sizeOf(asides_, sizesOf(asides_, most, mostCell() / 2)).height();
        Plan plan{mainSizes({area_.width(), area_.height() - height - metrics_.rowGap})};
        const double top = area_.top() + sizeOf(columns_, plan.sizes).height() + metrics_.rowGap;
        plan.asideRoom = {area_.left(), top, area_.width(), area_.bottom() - top};
        return plan;
    }

    /// Asides below the columns before the last one, which takes the whole height: the largest cells up to
    /// `most` that leave them a decent size.
    Plan planInNook(double most) const {
        if (columns_.size() < 2) return {};
        const std::vector<Column> before(columns_.begin(), columns_.end() - 1);
        for (double cell = most; cell >= 1; --cell) {
            const CellSizes sizes{cell, cell};
            if (!fits(columns_, sizes, area_.size())) continue;
            const QSizeF taken = sizeOf(before, sizes);
            const double top = area_.top() + taken.height() + metrics_.rowGap;
            const double width = taken.width() + gapBetween(area_, columns_, sizes) - metrics_.rowGap;
            const QRectF nook(area_.left(), top, width, area_.bottom() - top);
            if (largestCell(asides_, nook.size(), mostCell() / 2) >= decentAside) return {sizes, nook};
        }
        return {};
    }

    double gapBetween(const QRectF& room, const std::vector<Column>& columns, const CellSizes& sizes) const {
        const double spare = std::max(0.0, room.width() - sizeOf(columns, sizes).width());
        const double gap = gapOf(columns);
        return gap + std::min(spare / static_cast<double>(columns.size() + 1), gap);
    }

    /// Puts columns side by side; spare width goes between them, up to twice the usual gap.
    void placeColumns(const QRectF& room, const std::vector<Column>& columns, const CellSizes& sizes,
                      std::vector<ExhibitFrame>& frames) const {
        double x = room.left();
        for (const Column& column : columns) {
            placeColumn({x, room.top()}, column, sizes, frames);
            x += sizeOf(column, sizes).width() + gapBetween(room, columns, sizes);
        }
    }

    void placeColumn(QPointF corner, const Column& column, const CellSizes& sizes,
                     std::vector<ExhibitFrame>& frames) const {
        for (const std::size_t i : column) {
            frames[i] = frameAt(corner, i, sizes);
            corner.ry() = frames[i].legend.bottom() + metrics_.rowGap;
        }
    }

    ExhibitFrame frameAt(const QPointF& corner, std::size_t i, const CellSizes& sizes) const {
        const double width = sizeOf(i, sizes).width();
        ExhibitFrame frame;
        frame.title = {corner.x(), corner.y(), width, metrics_.titleHeight};
        frame.grid = gridOf(exhibits_[i], cellOf(i, sizes));
        frame.grid.origin = {std::round(corner.x()), std::round(corner.y() + metrics_.titleHeight)};
        frame.legend = {corner.x(), frame.grid.bounds().bottom(), width, metrics_.legendHeight};
        return frame;
    }

    const std::vector<ExhibitSpace>& exhibits_;
    QRectF area_;
    StageMetrics metrics_;
    std::vector<Column> columns_, asides_;
};

}  // namespace

std::vector<ExhibitFrame> layoutStage(const std::vector<ExhibitSpace>& exhibits, const QRectF& area,
                                      const StageMetrics& metrics) {
    return Composer(exhibits, area, metrics).compose();
}

}  // namespace deltascope
