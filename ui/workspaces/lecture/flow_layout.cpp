#include "ui/workspaces/lecture/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace deltascope {

FlowLayout::FlowLayout(int gap, int lineGap) : gap_(gap), lineGap_(lineGap) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    for (QLayoutItem* item : items_) delete item;
}

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    QLayoutItem* item = itemAt(index);
    if (item) items_.erase(items_.begin() + index);
    return item;
}

QSize FlowLayout::sizeHint() const {
    QSize size(0, 0);
    for (const QLayoutItem* item : items_) {
        if (item->isEmpty()) continue;
        const QSize one = item->sizeHint();
        size = {size.width() + (size.width() > 0 ? gap_ : 0) + one.width(),
                std::max(size.height(), one.height())};
    }
    return size;
}

QSize FlowLayout::minimumSize() const {
    QSize size(0, 0);
    for (const QLayoutItem* item : items_) size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

std::vector<FlowLayout::Line> FlowLayout::linesFor(int width) const {
    std::vector<Line> lines;
    int x = 0;
    for (QLayoutItem* item : items_) {
        if (item->isEmpty()) continue;
        const int needed = item->sizeHint().width();
        if (lines.empty() || x + needed > width) {
            lines.emplace_back();
            x = 0;
        }
        lines.back().push_back(item);
        x += needed + gap_;
    }
    return lines;
}

void FlowLayout::placeLine(const Line& line, const QRect& rect) const {
    int x = rect.left();
    for (QLayoutItem* item : line) {
        const QSize size = item->sizeHint();
        item->setGeometry({{x, rect.top() + (rect.height() - size.height()) / 2}, size});
        x += size.width() + gap_;
    }
}

/// Returns the height that `rect`'s width leads to; moves the items there if `place`.
int FlowLayout::arrange(const QRect& rect, bool place) const {
    int y = rect.top();
    for (const Line& line : linesFor(rect.width())) {
        int height = 0;
        for (const QLayoutItem* item : line) height = std::max(height, item->sizeHint().height());
        if (place) placeLine(line, {rect.left(), y, rect.width(), height});
        y += height + lineGap_;
    }
    return std::max(0, y - lineGap_ - rect.top());
}

}  // namespace deltascope
