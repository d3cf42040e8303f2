#include "ui/workspaces/train/train_workspace.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/theme/theme_manager.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fitting_label.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/text_label.h"
#include "ui/workspaces/train/batch_view.h"
#include "ui/workspaces/train/confusion_view.h"
#include "ui/workspaces/train/curve_view.h"
#include "ui/workspaces/train/magnitude_view.h"
#include "ui/workspaces/train/mnist_download.h"
#include "ui/workspaces/train/network_strip.h"
#include "ui/workspaces/train/timeline.h"
#include "ui/workspaces/train/training_controls.h"

namespace deltascope {
namespace {

/// Below this width the settings are hidden until asked for.
constexpr int roomForSettings = 1150;

/// A row that is shown while it has something to say: text on the left, buttons on the right.
QWidget* makeRow(std::initializer_list<QWidget*> widgets) {
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    for (QWidget* widget : widgets) row->addWidget(widget, qobject_cast<QPushButton*>(widget) ? 0 : 1);
    card->content().addLayout(row);
    card->hide();
    return card;
}

}  // namespace

TrainWorkspace::TrainWorkspace(QWidget* parent)
    : QWidget(parent),
      messages_(new MessageBar),
      controls_(new TrainingControls),
      settings_(nullptr),
      body_(new QHBoxLayout),
      top_(new QHBoxLayout),
      loss_(new CurveView(CurveView::Quantity::loss)),
      accuracy_(new CurveView(CurveView::Quantity::accuracy)),
      summary_(new FittingLabel),
      magnitudes_(new MagnitudeView),
      confusion_(new ConfusionView),
      strip_(new NetworkStrip),
      batch_(new BatchView),
      pages_(new QStackedWidget),
      modes_(new QButtonGroup(this)),
      timeline_(new Timeline),
      bar_(new QProgressBar),
      progressText_(makeLabel({}, TextRole::label)),
      troubleText_(makeLabel({}, TextRole::body)),
      cancel_(new QPushButton(tr("Cancel"))),
      recover_(new QPushButton),
      network_(new QPushButton(tr("Open in Network"))),
      draw_(new QPushButton(tr("Use in Draw"))),
      save_(new QPushButton(tr("Save model\u2026"))) {
    offer_ = makeOffer();
    bar_->setRange(0, 1000);
    progress_ = makeRow({progressText_, bar_, cancel_});
    troubleText_->setWordWrap(true);
    recover_->setProperty("look", QStringLiteral("primary"));
    trouble_ = makeRow({troubleText_, recover_});
    layOut();
    addShortcuts();
    connectParts();
    applyTheme();
    connect(&themeManager(), &ThemeManager::changed, this, &TrainWorkspace::applyTheme);
}

TrainWorkspace::~TrainWorkspace() = default;

void TrainWorkspace::layOut() {
    auto* page = new QVBoxLayout(this);
    page->addWidget(makeHeader());
    for (QWidget* widget : std::initializer_list<QWidget*>{messages_, offer_, progress_, trouble_})
        page->addWidget(widget);
    auto* right = new QVBoxLayout;
    auto* magnitudes = new Card(tr("Magnitudes"));
    magnitudes->content().addWidget(magnitudes_, 1);
    auto* confusion = new Card(tr("Held-out digits"));
    confusion->content().addWidget(confusion_, 1);
    top_->addWidget(makeCurvesCard(), 9);
    top_->addWidget(magnitudes, 5);
    top_->addWidget(confusion, 6);
    right->addLayout(top_, 10);
    right->addWidget(makeNetworkCard(), 11);
    settings_ = makeSettingsCard();
    settings_->hide();  // until resizeEvent() knows that there is room
    body_->addWidget(settings_);
    body_->addLayout(right, 1);
    page->addLayout(body_, 1);
    page->addWidget(timeline_);
}

QWidget* TrainWorkspace::makeHeader() {
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new PageHeader(tr("Train"), tr("Every moment can be had again.")), 1);
    auto* settings = new QPushButton(tr("Settings"));
    settings->setToolTip(tr("Show or hide the settings (Ctrl+B)"));
    connect(settings, &QPushButton::clicked, this,
            [this] { settings_->setVisible(settingsWanted_ = settings_->isHidden()); });
    for (QPushButton* button : {settings, save_, network_, draw_}) {
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button, 0, Qt::AlignTop);
    }
    for (QPushButton* button : {save_, network_, draw_}) button->setEnabled(false);
    network_->setToolTip(tr("See every number of this network, as it is now"));
    draw_->setToolTip(tr("Let this network answer in Draw"));
    return header;
}

Card* TrainWorkspace::makeSettingsCard() {
    auto* card = new Card(tr("Settings"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(controls_);
    card->content().addWidget(scroll, 1);
    card->setFixedWidth(268);
    return card;
}

Card* TrainWorkspace::makeCurvesCard() {
    auto* card = new Card(tr("Loss and accuracy"));
    auto* charts = new QHBoxLayout;
    charts->addWidget(loss_, 1);
    charts->addWidget(accuracy_, 1);
    card->content().addWidget(summary_);
    card->content().addLayout(charts, 1);
    setTextRole(*summary_, TextRole::muted);
    summary_->setTextFormat(Qt::RichText);
    return card;
}

Card* TrainWorkspace::makeNetworkCard() {
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    const std::pair<QString, QString> names[] = {
        {tr("Maps"), tr("What every layer makes of one held-out digit")},
        {tr("Deltas"), tr("How the loss changes with every output, for the next batch's first digit")},
        {tr("Weights"), tr("All weights as they are now")},
        {tr("Gradients"), tr("The next batch's gradient of every weight")},
        {tr("Updates"), tr("What the next step adds to every weight")},
        {tr("Inside one batch"), tr("Every digit's own gradient of one kernel, and their mean")}};
    for (int i = 0; i < 6; ++i) {
        auto* button = new QPushButton(names[i].first);
        button->setToolTip(names[i].second);
        button->setProperty("look", QStringLiteral("choice"));
        button->setCheckable(true);
        button->setChecked(i == 0);
        button->setFocusPolicy(Qt::TabFocus);
        modes_->addButton(button, i);
        row->addWidget(button);
    }
    row->addStretch();
    card->content().addLayout(row);
    pages_->addWidget(strip_);
    pages_->addWidget(batch_);
    card->content().addWidget(pages_, 1);
    card->setAccessibleName(tr("The network"));
    return card;
}

QWidget* TrainWorkspace::makeOffer() {
    auto* again = new QPushButton(tr("Continue"));
    auto* fresh = new QPushButton(tr("New training"));
    again->setProperty("look", QStringLiteral("primary"));
    setFocusProxy(again);  // as long as it is there: Space or Enter goes on
    connect(again, &QPushButton::clicked, this, &TrainWorkspace::resume);
    connect(fresh, &QPushButton::clicked, this, [this] { begin(); });
    return makeRow(
        {makeLabel(tr("Your last training was kept. Go on where it ended?"), TextRole::label), again, fresh});
}

void TrainWorkspace::openInNetwork() {
    auto untrained = untrainedNetwork(plan_);
    if (!untrained) return messages_->showError(untrained.error().message);
    Q_EMIT networkAsked(checkpoint(), *untrained);
}

void TrainWorkspace::showPage(int page) {
    const bool isBatch = page == 5;
    pages_->setCurrentWidget(isBatch ? static_cast<QWidget*>(batch_) : strip_);
    if (!isBatch) strip_->setMode(static_cast<NetworkStrip::Mode>(page));
    session_.worker().lookInside(isBatch);
}

void TrainWorkspace::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto slot) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    add(Qt::Key_Space, [this] {
        if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()); button && button->hasFocus())
            return button->click();
        if (begun_) timeline_->toggle();
    });
    add(Qt::Key_Left, [this] { timeline_->back(); });
    add(Qt::Key_Right, [this] { Q_EMIT timeline_->batchAsked(); });
    add(Qt::Key_PageDown, [this] { Q_EMIT timeline_->epochAsked(); });
    add(Qt::Key_PageUp, [this] { timeline_->back(); });
    add(QKeySequence::New, [this] { begin(); });
    add(QKeySequence::Save, [this] { askWhereToSave(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_B),
        [this] { settings_->setVisible(settingsWanted_ = settings_->isHidden()); });
}

void TrainWorkspace::connectParts() {
    TrainingWorker& worker = session_.worker();
    connect(&session_, &TrainSession::viewChanged, this, &TrainWorkspace::showView);
    connect(&session_, &TrainSession::loading, this, &TrainWorkspace::showLoading);
    connect(&session_, &TrainSession::failed, this,
            [this](const QString& text) { messages_->showMessage(MessageBar::Kind::error, text); });
    connect(&session_, &TrainSession::began, this, [this](const TrainingOutline& outline) {
        controls_->setSettings(outline.settings);
        controls_->setPlan(outline.plan);
        controls_->setData(outline.data);
        plan_ = outline.plan;
        timeline_->setReady(true);
    });
    connect(controls_, &TrainingControls::settingsChanged, this,
            [&worker](const StepSettings& settings) { worker.setSettings(settings); });
    connect(controls_, &TrainingControls::epochsChanged, this,
            [&worker](long epochs) { worker.setGoal(epochs); });
    connect(controls_, &TrainingControls::restartAsked, this, [this] { begin(); });
    connect(controls_, &TrainingControls::folderAsked, this, &TrainWorkspace::askForFolder);
    connect(controls_, &TrainingControls::downloadAsked, this, &TrainWorkspace::askForDownload);
    connect(timeline_, &Timeline::runAsked, this, [&worker] { worker.run(-1); });
    connect(timeline_, &Timeline::pauseAsked, this, [&worker] { worker.pause(); });
    connect(timeline_, &Timeline::batchAsked, this, [&worker] { worker.run(1); });
    connect(timeline_, &Timeline::epochAsked, this, [&worker] { worker.runEpoch(); });
    connect(timeline_, &Timeline::momentAsked, this,
            [&worker](const Moment& moment) { worker.goTo(moment); });
    connect(confusion_, &ConfusionView::cellChosen, this,
            [&worker](const ConfusionCell& cell) { worker.lookBehind(cell); });
    connect(batch_, &BatchView::kernelChosen, this,
            [&worker](const KernelChoice& kernel) { worker.lookAtKernel(kernel); });
    connect(modes_, &QButtonGroup::idClicked, this, &TrainWorkspace::showPage);
    connect(recover_, &QPushButton::clicked, this, &TrainWorkspace::recover);
    connect(save_, &QPushButton::clicked, this, &TrainWorkspace::askWhereToSave);
    connect(draw_, &QPushButton::clicked, this, [this] { Q_EMIT drawAsked(checkpoint()); });
    connect(network_, &QPushButton::clicked, this, &TrainWorkspace::openInNetwork);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        session_.worker().stopLoading();
        if (download_) download_->cancel();
        progress_->hide();
    });
}

void TrainWorkspace::applyTheme() {
    const Theme& theme = currentTheme();
    const int margin = theme.space.large;
    layout()->setContentsMargins(margin, margin - 4, margin, margin);
    layout()->setSpacing(theme.space.medium);
    body_->setSpacing(theme.space.medium);
    top_->setSpacing(theme.space.medium);
    settings_->setFixedWidth(268 * theme.type.body.pixelSize() / 14);
    showView();
}

void TrainWorkspace::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->oldSize().width() > 0 &&
        (width() < roomForSettings) == (event->oldSize().width() < roomForSettings))
        return;
    settings_->setVisible(width() >= roomForSettings && settingsWanted_);
}

void TrainWorkspace::showView() {
    const auto& view = session_.view();
    if (!view || !view->network) return;
    timeline_->setView(*view);
    if (pages_->currentWidget() == strip_) strip_->setView(view);
    if (pages_->currentWidget() == batch_ && view->batch != shownBatch_) batch_->setView(view);
    confusion_->setEvaluation(view->evaluation);
    confusion_->setBehind(view->behind);
    for (QPushButton* button : {save_, network_, draw_}) button->setEnabled(true);
    showSlowParts(*view);
    showDivergence(*view);
}

/// What comes a few times a second while training runs.
void TrainWorkspace::showSlowParts(const TrainingView& view) {
    if (view.batch && view.batch != shownBatch_) magnitudes_->setLayers(view.batch->layers);
    shownBatch_ = view.batch;
    if (!view.curves || view.curves == shownCurves_) return;
    shownCurves_ = view.curves;
    showCurves(view);
    showSummary(view);
}

/// The legend of the charts with the numbers at their ends; what has no room is left out from the end.
void TrainWorkspace::showSummary(const TrainingView& view) {
    const Palette& p = currentTheme().palette;
    const QString held =
        view.evaluation ? tr("held out %1 %").arg(100 * view.evaluation->accuracy(), 0, 'f', 1) : QString();
    const QString training =
        view.curves->training.empty()
            ? tr("training")
            : tr("training %1 %").arg(100 * view.curves->training.back().accuracy, 0, 'f', 1);
    QString text = QStringLiteral(
                       "<span style='color:%1'>\u25AC %2</span> &nbsp; <span style='color:%3'>\u25AC "
                       "%4</span>")
                       .arg(p.weight.text.name(), held, p.activation.text.name(), training);
    QStringList wordings{text};
    QStringList rest;
    if (view.settings.fallingEpochs > 0) rest << tr("rate %1").arg(view.rate, 0, 'g', 2);
    rest << QString::fromStdString(view.data);
    for (const QString& part : rest) {
        text += QStringLiteral(" &nbsp; ") + part.toHtmlEscaped();
        wordings.prepend(text);
    }
    summary_->setWordings(wordings);
}

void TrainWorkspace::showCurves(const TrainingView& view) {
    const auto now = static_cast<double>(view.moment.step), last = static_cast<double>(view.lastStep);
    for (CurveView* chart : {loss_, accuracy_}) {
        if (view.branches && view.branches != shownBranches_)
            chart->setOthers(*view.branches, view.moment.branch);
        chart->setCurves(*view.curves, now, last);
    }
    shownBranches_ = view.branches;
}

void TrainWorkspace::showDivergence(const TrainingView& view) {
    trouble_->setVisible(view.divergence.has_value());
    if (!view.divergence) return;
    troubleText_->setText(QString::fromStdString(view.divergence->reason));
    recover_->setText(tr("Back to batch %1, half the rate").arg(view.divergence->lastGood));
}

void TrainWorkspace::recover() {
    const auto& view = session_.view();
    if (!view || !view->divergence) return;
    StepSettings settings = view->settings;
    settings.sgd.learningRate = std::max(settings.sgd.learningRate / 2, 0.0001);
    session_.worker().goTo({view->moment.branch, view->divergence->lastGood});
    session_.worker().setSettings(settings);
    controls_->setSettings(settings);
}

void TrainWorkspace::showLoading(double share) {
    progressText_->setText(tr("Getting the digits ready"));
    bar_->setValue(static_cast<int>(1000 * share));
    progress_->setVisible(share < 1);
}

}  // namespace deltascope
