#pragma once

#include <QLayout>
#include <vector>

namespace deltascope {

/// Puts widgets in a row and goes on in the next line where the width ends, as words do. Widgets of a line
/// share its middle.
class FlowLayout : public QLayout {
  public:
    FlowLayout(int gap, int lineGap);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override { items_.push_back(item); }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

  private:
    using Line = std::vector<QLayoutItem*>;
    std::vector<Line> linesFor(int width) const;
    void placeLine(const Line& line, const QRect& rect) const;
    int arrange(const QRect& rect, bool place) const;

    std::vector<QLayoutItem*> items_;
    int gap_, lineGap_;
};

}  // namespace deltascope
