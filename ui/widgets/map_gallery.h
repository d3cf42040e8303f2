#pragma once

#include <QWidget>
#include <optional>
#include <span>
#include <vector>

#include "core/tensor/shape.h"
#include "ui/widgets/gallery_layout.h"
#include "ui/widgets/map_image.h"

namespace deltascope {

/// A layer as the gallery shows it.
struct GalleryLayer {
    QString title;   ///< "Conv 1"
    QString tensor;  ///< name in addresses: "sigmoid1.output"
    Shape shape;     ///< of one example: maps x rows x columns, or a vector, shown as a strip
};

/// All feature maps of a network, layer below layer, as crisp pictures on a scale per layer whose ends stand
/// beside the title. The mouse over a cell shows its address and value.
class MapGallery : public QWidget {
    Q_OBJECT

  public:
    explicit MapGallery(QWidget* parent = nullptr);

    void setLayers(std::vector<GalleryLayer> layers);
    /// The values of layer number `layer`, row-major, as many as its shape has; empty: not known.
    void setValues(std::size_t layer, std::span<const float> values);
    /// "sigmoid1.output[2,5,5]" of a cell; empty past the end of a strip.
    QString addressOf(const GalleryCell& cell) const;
    /// Where the layers lie now.
    const std::vector<GalleryPlace>& places() const { return places_; }

    QSize sizeHint() const override { return {440, 620}; }
    QSize minimumSizeHint() const override { return {200, 320}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    void arrange();
    void paintLayer(QPainter& painter, std::size_t layer) const;
    void paintTitle(QPainter& painter, std::size_t layer) const;
    /// Returns where it begins on the left.
    int paintLegend(QPainter& painter, const QRect& title, const MapScale& scale) const;
    void paintHover(QPainter& painter) const;
    void showHover(const QPoint& globalPosition);
    std::size_t offsetOf(const GalleryCell& cell) const;

    std::vector<GalleryLayer> layers_;
    std::vector<GalleryRow> rows_;
    std::vector<std::vector<float>> values_;
    std::vector<GalleryPlace> places_;
    std::optional<GalleryCell> hovered_;
};

}  // namespace deltascope
