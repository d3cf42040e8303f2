#include "ui/stage/stage_view.h"

#include <QAccessible>
#include <QApplication>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>
#include <algorithm>
#include <cmath>

#include "core/explain/cell_source.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"
#include "ui/painting/stage_marks.h"
#include "ui/stage/cell_editor.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double margin = 6;  // for the frames around the outermost cells

bool isArrow(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

}  // namespace

StageView::StageView(QWidget* parent) : QWidget(parent), editor_(new CellEditor(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setAccessibleName(tr("Stage"));
    setAccessibleDescription(
        tr("Press Down to walk from number to number, Enter to explain one, F2 to change it."));
    connect(&movement_, &QVariantAnimation::valueChanged, this, [this](const QVariant& t) {
        if (!fadingFrom_.isNull()) return update();
        showScene(
            frameBetween(set_.exhibits, hasBefore_ ? &movingFrom_ : nullptr, movingInto_, t.toDouble()));
    });
    connect(&movement_, &QVariantAnimation::finished, this, &StageView::rest);
    connect(editor_, &CellEditor::accepted, this, &StageView::takeTyped);
    connect(editor_, &CellEditor::cancelled, this, [this] { setFocus(); });
}

void StageView::setWalkthrough(std::shared_ptr<const Walkthrough> walkthrough, Index step) {
    movement_.stop();
    walkthrough_ = std::move(walkthrough);
    takeStep(std::clamp<Index>(step, 0, walkthrough_->stepCount() - 1));
    rest();
}

void StageView::replaceWalkthrough(std::shared_ptr<const Walkthrough> walkthrough, Index step) {
    const std::vector<Exhibit> before = set_.exhibits;
    setWalkthrough(std::move(walkthrough), step);
    changed_ = changedPlaces(before, set_.exhibits);
    update();
}

/// Makes the step once; everything that shows it reads this one.
void StageView::takeStep(Index step) {
    current_ = {walkthrough_->step(step), step};
    changed_.clear();
}

void StageView::showStep(Index step) {
    if (!walkthrough_ || step < 0 || step >= walkthrough_->stepCount()) return;
    const Index from = current_.number;
    movement_.stop();
    takeStep(step);
    const bool isNeighbour = step == from + 1 || step == from - 1;
    if (!isAnimated_ || !isNeighbour || !isVisible()) return rest();
    const bool changesExhibits = exhibitsAt(*walkthrough_, current_.step) != set_.exhibits;
    changesExhibits ? startFade() : startMovement(std::max(step, from), step < from);
}

/// Steps with other exhibits have no movement between them: the new picture shows through the old one.
void StageView::startFade() {
    const QPixmap before = grab();
    rest();
    fadingFrom_ = before;
    movement_.setDuration(currentTheme().space.motionMilliseconds);
    movement_.setStartValue(0.0);
    movement_.setEndValue(1.0);
    movement_.start();
}

void StageView::startMovement(Index into, bool backwards) {
    movingInto_ = into == current_.number ? current_ : NumberedStep{walkthrough_->step(into), into};
    hasBefore_ = into > 0;
    if (hasBefore_) {
        movingFrom_ = backwards ? current_ : NumberedStep{walkthrough_->step(into - 1), into - 1};
    }
    movement_.setDuration(currentTheme().space.motionMilliseconds);
    movement_.setStartValue(backwards ? 1.0 : 0.0);
    movement_.setEndValue(backwards ? 0.0 : 1.0);
    movement_.start();
}

void StageView::rest() {
    if (!walkthrough_) return;
    fadingFrom_ = {};
    placeExhibits(exhibitsAt(*walkthrough_, current_.step));
    showScene(frameBetween(set_.exhibits, nullptr, current_, 1));
    for (const SceneWindow& window : scene_.windows) {
        if (window.role == Role::result)
            return Q_EMIT attentionMoved(set_.windowRect(window).toAlignedRect());
    }
}

/// Lays out what stands on the stage now, unless it stands there already.
void StageView::placeExhibits(std::vector<Exhibit> exhibits) {
    if (exhibits == set_.exhibits && !set_.frames.empty()) return;
    set_.exhibits = std::move(exhibits);
    explained_.reset(), hovered_.reset(), pointedAt_.clear(), drag_.reset();
    traced_.clear();
    layOut();
    if (selection_ && !set_.hasNumber(*selection_)) selection_.reset();
}

void StageView::showScene(Scene scene) {
    QRegion dirty = motionRegion(set_, scene);
    if (!scene_.windows.empty() && scene_.known.size() == scene.known.size())
        dirty += motionRegion(set_, scene_);
    const bool groundChanged = scene_.known != scene.known;
    scene_ = std::move(scene);
    if (groundChanged || ground_.isNull()) {
        ground_ = {};
        return update();
    }
    update(dirty);
}

void StageView::layOut() {
    ground_ = {};
    scene_ = {};
    if (!walkthrough_) return;
    const QRectF seen(0, 0, width(), room_.value_or(height()));
    const QRectF area = seen.adjusted(margin, margin, -margin, -margin);
    if (!room_) {  // nothing scrolls: growing would go on for ever
        set_ = StageSet::of(std::move(set_.exhibits), area, currentTheme());
        return;
    }
    set_ = StageSet::fitting(std::move(set_.exhibits), area, currentTheme());
    const double needed = set_.area.bottom() + margin;
    setMinimumHeight(needed > seen.height() ? static_cast<int>(std::ceil(needed)) : 0);
}

void StageView::setRoom(int height) {
    if (room_ == height) return;
    room_ = height;
    refit();
}

const QPixmap& StageView::ground() {
    if (!ground_.isNull()) return ground_;
    const Theme& theme = currentTheme();
    ground_ = QPixmap(size() * devicePixelRatioF());
    ground_.setDevicePixelRatio(devicePixelRatioF());
    ground_.fill(theme.palette.card);
    QPainter painter(&ground_);
    paintStageGround(painter, set_, scene_.known, theme);
    return ground_;
}

void StageView::paintEvent(QPaintEvent*) {
    if (!walkthrough_ || scene_.known.size() != set_.frames.size()) return;
    QPainter painter(this);
    painter.drawPixmap(0, 0, ground());
    paintMarks(painter);
    paintStageMotion(painter, set_, scene_, currentTheme());
    if (isWalking_ && hasFocus() && selection_)
        paintFocusRing(painter, set_.cellRect(*selection_), currentTheme());
    if (fadingFrom_.isNull()) return;
    painter.setOpacity(1 - movement_.currentValue().toDouble());
    painter.drawPixmap(0, 0, fadingFrom_);
}

QRectF StageView::traceRect(std::size_t exhibit) const {
    QRectF box;
    for (const StagePlace& place : traced_)
        if (place.exhibit == exhibit) box |= set_.cellRect(place);
    return box;
}

void StageView::paintMarks(QPainter& painter) {
    const Palette& palette = currentTheme().palette;
    for (std::size_t i = 0; i < set_.frames.size(); ++i) {
        const QRectF box = traceRect(i);
        if (!box.isEmpty()) paintTrace(painter, box, roleColor(palette, set_.exhibits[i].role).strong);
    }
    for (const StagePlace& place : changed_)
        if (isKnown(place)) paintChange(painter, set_.cellRect(place), currentTheme());
    if (explained_) paintTrace(painter, set_.cellRect(*explained_), palette.text);
    auto ringed = pointedAt_;
    if (hovered_) ringed.push_back(*hovered_);
    for (const StagePlace& place : ringed) {
        painter.setPen(QPen(palette.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(set_.cellRect(place).adjusted(1, 1, -1, -1));
    }
}

void StageView::setTrace(const std::optional<Explanation>& explanation) {
    explained_.reset();
    traced_.clear();
    if (explanation && walkthrough_) {
        explained_ = stagePlaceOf(set_.exhibits, explanation->cell);
        for (const Cell& cell : madeOf(*explanation))
            if (const auto place = stagePlaceOf(set_.exhibits, cell)) traced_.push_back(*place);
    }
    update();
}

void StageView::setPointedAt(const std::optional<Cell>& cell) {
    setPointedAtAll(cell ? std::vector<Cell>{*cell} : std::vector<Cell>{});
}

void StageView::setPointedAtAll(const std::vector<Cell>& cells) {
    std::vector<StagePlace> places;
    for (const Cell& cell : cells) {
        const auto place = walkthrough_ ? stagePlaceOf(set_.exhibits, cell) : std::nullopt;
        if (place) places.push_back(*place);
    }
    if (places == pointedAt_) return;
    pointedAt_ = std::move(places);
    update();
}

bool StageView::isKnown(const StagePlace& place) const {
    return set_.hasNumber(place) && place.exhibit < scene_.known.size() &&
           set_.offsetOf(place) < scene_.known[place.exhibit];
}

void StageView::choose(const StagePlace& place) {
    const auto cell = cellAt(*walkthrough_, set_.exhibits, place);
    if (!cell) return Q_EMIT refused(QString::fromStdString(cell.error().message));
    if (!isKnown(place)) return Q_EMIT refused(tr("Not computed yet: a later step fills this cell."));
    Q_EMIT cellChosen(*cell);
}

void StageView::select(const StagePlace& place) {
    selection_ = place;
    Q_EMIT attentionMoved(set_.cellRect(place).toAlignedRect());
    setAccessibleDescription(describe(place));
    QAccessibleEvent change(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&change);
    update();
}

QString StageView::describe(const StagePlace& place) const {
    const Exhibit& exhibit = set_.exhibits[place.exhibit];
    if (!set_.hasNumber(place)) return tr("%1: padding").arg(QString::fromStdString(exhibit.title));
    const Index offset = set_.offsetOf(place);
    QString text = QString::fromStdString(exhibit.title.empty() ? exhibit.id : exhibit.title);
    const auto row = static_cast<std::size_t>(offset);
    if (extentOf(exhibit).maps > 1 && exhibit.form == Form::grid) text += tr(", map %1").arg(place.place.map);
    if (exhibit.values.shape().rank() == 1) {
        text += row < exhibit.labels.size()
                    ? QStringLiteral(", ") + QString::fromStdString(exhibit.labels[row])
                    : tr(", number %1").arg(offset);
    } else if (exhibit.values.size() > 1) {
        text += tr(", row %1, column %2").arg(place.place.row).arg(place.place.column);
    }
    const QString value = isKnown(place) ? numberLabel(exhibit.values[offset], 6) : tr("not computed");
    return text + QStringLiteral(": ") + value +
           (exhibit.setting.empty() ? QString() : tr("; F2 changes it"));
}

bool StageView::edit(const StagePlace& place) {
    if (!set_.hasNumber(place) || set_.exhibits[place.exhibit].setting.empty()) return false;
    movement_.stop();
    rest();
    edited_ = place;
    editor_->open(set_.cellRect(place).toAlignedRect(),
                  set_.exhibits[place.exhibit].values[set_.offsetOf(place)]);
    return true;
}

bool StageView::editSetting(const std::string& setting) {
    for (std::size_t i = 0; i < set_.frames.size(); ++i)
        if (set_.exhibits[i].setting == setting) return edit({i, {}});
    return false;
}

void StageView::takeTyped(double value, int move) {
    if (!edited_) return;
    const StagePlace place = *edited_;
    const Exhibit exhibit = set_.exhibits[place.exhibit];  // a copy: the signal may replace the walkthrough
    const Index offset = set_.offsetOf(place), next = offset + move;
    setFocus();
    Q_EMIT valueTyped(exhibit, offset, value);
    if (move == 0 || place.exhibit >= set_.frames.size()) return;
    const GridExtent extent = extentOf(set_.exhibits[place.exhibit]);
    if (next >= 0 && next < extent.count()) edit({place.exhibit, extent.placeOf(next)});
}

void StageView::resizeEvent(QResizeEvent*) { refit(); }

/// Lays out for another size, at rest.
void StageView::refit() {
    layOut();
    if (!walkthrough_) return;
    movement_.stop();
    rest();
}

void StageView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange) return;
    layOut();
    rest();
}

bool StageView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isWalking_) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (isArrow(key) || key == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

}  // namespace deltascope
