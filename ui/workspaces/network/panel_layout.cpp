#include "ui/workspaces/network/panel_layout.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

using PanelForm = TensorPanel::Form;

constexpr int unitsInOneColumn = 24;
constexpr double loneMap = 1.8;     // a single column of maps where others need several may be larger
constexpr double mostPitch = 1.35;  // of a map's height: more spread looks lost

/// A way to arrange one panel: how many side by side, and how large each is.
struct Arrangement {
    int perRow = 1;
    QSizeF map;
    double width = 0, gap = 0;
};

class Arranger {
  public:
    Arranger(double height, const LayoutMetrics& metrics) : height_(height), metrics_(metrics) {}

    /// The panel with maps of height `side`, or lower where a column would not fit.
    Arrangement arrange(const TensorPanel& panel, double side) const {
        switch (panel.form) {
            case PanelForm::maps:
                return maps(panel, side);
            case PanelForm::matrix:
                return matrix(panel, side);
            case PanelForm::units:
                return units(panel, side);
            default:
                return bars(panel, side);
        }
    }

  private:
    Arrangement maps(const TensorPanel& panel, double side) const {
        const double gap = panel.perRow > 0 ? std::min(2.0, 0.2 * side) : metrics_.mapGap;
        const int perColumn = std::max(1, static_cast<int>((height_ + gap) / (side + gap)));
        Arrangement result;
        result.perRow = panel.perRow > 0 ? panel.perRow : (panel.maps + perColumn - 1) / perColumn;
        const int rows = (panel.maps + result.perRow - 1) / result.perRow;
        const bool isNarrow = panel.maps == 1 || panel.perRow == 1;
        const double wanted = isNarrow ? loneMap * side : side;
        const double high = std::max(1.0, std::min(wanted, (height_ + gap) / rows - gap));
        result.map = QSizeF(high * panel.columns / panel.rows, high);
        result.width = result.perRow * (result.map.width() + gap) - gap;
        result.gap = gap;
        return result;
    }

    /// Rows and columns may differ by much: cells need not be square.
    Arrangement matrix(const TensorPanel& panel, double side) const {
        const double cell = std::min(height_ / panel.rows, 24.0);
        const double high = std::min(height_, cell * panel.rows);
        const double wide =
            std::max(std::clamp(high * panel.columns / panel.rows, 8.0, 1.6 * side), metrics_.leastColumn);
        return {1, QSizeF(wide, high), wide, 0};
    }

    Arrangement units(const TensorPanel& panel, double side) const {
        if (panel.rows <= unitsInOneColumn) {
            const double high =
                std::min(height_ / panel.rows, std::max(0.6 * side + 6, metrics_.leastColumn));
            const double wide = std::max(std::min(high, 0.5 * side + 6), metrics_.leastColumn);
            return {1, QSizeF(wide, high), wide, 0};
        }
        const double width = std::max(1.1 * side, metrics_.leastColumn);
        const int perRow =
            std::clamp(static_cast<int>(std::lround(std::sqrt(panel.rows * width / height_))), 1, panel.rows);
        const int rows = (panel.rows + perRow - 1) / perRow;
        return {perRow, QSizeF(width / perRow, std::min(height_ / rows, width / perRow * 1.4)), width, 0};
    }

    Arrangement bars(const TensorPanel& panel, double side) const {
        const double width = std::clamp(2.2 * side, metrics_.leastBars, 2.4 * metrics_.leastBars);
        return {1, QSizeF(width, std::min(height_ / panel.rows, 0.6 * side + 6)), width, 0};
    }

    double height_;
    const LayoutMetrics& metrics_;
};

double widthOf(const std::vector<Arrangement>& all) {
    double width = 0;
    for (const Arrangement& one : all) width += one.width;
    return width;
}

std::vector<Arrangement> arrangeAll(std::span<const TensorPanel> panels, const Arranger& arranger,
                                    double side) {
    std::vector<Arrangement> all;
    for (const TensorPanel& panel : panels) all.push_back(arranger.arrange(panel, side));
    return all;
}

/// The largest maps with which everything fits into `room`; more columns for some panel may make smaller maps
/// narrower and larger ones wider, so every size is tried.
std::vector<Arrangement> largestThatFits(std::span<const TensorPanel> panels, const Arranger& arranger,
                                         double height, double room) {
    for (double side = std::min(height, 260.0); side > 1; side -= 1) {
        auto all = arrangeAll(panels, arranger, side);
        if (widthOf(all) <= room) return all;
    }
    // Hundreds of kernels: not even a pixel for each cell, so all are squeezed.
    auto all = arrangeAll(panels, arranger, 1);
    const double share = std::min(1.0, room / widthOf(all));
    for (Arrangement& one : all)
        one = {one.perRow, {one.map.width() * share, one.map.height()}, one.width * share, one.gap * share};
    return all;
}

/// Lets panels with few maps use the height that they leave free, as far as `room` suffices.
void growInto(double height, double room, std::span<const TensorPanel> panels, const LayoutMetrics& metrics,
              std::vector<Arrangement>& all) {
    for (double factor = 1.6; factor > 1; factor -= 0.05) {
        std::vector<Arrangement> grown = all;
        for (std::size_t i = 0; i < grown.size(); ++i) {
            if (panels[i].form != PanelForm::maps || panels[i].perRow > 0) continue;
            const int rows = (panels[i].maps + grown[i].perRow - 1) / grown[i].perRow;
            const double high =
                std::min(grown[i].map.height() * factor, (height + metrics.mapGap) / rows - metrics.mapGap);
            if (high <= grown[i].map.height()) continue;
            grown[i].map = QSizeF(high * panels[i].columns / panels[i].rows, high);
            grown[i].width = grown[i].perRow * (grown[i].map.width() + metrics.mapGap) - metrics.mapGap;
        }
        if (widthOf(grown) > room) continue;
        all = std::move(grown);
        return;
    }
}

PanelPlace placeOf(const TensorPanel& panel, const Arrangement& arranged, double left, const QRectF& area,
                   const LayoutMetrics& metrics) {
    PanelPlace place;
    const int count =
        panel.form == PanelForm::maps || panel.form == PanelForm::matrix ? panel.maps : panel.rows;
    const int rows = (count + arranged.perRow - 1) / arranged.perRow;
    const double top = area.top() + metrics.titleHeight;
    const double height = area.height() - metrics.titleHeight - metrics.legendHeight;
    const bool isStack = panel.form == PanelForm::maps;
    const double gap = arranged.gap;
    place.perRow = arranged.perRow;
    place.map = arranged.map;
    const double spread =
        rows > 1 && isStack && panel.perRow == 0 ? (height - arranged.map.height()) / (rows - 1) : 0;
    place.pitch =
        QSizeF(arranged.map.width() + gap,
               std::max(arranged.map.height() + gap, std::min(spread, mostPitch * arranged.map.height())));
    const double used = (rows - 1) * place.pitch.height() + arranged.map.height();
    place.body = QRectF(left, top + (height - used) / 2, arranged.width, used);
    place.title = QRectF(left, area.top(), arranged.width, metrics.titleHeight);
    place.legend = QRectF(left, area.bottom() - metrics.legendHeight, arranged.width, metrics.legendHeight);
    return place;
}

}  // namespace

QRectF PanelPlace::mapRect(int index) const {
    return {body.left() + index % perRow * pitch.width(), body.top() + index / perRow * pitch.height(),
            map.width(), map.height()};
}

std::vector<PanelPlace> layOutPanels(std::span<const TensorPanel> panels, const QRectF& area,
                                     const LayoutMetrics& metrics) {
    const double height = area.height() - metrics.titleHeight - metrics.legendHeight;
    if (panels.empty() || height < 8 || area.width() < 8) return {};
    // With many panels the gaps take no more than a third.
    const double gaps = std::min(static_cast<double>(panels.size() - 1) * metrics.panelGap, area.width() / 3);
    const double room = area.width() - gaps;
    auto all = largestThatFits(panels, Arranger(height, metrics), height, room);
    growInto(height, room, panels, metrics, all);
    const double left = area.width() - widthOf(all);
    const double gap =
        panels.size() > 1 ? std::min(left / static_cast<double>(panels.size() - 1), 5 * metrics.panelGap) : 0;
    double x = area.left() + (left - gap * static_cast<double>(panels.size() - 1)) / 2;
    std::vector<PanelPlace> places;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        places.push_back(placeOf(panels[i], all[i], x, area, metrics));
        // Names may reach into the gap on the right.
        places.back().title.setWidth(all[i].width + gap - 7);
        x += all[i].width + gap;
    }
    for (std::size_t i = panels.size(); i-- > 0;) {
        places[i].nameRoom = places[i].title.width();
        if (i + 1 < panels.size() && panels[i + 1].title.isEmpty())
            places[i].nameRoom = places[i + 1].title.left() + places[i + 1].nameRoom - places[i].title.left();
    }
    return places;
}

std::optional<Index> offsetAt(const TensorPanel& panel, const PanelPlace& place, const QPointF& point) {
    if (!place.body.contains(point)) return std::nullopt;
    const QPointF from = point - place.body.topLeft();
    const int column = static_cast<int>(from.x() / place.pitch.width()),
              row = static_cast<int>(from.y() / place.pitch.height());
    const int index = row * place.perRow + column;
    if (column >= place.perRow) return std::nullopt;
    if (panel.form == PanelForm::units || panel.form == PanelForm::bars)
        return index < panel.rows ? std::optional<Index>(index) : std::nullopt;
    if (index >= panel.maps) return std::nullopt;
    const QPointF inside = point - place.mapRect(index).topLeft();
    if (inside.x() >= place.map.width() || inside.y() >= place.map.height()) return std::nullopt;
    const Index offset = panel.offsetOf(index, static_cast<int>(inside.y() / place.map.height() * panel.rows),
                                        static_cast<int>(inside.x() / place.map.width() * panel.columns));
    return offset < 0 ? std::nullopt : std::optional(offset);
}

QRectF cellRect(const TensorPanel& panel, const PanelPlace& place, Index offset) {
    if (panel.form == PanelForm::units || panel.form == PanelForm::bars)
        return place.mapRect(static_cast<int>(offset));
    const Index size = static_cast<Index>(panel.rows) * panel.columns, within = offset % size;
    const QRectF map = place.mapRect(static_cast<int>(offset / size));
    const double wide = map.width() / panel.columns, high = map.height() / panel.rows;
    return {map.left() + static_cast<double>(within % panel.columns) * wide,
            map.top() + static_cast<double>(within / panel.columns) * high, wide, high};
}

}  // namespace deltascope
