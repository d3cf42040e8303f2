#include "ui/geometry/stage_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltascope {
namespace {

/// Exhibits that stand one above the other, by their position in the list; columns side by side; lines of
/// columns below each other.
using Column = std::vector<std::size_t>;
using Line = std::vector<Column>;
using Lines = std::vector<Line>;

/// Sizes of cells: one for the pictures, one for the operations.
struct CellSizes {
    double picture = 1, operation = 1;
};

constexpr double decentAside = 2.5;        // pixels a cell: a digit of 28 cells is 70 pixels high
constexpr double gainOfAnotherLine = 1.2;  // a new line must make cells so much larger to be worth it
constexpr double shareForNumbers = 0.6;    // pictures without numbers may shrink to this for those with
constexpr std::size_t mostLines = 4;
constexpr double shareOfSpareAbove = 0.4;  // a little above the middle, where a page looks balanced

constexpr Index mostBannerRows = 2;
constexpr double roomForRows = 14;      // a stage must be so many strips high before a strip takes two rows
constexpr double narrowestShare = 0.8;  // blocks of a strip in one row may be so much narrower than they like

class Composer {
  public:
    Composer(const std::vector<ExhibitSpace>& exhibits, const QRectF& area, const StageMetrics& metrics)
        : exhibits_(exhibits), area_(area), metrics_(metrics) {
        sortByPlacement();
    }

    std::vector<ExhibitFrame> compose() {
        frames_.resize(exhibits_.size());
        placeBanners();
        if (columns_.empty() && asides_.empty()) return std::move(frames_);
        const Plan plan = bestPlan();
        if (plan.asideRoom.isEmpty()) {
            const double spare = area_.height() - sizeOf(plan.lines, plan.sizes).height();
            const double top = std::floor(std::max(0.0, spare) * shareOfSpareAbove);
            const double left = std::floor((area_.width() - widthPlaced(area_, plan.lines, plan.sizes)) / 2);
            placeLines(area_.adjusted(std::max(0.0, left), top, 0, 0), area_.width(), plan.lines, plan.sizes);
        } else {
            placeLines(area_, area_.width(), plan.lines, plan.sizes);
            placeLines(plan.asideRoom, plan.asideRoom.width(), {asides_},
                       sizesOf({asides_}, plan.asideRoom.size(), mostCell() / 2));
        }
        return std::move(frames_);
    }

  private:
    void sortByPlacement() {
        Column open;
        bool isFirst = true;
        for (std::size_t i = 0; i < exhibits_.size(); ++i) {
            const Placement placement = exhibits_[i].placement;
            if (placement == Placement::banner) (isFirst ? above_ : below_).push_back(i);
            if (placement == Placement::aside) asides_.push_back({i});
            if (placement != Placement::inFlow && placement != Placement::operation) continue;
            isFirst = false;
            open.push_back(i);
            if (placement == Placement::inFlow) columns_.push_back(std::exchange(open, {}));
        }
        for (const std::size_t i : open) columns_.push_back({i});  // no result below them: side by side
    }

    /// Banners take their height off the area; the rest is laid out in what remains.
    void placeBanners() {
        for (const std::size_t i : above_) {
            const double height = placeBanner(i, area_.top());
            area_.setTop(std::min(area_.bottom(), area_.top() + height + metrics_.rowGap));
        }
        for (auto i = below_.rbegin(); i != below_.rend(); ++i) {
            const double height = placeBanner(*i, area_.top());  // to know how high it gets
            placeBanner(*i, area_.bottom() - height);
            area_.setBottom(std::max(area_.top(), area_.bottom() - height - metrics_.rowGap));
        }
    }

    /// The cells of a banner are as wide as the stage allows, and of a height of their own.
    CellSizes bannerSizes(std::size_t i) const {
        const double side = std::isfinite(exhibits_[i].mostCell) ? exhibits_[i].mostCell : 32;
        return {side, side};
    }
    double placeBanner(std::size_t i, double top) {
        frames_[i] = frameAt({area_.left(), top}, i, bannerSizes(i));
        GridGeometry& grid = frames_[i].grid;
        const Index inOneRow = std::min(grid.mapsPerRow, grid.extent.maps);
        const Index mostRows = area_.height() > roomForRows * grid.cell ? mostBannerRows : 1;
        for (Index rows = 1; rows <= mostRows; ++rows) {
            grid.mapsPerRow = (inOneRow + rows - 1) / rows;
            const auto across = static_cast<double>(grid.mapsPerRow * grid.extent.columns);
            const double room = area_.width() - exhibits_[i].labelWidth - (across - 1) * grid.mapGap - 1;
            grid.aspect = std::max(0.5, std::min(exhibits_[i].aspect, room / across / grid.cell));
            if (grid.extent.maps == 1 || grid.aspect >= exhibits_[i].aspect * narrowestShare) break;
        }
        for (QRectF* line : {&frames_[i].title, &frames_[i].legend}) line->setWidth(grid.size().width());
        return frames_[i].bounds().height();
    }

    GridGeometry gridOf(std::size_t i, double cell) const {
        const ExhibitSpace& space = exhibits_[i];
        const double gap = space.mapGap >= 0 ? space.mapGap * cell : std::clamp(cell / 2, 3.0, 10.0);
        const Index across = space.mapsPerRow > 0 ? space.mapsPerRow : mapsPerRow(space.extent.maps);
        return {space.extent, {}, cell, gap, across, space.aspect};
    }
    bool isDetail(std::size_t i) const {
        return exhibits_[i].placement == Placement::operation || exhibits_[i].isDetail;
    }
    double cellOf(std::size_t i, const CellSizes& sizes) const {
        const ExhibitSpace& space = exhibits_[i];
        const double side = isDetail(i) ? sizes.operation : sizes.picture;
        return std::clamp(side, space.leastCell, space.mostCell);
    }
    double titleHeight(std::size_t i) const { return exhibits_[i].titleWidth > 0 ? metrics_.titleHeight : 0; }
    double legendHeight(std::size_t i) const { return exhibits_[i].hasLegend ? metrics_.legendHeight : 0; }

    QSizeF sizeOf(std::size_t i, const CellSizes& sizes) const {
        const QSizeF grid = gridOf(i, cellOf(i, sizes)).size();
        return {std::max({grid.width() + exhibits_[i].labelWidth, exhibits_[i].titleWidth,
                          exhibits_[i].hasLegend ? exhibits_[i].legendWidth : 0}),
                grid.height() + titleHeight(i) + legendHeight(i)};
    }
    QSizeF sizeOf(const Column& column, const CellSizes& sizes) const {
        QSizeF total(0, -metrics_.rowGap);
        for (const std::size_t i : column) {
            const QSizeF one = sizeOf(i, sizes);
            total = {std::max(total.width(), one.width()), total.height() + one.height() + metrics_.rowGap};
        }
        return total;
    }
    QSizeF sizeOf(const Line& line, const CellSizes& sizes) const {
        QSizeF total(-gapOf(line), 0);
        for (const Column& column : line) {
            const QSizeF one = sizeOf(column, sizes);
            total = {total.width() + one.width() + gapOf(line), std::max(total.height(), one.height())};
        }
        return total;
    }
    QSizeF sizeOf(const Lines& lines, const CellSizes& sizes) const {
        QSizeF total(0, -metrics_.rowGap);
        for (const Line& line : lines) {
            const QSizeF one = sizeOf(line, sizes);
            total = {std::max(total.width(), one.width()), total.height() + one.height() + metrics_.rowGap};
        }
        return total;
    }
    /// Connectors run between main exhibits, not between asides.
    double gapOf(const Line& line) const {
        const bool areAsides = !line.empty() && exhibits_[line.front().front()].placement == Placement::aside;
        return areAsides ? 2 * metrics_.rowGap : metrics_.columnGap;
    }
    bool fits(const Lines& lines, const CellSizes& sizes, const QSizeF& room) const {
        const QSizeF size = sizeOf(lines, sizes);
        return size.width() <= room.width() && size.height() <= room.height();
    }

    /// The largest cell up to `most` that fits: whole pixels first, then ever smaller fractions.
    double largestCell(const Lines& lines, const QSizeF& room, double most) const {
        for (double cell = std::floor(most); cell >= 1; --cell)
            if (fits(lines, {cell, cell}, room)) return cell;
        for (double cell = 0.75; cell > 0.01; cell *= 0.75)
            if (fits(lines, {cell, cell}, room)) return cell;
        return 0;
    }

    /// Cells grow with the stage, so that a projected picture is filled and a small window not crowded.
    double mostCell() const {
        return std::max(40.0, std::min(area_.width(), area_.height()) / (asides_.empty() ? 5.5 : 10));
    }

    CellSizes sizesOf(const Lines& lines, const QSizeF& room, double most) const {
        const double cell = largestCell(lines, room, most);
        return {cell, cell};
    }

    CellSizes mainSizes(const Lines& lines, const QSizeF& room) const {
        const CellSizes best = sizesOf(lines, room, mostCell());
        const double readable = metrics_.readableCell;
        if (best.picture >= readable) return best;
        for (double cell = best.picture; cell >= shareForNumbers * best.picture && cell >= 1; --cell)
            if (fits(lines, {cell, readable}, room)) return {cell, readable};
        return best;
    }

    bool mayBreakBefore(std::size_t column) const {
        return !exhibits_[columns_[column].front()].isTied && !exhibits_[columns_[column - 1].back()].isTied;
    }

    /// The columns in `count` lines of about the same width.
    Lines inLines(std::size_t count) const {
        constexpr CellSizes reference{12, 12};
        const double whole = sizeOf(Line(columns_), reference).width();
        Lines lines(1);
        double used = 0;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const double width = sizeOf(columns_[c], reference).width() + metrics_.columnGap;
            const double end = whole * static_cast<double>(lines.size()) / static_cast<double>(count);
            const bool isFull = used + width / 2 > end && lines.size() < count;
            if (!lines.back().empty() && isFull && mayBreakBefore(c)) lines.push_back({});
            lines.back().push_back(columns_[c]);
            used += width;
        }
        return lines;
    }

    /// As few lines as do not cost the cells much of their size.
    Lines bestLines(const QSizeF& room) const {
        Lines best = inLines(1);
        double cell = largestCell(best, room, mostCell());
        for (std::size_t count = 2; count <= std::min(mostLines, columns_.size()); ++count) {
            Lines lines = inLines(count);
            const double larger = largestCell(lines, room, mostCell());
            if (larger < gainOfAnotherLine * cell || larger <= 0) continue;
            best = std::move(lines);
            cell = larger;
        }
        return best;
    }

    /// Sizes of the main exhibits' cells and what that leaves for the asides; no room: the asides are left
    /// out.
    struct Plan {
        Lines lines;
        CellSizes sizes;
        QRectF asideRoom = {};
    };

    /// The plan with the largest main cells of those that show the asides; without them only if they would
    /// cost the main exhibits their numbers, or a quarter of their size.
    Plan bestPlan() const {
        Plan alone{bestLines(area_.size()), {}};
        alone.sizes = mainSizes(alone.lines, area_.size());
        if (asides_.empty()) return alone;
        const Plan below = planBelow(), beside = planInNook(alone.sizes.picture);
        const Plan& best = beside.sizes.picture > below.sizes.picture ? beside : below;
        const double needed = std::min(metrics_.readableCell, 0.75 * alone.sizes.picture);
        return best.sizes.picture >= needed ? best : alone;
    }

    /// Asides in a row below everything, a third of the height at most.
    Plan planBelow() const {
        const QSizeF most(area_.width(), area_.height() / 3);
        const double height = sizeOf(asides_, sizesOf({asides_}, most, mostCell() / 2)).height();
        const QSizeF room(area_.width(), area_.height() - height - metrics_.rowGap);
        Plan plan{bestLines(room), {}};
        plan.sizes = mainSizes(plan.lines, room);
        const double top = area_.top() + sizeOf(plan.lines, plan.sizes).height() + metrics_.rowGap;
        plan.asideRoom = {area_.left(), top, area_.width(), area_.bottom() - top};
        return plan;
    }

    /// Asides below the columns before the last one, which takes the whole height: the largest cells up to
    /// `most` that leave them a decent size.
    Plan planInNook(double most) const {
        if (columns_.size() < 2) return {};
        const Line all(columns_), before(columns_.begin(), columns_.end() - 1);
        for (double cell = most; cell >= 1; --cell) {
            const CellSizes sizes{cell, cell};
            if (!fits({all}, sizes, area_.size())) continue;
            const QSizeF taken = sizeOf(before, sizes);
            const double top = area_.top() + taken.height() + metrics_.rowGap;
            const double width = taken.width() + gapBetween(area_.width(), all, sizes) - metrics_.rowGap;
            const QRectF nook(area_.left(), top, width, area_.bottom() - top);
            if (largestCell({asides_}, nook.size(), mostCell() / 2) < decentAside) continue;
            return {{all}, sizes, nook};
        }
        return {};
    }

    /// Spare width goes between the columns of a line, up to twice the usual gap.
    double gapBetween(double room, const Line& line, const CellSizes& sizes) const {
        const double spare = std::max(0.0, room - sizeOf(line, sizes).width());
        const double gap = gapOf(line);
        return gap + std::min(spare / static_cast<double>(line.size() + 1), gap);
    }

    /// What the widest line takes of `room`.
    double widthPlaced(const QRectF& room, const Lines& lines, const CellSizes& sizes) const {
        double widest = 0;
        for (const Line& line : lines) {
            const double added = gapBetween(room.width(), line, sizes) - gapOf(line);
            widest =
                std::max(widest, sizeOf(line, sizes).width() + added * static_cast<double>(line.size() - 1));
        }
        return widest;
    }

    /// Lines begin at one left edge, so that what stands below each other lines up; `room` is the width there
    /// is in all.
    void placeLines(const QRectF& area, double room, const Lines& lines, const CellSizes& sizes) {
        double top = area.top();
        for (const Line& line : lines) {
            placeColumns({area.left(), top}, gapBetween(room, line, sizes), line, sizes);
            top += sizeOf(line, sizes).height() + metrics_.rowGap;
        }
    }

    void placeColumns(QPointF corner, double gap, const Line& line, const CellSizes& sizes) {
        for (const Column& column : line) {
            placeColumn(corner, column, sizes);
            corner.rx() += sizeOf(column, sizes).width() + gap;
        }
    }

    void placeColumn(QPointF corner, const Column& column, const CellSizes& sizes) {
        for (const std::size_t i : column) {
            if (cellOf(i, sizes) <= 0) continue;
            frames_[i] = frameAt(corner, i, sizes);
            corner.ry() = frames_[i].legend.bottom() + metrics_.rowGap;
        }
    }

    ExhibitFrame frameAt(const QPointF& corner, std::size_t i, const CellSizes& sizes) const {
        const double width = sizeOf(i, sizes).width();
        ExhibitFrame frame;
        frame.isPlaced = true;
        frame.isDetail = isDetail(i);
        frame.title = {corner.x(), corner.y(), width, titleHeight(i)};
        frame.grid = gridOf(i, cellOf(i, sizes));
        frame.grid.origin = {std::round(corner.x()), std::round(corner.y() + titleHeight(i))};
        const QRectF grid = frame.grid.bounds();
        frame.legend = {corner.x(), grid.bottom(), width, legendHeight(i)};
        if (exhibits_[i].labelWidth > 0) {
            frame.labels = {grid.right(), grid.top(), exhibits_[i].labelWidth, grid.height()};
        }
        return frame;
    }

    const std::vector<ExhibitSpace>& exhibits_;
    QRectF area_;
    StageMetrics metrics_;
    Line columns_, asides_;
    std::vector<std::size_t> above_, below_;
    std::vector<ExhibitFrame> frames_;
};

}  // namespace

QRectF ExhibitFrame::bounds() const {
    QRectF all = grid.bounds();
    for (const QRectF* part : {&title, &legend, &labels})
        if (!part->isEmpty()) all |= *part;
    return all;
}

std::vector<ExhibitFrame> layoutStage(const std::vector<ExhibitSpace>& exhibits, const QRectF& area,
                                      const StageMetrics& metrics) {
    return Composer(exhibits, area, metrics).compose();
}

}  // namespace deltascope
