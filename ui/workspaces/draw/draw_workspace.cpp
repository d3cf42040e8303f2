#include "ui/workspaces/draw/draw_workspace.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSlider>
#include <QVBoxLayout>
#include <cmath>

#include "core/data/digit_image.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/answer_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/map_gallery.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/pixel_view.h"
#include "ui/widgets/probability_bars.h"
#include "ui/widgets/text_label.h"
#include "ui/workspaces/draw/draw_canvas.h"
#include "ui/workspaces/draw/model_bar.h"
#include "ui/workspaces/draw/teach_panel.h"

namespace deltascope {
namespace {

constexpr int digits = 10;
/// The slider's unit: thousandths of the canvas.
constexpr float sliderUnit = 1.0F / 1000;
/// A refresh at most this often; half a frame of 60 Hz, so that the screen never waits for us.
constexpr int millisecondsBetweenRefreshes = 8;

/// The widgets below each other, at the top of the space there is.
QVBoxLayout* makeColumn(std::initializer_list<QWidget*> widgets) {
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    for (QWidget* widget : widgets) column->addWidget(widget);
    column->addStretch();
    return column;
}

QStringList digitNames() {
    QStringList names;
    for (int digit = 0; digit < digits; ++digit) names << QString::number(digit);
    return names;
}

QString actionText(const QString& verb, const std::string& action, QKeySequence::StandardKey keys) {
    const QString what = action.empty() ? verb : verb + ' ' + QString::fromStdString(action);
    return QStringLiteral("%1 (%2)").arg(what, QKeySequence(keys).toString(QKeySequence::NativeText));
}

QString answerLine(const Reading& reading) {
    const auto probability = reading.probabilities()[static_cast<std::size_t>(reading.answer)];
    return QStringLiteral("%1 % \u00b7 %2 ms")
        .arg(100 * static_cast<double>(probability), 0, 'f', 1)
        .arg(reading.milliseconds, 0, 'f', 2);
}

}  // namespace

DrawWorkspace::DrawWorkspace(QWidget* parent)
    : QWidget(parent),
      cards_(new QHBoxLayout),
      messages_(new MessageBar),
      canvas_(new DrawCanvas(session_)),
      undo_(new QPushButton),
      redo_(new QPushButton),
      clear_(new QPushButton(tr("Clear"))),
      save_(new QPushButton(tr("Save\u2026"))),
      penWidth_(new QSlider(Qt::Horizontal)),
      input_(new PixelView(digitSide, digitSide, 3 * digitSide)),
      inputNote_(makeLabel({}, TextRole::muted)),
      answer_(new AnswerView),
      bars_(new ProbabilityBars(digitNames())),
      teach_(new TeachPanel(digits)),
      gallery_(new MapGallery),
      model_(new ModelBar) {
    layOut();
    setAcceptDrops(true);
    addShortcuts();
    connectSession();
    applyTheme();
    connect(&themeManager(), &ThemeManager::changed, this, &DrawWorkspace::applyTheme);
    refresh();
}

void DrawWorkspace::layOut() {
    auto* page = new QVBoxLayout(this);
    page->addWidget(new PageHeader(
        tr("Draw"), tr("Draw a digit with mouse, pen or finger. The network answers while you draw.")));
    page->addWidget(messages_);
    cards_->addWidget(makeCanvasCard(), 57);
    cards_->addWidget(makeAnswerCard(), 30);
    cards_->addWidget(makeLayersCard(), 46);
    page->addLayout(cards_, 1);
    page->addWidget(model_);
}

void DrawWorkspace::applyTheme() {
    const Theme& theme = currentTheme();
    const int margin = theme.space.large;
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(margin - theme.space.tiny);
    cards_->setSpacing(margin);
    undo_->setIcon(icon(QStringLiteral("undo"), theme.palette.text, theme.space.iconSize - 4));
    redo_->setIcon(icon(QStringLiteral("redo"), theme.palette.text, theme.space.iconSize - 4));
}

Card* DrawWorkspace::makeCanvasCard() {
    auto* card = new Card;
    card->setAccessibleName(tr("Drawing"));
    card->content().addWidget(canvas_, 1);
    card->content().addWidget(makeCanvasButtons());
    card->content().addWidget(makeInputRow());
    card->content().addStretch();
    return card;
}

QWidget* DrawWorkspace::makeCanvasButtons() {
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(currentTheme().space.small);
    auto* open = new QPushButton(tr("Open image\u2026"));
    open->setToolTip(actionText(tr("Open a picture of a digit"), {}, QKeySequence::Open));
    save_->setToolTip(tr("Save as PNG"));
    auto* menu = new QMenu(save_);
    menu->addAction(tr("Drawing\u2026"), QKeySequence::Save, this,
                    [this] { askWhereToSave(tr("drawing.png"), &DrawWorkspace::saveDrawing); });
    menu->addAction(tr("What the network sees, 28 \u00d7 28\u2026"), this,
                    [this] { askWhereToSave(tr("digit.png"), &DrawWorkspace::saveDigit); });
    save_->setMenu(menu);
    undo_->setAccessibleName(tr("Undo"));
    redo_->setAccessibleName(tr("Redo"));
    for (QPushButton* button : {undo_, redo_}) button->setProperty("look", QStringLiteral("square"));
    for (QPushButton* button : {undo_, redo_, clear_, open, save_}) {
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    row->addStretch();
    connect(open, &QPushButton::clicked, this, &DrawWorkspace::askForPicture);
    return buttons;
}

QWidget* DrawWorkspace::makeInputRow() {
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(currentTheme().space.large - 4);
    input_->setAccessibleName(tr("What the network sees"));
    row->addWidget(input_, 0, Qt::AlignTop);
    auto* name = makeLabel(tr("What the network sees"), TextRole::label);
    name->setWordWrap(true);
    inputNote_->setWordWrap(true);
    row->addLayout(makeColumn({name, inputNote_}), 2);
    penWidth_->setRange(20, 160);
    penWidth_->setValue(static_cast<int>(std::lround(defaultPenWidth / sliderUnit)));
    penWidth_->setMinimumWidth(70);
    penWidth_->setMaximumWidth(140);
    penWidth_->setAccessibleName(tr("Pen width"));
    row->addLayout(makeColumn({makeLabel(tr("Pen"), TextRole::label), penWidth_}), 1);
    return area;
}

Card* DrawWorkspace::makeAnswerCard() {
    auto* card = new Card(tr("Answer"));
    card->setMinimumWidth(200);
    card->content().addWidget(answer_, 2);
    card->content().addWidget(bars_, 5);
    card->content().addWidget(teach_);
    return card;
}

Card* DrawWorkspace::makeLayersCard() {
    auto* card = new Card(tr("What each layer makes of it"));
    card->content().addWidget(gallery_, 1);
    return card;
}

void DrawWorkspace::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto slot) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, slot);
    };
    add(QKeySequence::Undo, [this] { session_.undo(); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] { session_.redo(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Y), [this] { session_.redo(); });
    add(QKeySequence::Delete, [this] { session_.clear(); });
    add(QKeySequence::Open, [this] { askForPicture(); });
    add(QKeySequence::Paste, [this] { pastePicture(); });
}

void DrawWorkspace::connectSession() {
    frame_.setSingleShot(true);
    connect(&frame_, &QTimer::timeout, this, &DrawWorkspace::refresh);
    connect(&session_, &DrawSession::changed, this, &DrawWorkspace::scheduleRefresh);
    connect(undo_, &QPushButton::clicked, &session_, &DrawSession::undo);
    connect(redo_, &QPushButton::clicked, &session_, &DrawSession::redo);
    connect(clear_, &QPushButton::clicked, &session_, &DrawSession::clear);
    connect(penWidth_, &QSlider::valueChanged, this,
            [this](int value) { session_.setPenWidth(static_cast<float>(value) * sliderUnit); });
    connect(teach_, &TeachPanel::taught, this, [this](int label) { report(session_.teach(label)); });
    connect(model_, &ModelBar::forgetAsked, &session_, &DrawSession::forgetLessons);
    connect(model_, &ModelBar::openAsked, this, &DrawWorkspace::askForModel);
    connect(model_, &ModelBar::saveAsked, this, &DrawWorkspace::askWhereToSaveModel);
}

void DrawWorkspace::scheduleRefresh() {
    if (frame_.isActive()) return;
    const qint64 since = lastFrame_.isValid() ? lastFrame_.elapsed() : millisecondsBetweenRefreshes;
    frame_.start(static_cast<int>(std::max<qint64>(0, millisecondsBetweenRefreshes - since)));
}

void DrawWorkspace::refresh() {
    frame_.stop();
    lastFrame_.start();
    showReading();
    showButtons();
    model_->showModel(session_);
}

void DrawWorkspace::showReading() {
    const Reading* reading = session_.reading();
    const auto& lesson = session_.lastLesson();
    input_->setPixels(reading ? reading->input.values() : std::span<const float>());
    bars_->setProbabilities(reading ? reading->probabilities() : std::span<const float>());
    bars_->setBefore(reading && lesson ? std::span<const float>(lesson->before) : std::span<const float>());
    teach_->setReady(reading != nullptr);
    teach_->showLesson(lesson ? &*lesson : nullptr);
    showLayers(reading);
    if (reading) {
        answer_->setAnswer(QString::number(reading->answer), answerLine(*reading));
        inputNote_->setText(
            tr("cropped, scaled to 20\u00d720, centred by mass in 28\u00d728, as MNIST was prepared"));
    } else {
        const QString problem = QString::fromStdString(session_.problem());
        answer_->setNoAnswer(session_.hasModel() ? tr("waiting for a digit") : tr("no model is open"));
        inputNote_->setText(problem.isEmpty() ? tr("nothing yet: 28\u00d728 pixels, cropped and centred")
                                              : problem);
    }
}

void DrawWorkspace::showLayers(const Reading* reading) {
    if (session_.hasModel() && !(session_.network().architecture() == shownArchitecture_)) {
        shownArchitecture_ = session_.network().architecture();
        layers_ = layerViews(session_.network());
        std::vector<GalleryLayer> pictures;
        for (const LayerView& view : layers_) pictures.push_back(view.picture);
        gallery_->setLayers(std::move(pictures));
    }
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const auto layer = static_cast<std::size_t>(layers_[i].layer);
        gallery_->setValues(i, reading ? reading->pass.outputs[layer].values() : std::span<const float>());
    }
}

void DrawWorkspace::showButtons() {
    undo_->setEnabled(session_.canUndo());
    redo_->setEnabled(session_.canRedo());
    undo_->setToolTip(actionText(tr("Undo"), session_.undoAction(), QKeySequence::Undo));
    redo_->setToolTip(actionText(tr("Redo"), session_.redoAction(), QKeySequence::Redo));
    clear_->setEnabled(!session_.sketch().empty());
    clear_->setToolTip(actionText(tr("Clear the canvas"), {}, QKeySequence::Delete));
    save_->setEnabled(session_.reading() != nullptr);
}

void DrawWorkspace::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("draw/penWidth"), penWidth_->value());
}

void DrawWorkspace::restoreState(QSettings& settings) {
    const int width = settings.value(QStringLiteral("draw/penWidth"), penWidth_->value()).toInt();
    penWidth_->setValue(width);
}

}  // namespace deltascope
