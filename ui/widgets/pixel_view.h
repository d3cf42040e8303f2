#pragma once

#include <QWidget>
#include <span>
#include <vector>

namespace deltascope {

/// One small grey picture, every pixel a sharp square: what the network sees.
class PixelView : public QWidget {
    Q_OBJECT

  public:
    /// A picture of rows x columns, shown `side` pixels wide.
    PixelView(int rows, int columns, int side, QWidget* parent = nullptr);

    /// Ink 0 .. 1, row-major; empty: nothing to see.
    void setPixels(std::span<const float> ink);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    int rows_, columns_;
    std::vector<float> ink_;
};

}  // namespace deltascope
