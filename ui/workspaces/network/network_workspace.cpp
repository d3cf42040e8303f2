#include "ui/workspaces/network/network_workspace.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>

#include "core/explain/reach.h"
#include "ui/painting/number_label.h"
#include "ui/stage/typed_number.h"
#include "ui/theme/theme_manager.h"
#include "ui/why/why_panel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fitting_label.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/network/inspector.h"
#include "ui/workspaces/network/map_zoom.h"
#include "ui/workspaces/network/network_view.h"
#include "ui/workspaces/network/source_bar.h"
#include "ui/workspaces/network/step_panel.h"
#include "ui/workspaces/network/step_strip.h"

namespace deltascope {
namespace {

/// A refresh at most this often; half a frame of 60 Hz, so that the screen never waits for us.
constexpr int millisecondsBetweenRefreshes = 8;
constexpr double largestRate = 1000;
constexpr int leastInspector = 290, mostInspector = 540;  // pixels

/// What the chosen number is made of, or where its delta came from: the cells of the other layers.
std::vector<CellSet> fieldOf(const NetworkSession& session) {
    const Cell& cell = session.chosen();
    const auto* entry = session.example().explainer().ledger().find(cell.tensor);
    if (entry->kind != TensorKind::output && entry->kind != TensorKind::delta) return {};
    const Index offset = entry->shape().offset(cell.index);
    return entry->kind == TensorKind::output ? receptiveField(session.network(), entry->layer, offset)
                                             : reachOf(session.network(), entry->layer, offset);
}

QStringList classNames(const NetworkSession& session) {
    QStringList names;
    for (Index k = 0; k < session.network().classCount(); ++k)
        names << QString::fromStdString(className(session.example(), k));
    return names;
}

QString summary(const NetworkSession& session) {
    const Index answer = predictedClass(session.example());
    const double p = session.example().pass().predictions()[answer];
    return QObject::tr("Answer %1 with %2 %, loss %3 for label %4 · %5 weights")
        .arg(QString::fromStdString(className(session.example(), answer)))
        .arg(100 * p, 0, 'f', 1)
        .arg(numberLabel(session.loss(), 4),
             QString::fromStdString(className(session.example(), session.label())))
        .arg(session.network().weightCount());
}

}  // namespace

NetworkWorkspace::NetworkWorkspace(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(tr("Network"))),
      subtitle_(new QLabel),
      status_(new FittingLabel),
      sharedScale_(new QCheckBox(tr("One scale"))),
      difference_(new QCheckBox(tr("Difference"))),
      fromHere_(new QPushButton(tr("Compare from here"))),
      brush_(new QComboBox),
      messages_(new MessageBar),
      sources_(new SourceBar),
      view_(new NetworkView),
      inspector_(new Inspector),
      steps_(new StepPanel) {
    layOut();
    fillMenus();
    connectParts();
    connectInspector();
    addShortcuts();
    setAcceptDrops(true);
    refresh();
}

QLayout* NetworkWorkspace::makeHeader() {
    setTextRole(*title_, TextRole::title);
    setTextRole(*subtitle_, TextRole::subtitle);
    subtitle_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title_);
    texts->addWidget(subtitle_);
    auto* header = new QHBoxLayout;
    header->setSpacing(currentTheme().space.tiny);
    header->addLayout(texts, 1);
    auto* group = new QButtonGroup(this);
    const QString names[] = {tr("Activations"), tr("Deltas δ"), tr("Gradients")};
    const QString tips[] = {tr("What every layer puts out (A)"),
                            tr("How the loss changes with every output (D)"),
                            tr("Weights beside the derivatives of the loss with respect to them (G)")};
    for (std::size_t i = 0; i < modes_.size(); ++i) {
        modes_[i] = new QPushButton(names[i]);
        modes_[i]->setProperty("look", QStringLiteral("choice"));
        modes_[i]->setCheckable(true);
        modes_[i]->setToolTip(tips[i]);
        modes_[i]->setFocusPolicy(Qt::TabFocus);
        group->addButton(modes_[i]);
        header->addWidget(modes_[i], 0, Qt::AlignTop);
        connect(modes_[i], &QPushButton::clicked, this,
                [this, i] { session_.setMode(static_cast<NumberMode>(i)); });
    }
    return header;
}

QWidget* NetworkWorkspace::makePage() {
    auto* card = new Card;
    card->setAccessibleName(tr("Page"));
    card->content().addWidget(view_, 1);
    setTextRole(*status_, TextRole::small);
    status_->setTextFormat(Qt::PlainText);
    sharedScale_->setToolTip(
        tr("Compare magnitudes: the same colours mean the same numbers in every layer (S)"));
    difference_->setToolTip(tr("How every number differs from before your changes (C)"));
    fromHere_->setProperty("look", QStringLiteral("link"));
    fromHere_->setFocusPolicy(Qt::TabFocus);
    fromHere_->setToolTip(tr("Measure later changes against the numbers as they are now (B)"));
    brush_->setAccessibleName(tr("Brush"));
    brush_->setToolTip(tr("What dragging over the input does; the right button always erases"));
    brush_->setFocusPolicy(Qt::TabFocus);
    for (int size = 1; size <= NetworkSession::largestBrush; ++size)
        brush_->addItem(tr("Brush %1").arg(size));
    brush_->addItem(tr("Eraser"));
    brush_->setCurrentIndex(session_.brush() - 1);
    auto* row = new QHBoxLayout;
    row->addWidget(status_, 1);
    row->addWidget(brush_);
    row->addWidget(fromHere_);
    for (QCheckBox* box : {difference_, sharedScale_}) {
        box->setFocusPolicy(Qt::TabFocus);
        row->addWidget(box);
    }
    card->content().addLayout(row);
    return card;
}

void NetworkWorkspace::layOut() {
    const Spacing& space = currentTheme().space;
    auto* left = new QVBoxLayout;
    left->setSpacing(space.medium);
    left->addWidget(makePage(), 1);
    left->addWidget(steps_);
    auto* body = new QHBoxLayout;
    body->setSpacing(space.medium);
    body->addLayout(left, 3);
    body->addWidget(inspector_, 1);
    inspector_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    inspector_->setMinimumWidth(leastInspector);
    inspector_->setMaximumWidth(mostInspector);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(space.large, space.medium, space.large, space.large);
    page->setSpacing(space.small);
    page->addLayout(makeHeader());
    page->addWidget(messages_);
    page->addWidget(sources_);
    page->addLayout(body, 1);
    messages_->hide();
}

void NetworkWorkspace::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    scheduleRefresh();  // texts are shortened to the room there is
    sources_->showSession(session_);
}

void NetworkWorkspace::connectParts() {
    frame_.setSingleShot(true);
    connect(&frame_, &QTimer::timeout, this, &NetworkWorkspace::refresh);
    connect(&session_, &NetworkSession::changed, this, &NetworkWorkspace::scheduleRefresh);
    connect(sources_, &SourceBar::pictureStepped, this,
            [this](int by) { session_.showPicture(session_.pictureNumber() + by); });
    connect(sources_, &SourceBar::labelChosen, &session_, &NetworkSession::setLabel);
    connect(sources_, &SourceBar::undoWanted, &session_, &NetworkSession::undo);
    connect(sources_, &SourceBar::redoWanted, &session_, &NetworkSession::redo);
    connect(steps_, &StepPanel::stepWanted, &session_, &NetworkSession::goTo);
    connect(steps_, &StepPanel::backWanted, this, [this] { session_.goTo(session_.step() - 1); });
    connect(steps_, &StepPanel::nextWanted, &session_, &NetworkSession::goOn);
    connect(steps_, &StepPanel::rateTyped, this, &NetworkWorkspace::takeRate);
    connect(view_, &NetworkView::cellChosen, &session_, &NetworkSession::choose);
    connect(view_, &NetworkView::cellHovered, this, &NetworkWorkspace::showStatus);
    connect(view_, &NetworkView::cellOpened, this, &NetworkWorkspace::openCell);
    connect(view_, &NetworkView::strokeBegun, &session_, &NetworkSession::beginStroke);
    connect(view_, &NetworkView::pixelPainted, &session_, &NetworkSession::paintPixel);
    connect(view_, &NetworkView::strokeEnded, &session_, &NetworkSession::endStroke);
    connect(sharedScale_, &QCheckBox::toggled, this, &NetworkWorkspace::scheduleRefresh);
    connect(difference_, &QCheckBox::clicked, &session_, &NetworkSession::setDifference);
    connect(fromHere_, &QPushButton::clicked, &session_, &NetworkSession::compareFromHere);
    connect(brush_, &QComboBox::activated, this, &NetworkWorkspace::chooseBrush);
}

void NetworkWorkspace::connectInspector() {
    MapZoom& zoom = inspector_->zoom();
    connect(&zoom, &MapZoom::cellChosen, &session_, &NetworkSession::choose);
    connect(&zoom, &MapZoom::strokeBegun, &session_, &NetworkSession::beginStroke);
    connect(&zoom, &MapZoom::pixelPainted, &session_, &NetworkSession::paintPixel);
    connect(&zoom, &MapZoom::strokeEnded, &session_, &NetworkSession::endStroke);
    connect(&zoom, &MapZoom::refused, messages_, &MessageBar::showInformation);
    connect(&zoom, &MapZoom::numberTyped, this,
            [this](const Cell& cell, double value) { report(session_.setNumber(cell, value)); });
    WhyPanel& why = inspector_->why();
    connect(&why, &WhyPanel::cellFollowed, &session_, &NetworkSession::follow);
    connect(&why, &WhyPanel::backWanted, &session_, &NetworkSession::goBack);
    connect(&why, &WhyPanel::cellHovered, view_, &NetworkView::setPointedAt);
    connect(inspector_, &Inspector::pinToggled, this, [this] {
        session_.setPinned(session_.pinned() ? std::nullopt : std::optional(session_.chosen()));
    });
    connect(inspector_, &Inspector::likesWanted, this, &NetworkWorkspace::showLikes);
    connect(inspector_, &Inspector::changeFollowed, this, [this](int which) {
        const auto changes = session_.changes(static_cast<std::size_t>(which) + 1);
        if (static_cast<std::size_t>(which) < changes.size()) session_.choose(changes.back().cell);
    });
}

void NetworkWorkspace::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto slot) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    for (int step = 0; step <= 9; ++step)
        add(QKeySequence(Qt::Key_0 + step), [this, step] { session_.goTo(step); });
    for (const auto key : {Qt::Key_PageDown, Qt::Key_N}) add(key, [this] { session_.goOn(); });
    add(Qt::Key_PageUp, [this] { session_.goTo(session_.step() - 1); });
    add(Qt::Key_U, [this] { session_.goTo(session_.updateStep()); });
    add(QKeySequence::Undo, [this] { session_.undo(); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_Z, [this] { session_.redo(); });
    add(Qt::CTRL | Qt::Key_Y, [this] { session_.redo(); });
    add(Qt::Key_Backspace, [this] { session_.goBack(); });
    add(Qt::ALT | Qt::Key_Right, [this] { session_.showPicture(session_.pictureNumber() + 1); });
    add(Qt::ALT | Qt::Key_Left, [this] { session_.showPicture(session_.pictureNumber() - 1); });
    add(Qt::Key_P, [this] { inspector_->pinButton().click(); });
    add(Qt::Key_K, [this] { showLikes(); });
    add(Qt::Key_C, [this] { difference_->click(); });
    add(Qt::Key_S, [this] { sharedScale_->click(); });
    add(Qt::Key_B, [this] { session_.compareFromHere(); });
    add(QKeySequence::Paste, [this] { paste(); });
    add(QKeySequence::Open, [this] { askForPicture(); });
    const Qt::Key modes[] = {Qt::Key_A, Qt::Key_D, Qt::Key_G};
    for (std::size_t i = 0; i < modes_.size(); ++i) add(modes[i], [this, i] { modes_[i]->click(); });
}

void NetworkWorkspace::scheduleRefresh() {
    if (frame_.isActive()) return;
    const qint64 since = lastFrame_.isValid() ? lastFrame_.elapsed() : millisecondsBetweenRefreshes;
    frame_.start(static_cast<int>(std::max<qint64>(0, millisecondsBetweenRefreshes - since)));
}

void NetworkWorkspace::refresh() {
    frame_.stop();
    lastFrame_.start();
    subtitle_->setText(summary(session_));
    sources_->showSession(session_);
    showModes();
    view_->setPanels(tensorPanels(session_, {sharedScale_->isChecked()}), classNames(session_));
    view_->setChosen(session_.chosen(), session_.pinned());
    view_->setField(fieldOf(session_));
    inspector_->showSession(session_);
    steps_->showSession(session_);
    showStatus(std::nullopt);
}

void NetworkWorkspace::showModes() {
    modes_[static_cast<std::size_t>(session_.mode())]->setChecked(true);
    difference_->setEnabled(session_.reference() != nullptr);
    difference_->setChecked(session_.isDifference());
    fromHere_->setVisible(session_.isDifference());
    brush_->setVisible(session_.mode() == NumberMode::activations && !session_.isDifference());
}

/// The sizes, then the eraser, which is as large as the brush was.
void NetworkWorkspace::chooseBrush(int item) {
    const bool isEraser = item >= NetworkSession::largestBrush;
    if (!isEraser) session_.setBrush(item + 1);
    view_->setErasing(isEraser);
    inspector_->zoom().setErasing(isEraser);
}

void NetworkWorkspace::showStatus(const std::optional<Cell>& cell) {
    if (cell)
        status_->setWordings({QStringLiteral("%1 = %2").arg(QString::fromStdString(cellText(*cell)),
                                                            numberLabel(session_.valueAt(*cell), 6))});
    else if (session_.isDifference())
        status_->setWordings({tr("Shown: now minus before your changes"), tr("Now minus before")});
    else
        status_->setWordings({tr("Click a number; drag over the input to paint, right button erases."),
                              tr("Click a number; drag over the input to paint."),
                              tr("Click a number; paint on the input.")});
}

void NetworkWorkspace::openCell(const Cell& cell) {
    session_.choose(cell);
    refresh();
    inspector_->zoom().setFocus();
    if (session_.canEdit(cell)) inspector_->zoom().edit();
}

void NetworkWorkspace::takeRate(const QString& text) {
    const auto rate = typedNumber(text, largestRate);
    report(rate ? session_.setRate(*rate) : tl::unexpected(rate.error()));
    refresh();
}

void NetworkWorkspace::report(const Result<void>& result) {
    if (!result) return messages_->showError(result.error().message);
    messages_->hide();
}

}  // namespace deltascope
