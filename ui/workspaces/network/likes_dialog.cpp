#include "ui/workspaces/network/likes_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/explain/reach.h"
#include "core/lesson/network_exhibits.h"
#include "core/network/initialise.h"
#include "ui/painting/grid_painter.h"
#include "ui/painting/number_label.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/text_label.h"

namespace deltascope {
namespace {

constexpr Index mostSearched = 1000;  // pictures
constexpr std::size_t shownExamples = 8;
constexpr Index mostKernels = 16, foldedColumns = 8;
constexpr int exampleSide = 84;
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
        return sizeOf(static_cast<int>(items_.size()), side_, hasCaptions);
    }
    static QSize sizeOf(int count, int side, bool hasCaptions) {
        return {count * (side + gap) - gap + 2,
                side + 2 + (hasCaptions ? 2 * QFontMetrics(currentTheme().type.small).height() + 6 : 0)};
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
    const bool isLong = folded.size() > foldedColumns && folded.size() % foldedColumns == 0;
    const Shape grid = folded.rank() == 3 ? folded
                       : isLong           ? Shape{1, folded.size() / foldedColumns, foldedColumns}
                                          : Shape{1, 1, folded.size()};
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

/// The first channel of a picture, for looking at.
Tensor<double> asGrid(const Tensor<double>& picture) {
    const Shape& shape = picture.shape();
    if (shape.rank() == 3) return Tensor<double>(shape.inner(), picture.slice(0));
    return picture.reshaped({1, picture.size()});
}

PictureRow* exampleRow(const Network<double>& network, const PictureShelf& shelf, const UnitOfLayer& unit,
                       const std::vector<ExcitedExample>& excited) {
    std::vector<PictureRow::Item> items;
    for (const ExcitedExample& one : excited) {
        const auto field = receptiveField(network, unit.layer, one.offset);
        PictureRow::Item item{asGrid(shelfPicture(shelf, one.example, network)),
                              {ValueScale::intensity, 0, 1},
                              QObject::tr("no. %1\n%2").arg(one.example).arg(numberLabel(one.value, 4)),
                              {}};
        if (!field.empty() && !field.back().offsets.empty())
            item.frame = boxAround(field.back(), network.outputShape(0));
        items.push_back(std::move(item));
    }
    return new PictureRow(std::move(items), exampleSide);
}

QString unitWords(const Network<double>& network, const UnitOfLayer& unit) {
    const QString layer = QString::fromStdString(layerTitle(network.layerName(unit.layer)));
    const bool isMap = network.outputShape(unit.layer).rank() == 3;
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

LikesDialog::LikesDialog(const NetworkSession& session, QWidget* parent)
    : QDialog(parent),
      network_(std::make_shared<const Network<double>>(session.network())),
      untrained_(session.untrained()),
      shelf_(std::make_shared<const PictureShelf>(session.shelf())),
      unit_(unitOf(session.example(), session.chosen())),
      page_(new QVBoxLayout(this)) {
    setWindowTitle(tr("What excites it"));
    const int margin = currentTheme().space.large;
    page_->setContentsMargins(margin, margin, margin, margin);
    page_->setSpacing(currentTheme().space.small);
    if (unit_) {
        page_->addWidget(makeLabel(unitWords(*network_, *unit_), TextRole::heading));
        addKernels();
        addSearch();
    } else {
        page_->addWidget(makeLabel(tr("Choose a number above the input first: a unit, a map or a weight."),
                                   TextRole::body));
    }
    auto* close = new QPushButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    page_->addStretch();
    page_->addWidget(close, 0, Qt::AlignRight);
}

void LikesDialog::addKernels() {
    const int layer = weightedLayer(*network_, unit_->layer);
    const Index row = unit_->first / unit_->size;
    if (layer == 0 || row >= network_->outputShape(layer)[0]) return;
    QString before = tr("The same before training, on the same scale");
    if (!untrained_) {
        auto other = std::make_shared<Network<double>>(*network_);
        initialise(*other, {InitialScheme::xavier, 1, untrainedSeed});
        untrained_ = std::move(other);
        before = tr("The same in an untrained network, seed %1, on the same scale").arg(untrainedSeed);
    }
    const auto trained = kernelsOf(*network_, layer, row), other = kernelsOf(*untrained_, layer, row);
    const ValueRange range = rangeOver(trained, other);
    const QString name = QString::fromStdString(layerTitle(network_->layerName(layer)));
    page_->addWidget(makeLabel(tr("Its weights in %1, from −%2 to %2").arg(name, numberLabel(range.high, 3)),
                               TextRole::label));
    page_->addWidget(kernelRow(trained, range));
    page_->addWidget(makeLabel(before, TextRole::label));
    page_->addWidget(kernelRow(other, range));
}

void LikesDialog::addSearch() {
    const Index count = std::min(mostSearched, shelf_->count);
    heading_ = makeLabel(tr("Looking at %1 of %2 …").arg(count).arg(QString::fromStdString(shelf_->name)),
                         TextRole::label);
    page_->addSpacing(currentTheme().space.small);
    page_->addWidget(heading_);
    progress_ = new QWidget;
    // The room that the pictures will need, so that nothing jumps.
    const int most = static_cast<int>(std::min<Index>(shownExamples, count));
    progress_->setFixedHeight(PictureRow::sizeOf(most, exampleSide, true).height());
    progress_->setMinimumWidth(PictureRow::sizeOf(most, exampleSide, true).width());
    auto* bar = new QProgressBar;
    bar->setRange(0, 1000);
    bar->setAccessibleName(tr("Share of the pictures that were looked at"));
    auto* stop = new QPushButton(tr("Stop"));
    auto* row = new QHBoxLayout(progress_);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(bar, 1);
    row->addWidget(stop);
    page_->addWidget(progress_);
    search_ = std::make_unique<LikesSearch>(network_, shelf_, *unit_, count, shownExamples);
    connect(search_.get(), &LikesSearch::progressed, bar,
            [bar](double share) { bar->setValue(static_cast<int>(1000 * share)); });
    connect(search_.get(), &LikesSearch::finished, this, &LikesDialog::showFound);
    connect(stop, &QPushButton::clicked, this, [this] { search_->stop(); });
}

void LikesDialog::showFound() {
    excited_ = search_->found();
    heading_->setText(tr("What excites it most among the first %1 of %2, and the part it sees")
                          .arg(search_->searched())
                          .arg(QString::fromStdString(shelf_->name)));
    delete page_->replaceWidget(progress_, exampleRow(*network_, *shelf_, *unit_, excited_));
    progress_->deleteLater();
    progress_ = nullptr;
}

}  // namespace deltascope
