#include "ui/workspaces/network/likes_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/data/fitted_picture.h"
#include "core/explain/reach.h"
#include "core/lesson/network_exhibits.h"
#include "core/network/initialise.h"
#include "ui/painting/grid_painter.h"
#include "ui/painting/number_label.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr Index searched = 1000;  // pictures: about a second
constexpr std::size_t shownExamples = 8;
constexpr Index mostKernels = 16;
constexpr std::uint64_t untrainedSeed = 1;

/// Grids of the same size side by side, with a frame on the cells that matter and a caption below each.
class PictureRow : public QWidget {
  public:
    struct Item {
        Tensor<double> values;
        ValueRange range;
        QString caption;
        std::optional<CellBox> frame;
    };
    PictureRow(std::vector<Item> items, int side, QWidget* parent = nullptr)
        : QWidget(parent), items_(std::move(items)), side_(side) {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override {
        const bool hasCaptions = !items_.empty() && !items_.front().caption.isEmpty();
        return {static_cast<int>(items_.size()) * (side_ + gap) - gap + 2,
                side_ + 2 + (hasCaptions ? 2 * QFontMetrics(currentTheme().type.small).height() + 6 : 0)};
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        for (std::size_t i = 0; i < items_.size(); ++i) paintItem(painter, i);
    }

  private:
    static constexpr int gap = 12;

    void paintItem(QPainter& painter, std::size_t i) const {
        const Item& item = items_[i];
        const Theme& theme = currentTheme();
        GridGeometry grid;
        grid.extent = {1, item.values.shape()[0], item.values.shape()[1], 0, 0};
        grid.origin = QPointF(1 + static_cast<double>(i) * (side_ + gap), 1);
        grid.cell =
            static_cast<double>(side_) / static_cast<double>(std::max(grid.extent.rows, grid.extent.columns));
        paintGrid(painter, grid, {item.values, item.range, item.values.size()}, theme);
        if (item.frame) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme.palette.activation.strong, 2));
            painter.drawRect(grid.cellsRect(0, static_cast<double>(item.frame->top),
                                            static_cast<double>(item.frame->left),
                                            static_cast<double>(item.frame->bottom - item.frame->top + 1),
                                            static_cast<double>(item.frame->right - item.frame->left + 1)));
        }
        painter.setFont(theme.type.small);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(QRectF(grid.origin.x(), side_ + 6, side_, height() - side_ - 6),
                         Qt::AlignHCenter | Qt::AlignTop, item.caption);
    }

    std::vector<Item> items_;
    int side_;
};

QLabel* text(const QString& words, TextRole role) {
    auto* label = new QLabel(words);
    setTextRole(*label, role);
    return label;
}

/// The layer whose weights made the unit: its own, or the next below.
int weightedLayer(const Network<double>& network, int layer) {
    while (layer > 0 && network.parametersOf(layer).first == network.parametersOf(layer).second) --layer;
    return layer;
}

/// The weights into one unit as grids: a kernel for each input channel, or the row of a matrix folded like
/// what it reads.
std::vector<Tensor<double>> kernelsOf(const Network<double>& network, int layer, Index unit) {
    const Tensor<double>& weights = network.parameters()[network.parametersOf(layer).first];
    const Shape& shape = weights.shape();
    const Shape folded = shape.rank() == 4 ? shape.inner() : network.outputShape(layer - 1);
    const Shape grid = folded.rank() == 3 ? folded : Shape{1, 1, folded.size()};
    const auto row = weights.slice(unit);
    std::vector<Tensor<double>> kernels;
    for (Index c = 0; c < std::min(grid[0], mostKernels); ++c)
        kernels.emplace_back(grid.inner(), row.subspan(static_cast<std::size_t>(c * grid.inner().size()),
                                                       static_cast<std::size_t>(grid.inner().size())));
    return kernels;
}

/// One scale for the kernels before and after training: growth must be seen.
ValueRange rangeOver(const std::vector<Tensor<double>>& some, const std::vector<Tensor<double>>& others) {
    std::vector<double> all;
    for (const auto* kernels : {&some, &others})
        for (const auto& kernel : *kernels)
            all.insert(all.end(), kernel.values().begin(), kernel.values().end());
    return ValueRange::of(ValueScale::signedValue, all);
}

PictureRow* kernelRow(const std::vector<Tensor<double>>& kernels, const ValueRange& range) {
    std::vector<PictureRow::Item> items;
    for (const auto& kernel : kernels) items.push_back({kernel, range, {}, {}});
    return new PictureRow(std::move(items), kernels.size() > 8 ? 48 : 80);
}

Tensor<double> pictureOf(const NetworkSession& session, Index i) {
    return fittedPicture(session.shelf().at(i).picture, session.network().outputShape(0));
}

/// The first channel of a picture, for looking at.
Tensor<double> asGrid(const Tensor<double>& picture) {
    const Shape& shape = picture.shape();
    if (shape.rank() == 3) return Tensor<double>(shape.inner(), picture.slice(0));
    return picture.reshaped({1, picture.size()});
}

PictureRow* exampleRow(const NetworkSession& session, const UnitOfLayer& unit,
                       const std::vector<ExcitedExample>& excited) {
    std::vector<PictureRow::Item> items;
    for (const ExcitedExample& one : excited) {
        const LabelledPicture labelled = session.shelf().at(one.example);
        const auto field = receptiveField(session.network(), unit.layer, one.offset);
        PictureRow::Item item{asGrid(pictureOf(session, one.example)),
                              {ValueScale::intensity, 0, 1},
                              QObject::tr("no. %1\n%2").arg(one.example).arg(numberLabel(one.value, 4)),
                              {}};
        if (!field.empty() && !field.back().offsets.empty())
            item.frame = boxAround(field.back(), session.network().outputShape(0));
        items.push_back(std::move(item));
    }
    return new PictureRow(std::move(items), 84);
}

QString unitWords(const NetworkSession& session, const UnitOfLayer& unit) {
    const QString layer = QString::fromStdString(layerTitle(session.network().layerName(unit.layer)));
    const bool isMap = session.network().outputShape(unit.layer).rank() == 3;
    return isMap ? QObject::tr("%1, map %2").arg(layer).arg(unit.first / unit.size)
                 : QObject::tr("%1, unit %2").arg(layer).arg(unit.first);
}

}  // namespace

std::optional<UnitOfLayer> unitOf(const Example& example, const Cell& cell) {
    const auto* entry = example.explainer().ledger().find(cell.tensor);
    if (!entry || entry->layer == 0 || cell.index.empty()) return std::nullopt;
    if (entry->kind == TensorKind::label || entry->kind == TensorKind::loss) return std::nullopt;
    const Shape& output = example.network().outputShape(entry->layer);
    // A parameter's first index is the map or unit that it makes.
    if (output.rank() == 3) {
        const Index size = output.inner().size();
        return UnitOfLayer{entry->layer, cell.index.front() * size, size};
    }
    return UnitOfLayer{entry->layer, cell.index.front(), 1};
}

LikesDialog::LikesDialog(const NetworkSession& session, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("What excites it"));
    auto* page = new QVBoxLayout(this);
    const int margin = currentTheme().space.large;
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(currentTheme().space.small);
    const auto unit = unitOf(session.example(), session.chosen());
    auto* close = new QPushButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    if (!unit) {
        page->addWidget(
            text(tr("Choose a number above the input first: a unit, a map or a weight."), TextRole::body));
        page->addWidget(close, 0, Qt::AlignRight);
        return;
    }
    page->addWidget(text(unitWords(session, *unit), TextRole::heading));
    const int layer = weightedLayer(session.network(), unit->layer);
    const Index row = unit->first / unit->size;
    if (layer > 0 && row < session.network().outputShape(layer)[0]) {
        Network<double> untrained = session.network();
        initialise(untrained, {InitialScheme::xavier, 1, untrainedSeed});
        const auto trained = kernelsOf(session.network(), layer, row),
                   other = kernelsOf(untrained, layer, row);
        const ValueRange range = rangeOver(trained, other);
        const QString name = QString::fromStdString(layerTitle(session.network().layerName(layer)));
        page->addWidget(text(tr("Its weights in %1, from −%2 to %2").arg(name, numberLabel(range.high, 3)),
                             TextRole::label));
        page->addWidget(kernelRow(trained, range));
        page->addWidget(
            text(tr("The same in an untrained network, seed %1, on the same scale").arg(untrainedSeed),
                 TextRole::label));
        page->addWidget(kernelRow(other, range));
    }
    const Index count = std::min(searched, session.shelf().count);
    excited_ = mostExcitingExamples<double>(
        session.network(), *unit, count, [&](Index i) { return pictureOf(session, i); }, shownExamples);
    page->addSpacing(currentTheme().space.small);
    page->addWidget(text(tr("What excites it most among the first %1 of %2, and the part it sees")
                             .arg(count)
                             .arg(QString::fromStdString(session.shelf().name)),
                         TextRole::label));
    page->addWidget(exampleRow(session, *unit, excited_));
    page->addWidget(close, 0, Qt::AlignRight);
}

}  // namespace deltascope
