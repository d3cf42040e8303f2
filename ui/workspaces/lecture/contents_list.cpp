#include "ui/workspaces/lecture/contents_list.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

enum ItemData { idRole = Qt::UserRole, progressRole, numberRole };

/// What the lecture's videos are about.
QString videoTitle(const std::string& video) {
    static const std::map<std::string, const char*> titles{{"12.1", "Building blocks"},
                                                           {"12.2", "The network"},
                                                           {"12.3", "The chain rule"},
                                                           {"12.4", "Seen as pictures"},
                                                           {"12.5", "Weight gradients"}};
    const auto found = titles.find(video);
    return found == titles.end() ? QString() : QObject::tr(found->second);
}

class ContentsDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// A long title goes on in a second line; the row is as high for it whether it is the current one or not.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int text = currentTheme().type.body.pixelSize();
        if (isHeading(index)) return {120, text * 2 + 12};
        const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
        const QRect room = textBox({0, 0, view ? view->viewport()->width() : 300, 1000});
        const int needed = QFontMetrics(entryFont(true))
                               .boundingRect(room, Qt::TextWordWrap, index.data(Qt::DisplayRole).toString())
                               .height();
        return {120, std::max(text * 2, needed + text)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isHeading(index)) {
            paintHeading(*painter, option.rect, index);
        } else {
            paintEntry(*painter, option, index);
        }
        painter->restore();
    }

  private:
    static bool isHeading(const QModelIndex& index) { return index.data(idRole).toString().isEmpty(); }

    static void paintHeading(QPainter& painter, const QRect& row, const QModelIndex& index) {
        const Theme& theme = currentTheme();
        const QRect line = row.adjusted(12, 8, -4, 0);
        painter.setFont(theme.type.small);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, index.data(numberRole).toString());
        painter.setFont(theme.type.label);
        painter.setPen(theme.palette.text);
        const QRect rest = line.adjusted(theme.type.small.pixelSize() * 3, 0, 0, 0);
        const QString text = index.data(Qt::DisplayRole).toString();
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(theme.type.label).elidedText(text, Qt::ElideRight, rest.width()));
    }

    static void paintEntry(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
        const Theme& theme = currentTheme();
        const Palette& palette = theme.palette;
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        if (isCurrent || isHovered) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isCurrent ? palette.accentSoft : palette.controlHover);
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), theme.space.controlRadius,
                                    theme.space.controlRadius);
        }
        paintDot(painter, {option.rect.left() + 20.0, option.rect.center().y() + 0.5},
                 index.data(progressRole).toDouble());
        painter.setFont(entryFont(isCurrent));
        painter.setPen(isCurrent ? palette.accentText : palette.text);
        painter.drawText(textBox(option.rect), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                         index.data(Qt::DisplayRole).toString());
    }

    static QFont entryFont(bool isCurrent) {
        const Theme& theme = currentTheme();
        QFont font = withPixelSize(theme.type.body, theme.type.label.pixelSize());
        if (isCurrent) font.setWeight(QFont::DemiBold);
        return font;
    }
    static QRect textBox(const QRect& row) { return row.adjusted(34, 0, -4, 0); }

    /// A ring that fills like a pie with the share of steps seen.
    static void paintDot(QPainter& painter, const QPointF& center, double share) {
        const Palette& palette = currentTheme().palette;
        const QRectF dot(center.x() - 4.5, center.y() - 4.5, 9, 9);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(share > 0 ? palette.accent : palette.mutedText, 1.3));
        painter.drawEllipse(dot);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.accent);
        painter.drawPie(dot, 90 * 16, -static_cast<int>(share * 360 * 16));
    }
};

}  // namespace

ContentsList::ContentsList(const std::vector<WalkthroughKind>& kinds, QWidget* parent) : QListWidget(parent) {
    setItemDelegate(new ContentsDelegate(this));
    setMouseTracking(true);
    setResizeMode(QListView::Adjust);  // another width may take another number of lines
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Table of contents"));
    std::string video;
    for (const WalkthroughKind& kind : kinds) {
        if (kind.video != video) {
            video = kind.video;
            auto* heading = new QListWidgetItem(videoTitle(video), this);
            heading->setData(numberRole, QString::fromStdString(video));
            heading->setFlags(Qt::NoItemFlags);
        }
        auto* item = new QListWidgetItem(QString::fromStdString(kind.title), this);
        item->setData(idRole, QString::fromStdString(kind.id));
        item->setToolTip(QString::fromStdString(kind.subtitle));
    }
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item && !item->data(idRole).toString().isEmpty())
            Q_EMIT chosen(item->data(idRole).toString().toStdString());
    });
    dress();
}

QListWidgetItem* ContentsList::itemOf(const std::string& id) const {
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(idRole).toString().toStdString() == id) return item(row);
    return nullptr;
}

void ContentsList::setCurrent(const std::string& id) {
    const QSignalBlocker quiet(this);
    setCurrentItem(itemOf(id));
}

void ContentsList::setProgress(const std::string& id, double share) {
    if (QListWidgetItem* item = itemOf(id)) {
        item->setData(progressRole, share);
        item->setData(Qt::AccessibleDescriptionRole,
                      tr("%1 % of the steps seen").arg(static_cast<int>(share * 100)));
    }
}

int ContentsList::filter(const QString& words) {
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int shown = 0;
    QListWidgetItem* heading = nullptr;
    for (int row = 0; row < count(); ++row) {
        QListWidgetItem* entry = item(row);
        if (entry->data(idRole).toString().isEmpty()) {
            heading = entry;
            heading->setHidden(true);  // until one of its own is shown
            continue;
        }
        const QString text = entry->data(idRole).toString() + ' ' + entry->text() + ' ' + entry->toolTip();
        const bool isFound = std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        entry->setHidden(!isFound);
        if (isFound && heading) heading->setHidden(false);
        shown += isFound ? 1 : 0;
    }
    return shown;
}

void ContentsList::chooseFirst() {
    for (int row = 0; row < count(); ++row) {
        const std::string id = item(row)->data(idRole).toString().toStdString();
        if (!item(row)->isHidden() && !id.empty()) return Q_EMIT chosen(id);
    }
}

void ContentsList::dress() {
    setStyleSheet(QStringLiteral("QListView { background: transparent; border: none; }"));
}

void ContentsList::changeEvent(QEvent* event) {
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) scheduleDelayedItemsLayout();
}

}  // namespace deltascope
