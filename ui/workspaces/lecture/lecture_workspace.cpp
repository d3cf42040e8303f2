#include "ui/workspaces/lecture/lecture_workspace.h"

#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "core/lesson/catalogue.h"
#include "ui/stage/stage_view.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/card.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/transport_bar.h"
#include "ui/workspaces/lecture/contents_list.h"
#include "ui/workspaces/lecture/picture_import.h"
#include "ui/workspaces/lecture/predict_box.h"
#include "ui/workspaces/lecture/settings_bar.h"
#include "ui/workspaces/lecture/settings_text.h"
#include "ui/workspaces/lecture/step_caption.h"
#include "ui/workspaces/lecture/why_panel.h"

namespace deltascope {
namespace {

constexpr int largestPictureSide = 28;
constexpr int leastExplanation = 286;  // pixels that the explanation's widest line needs

const SettingSpec* specOf(const WalkthroughKind& kind, const std::string& id) {
    const auto found = std::find_if(kind.settings.begin(), kind.settings.end(),
                                    [&](const SettingSpec& spec) { return spec.id == id; });
    return found == kind.settings.end() ? nullptr : &*found;
}

/// The darkest value that pictures of this setting have.
double largestValue(const SettingSpec& spec) {
    const auto& standard = std::get<Tensor<double>>(spec.standard);
    return standard.empty() ? 1 : *std::max_element(standard.values().begin(), standard.values().end());
}

QString storeKey(const std::string& id, const char* what) {
    return QStringLiteral("lecture/%1/%2").arg(QString::fromStdString(id), QLatin1String(what));
}

}  // namespace

LectureWorkspace::LectureWorkspace(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel),
      subtitle_(new QLabel),
      hint_(new QLabel(
          tr("Click any number to see where it comes from; double-click a given one to change it."))),
      contents_(new ContentsList(walkthroughs())),
      settings_(new SettingsBar),
      caption_(new StepCaption),
      stage_(new StageView),
      why_(new WhyPanel),
      transport_(new TransportBar),
      messages_(new MessageBar),
      outer_(new QSplitter),
      inner_(new QSplitter) {
    layOut();
    connectParts();
    connectSettings();
    addShortcuts();
    if (auto opened = showWalkthrough(walkthroughs().front().id, 0); !opened)
        messages_->showError(opened.error().message);
}

QWidget* LectureWorkspace::makeContents() {
    const Spacing& space = currentTheme().space;
    side_ = new QWidget;
    side_->setObjectName(QStringLiteral("lectureContents"));
    side_->setAttribute(Qt::WA_StyledBackground);
    side_->setMinimumWidth(150);
    auto* column = new QVBoxLayout(side_);
    column->setContentsMargins(space.medium, space.large + space.tiny, space.medium, space.medium);
    auto* heading = new QLabel(tr("Lecture"));
    setTextRole(*heading, TextRole::heading);
    heading->setIndent(space.medium);
    column->addWidget(heading);
    column->addWidget(contents_, 1);
    return side_;
}

QLayout* LectureWorkspace::makeHeader() {
    auto* texts = new QVBoxLayout;
    texts->setSpacing(currentTheme().space.small);
    texts->addWidget(title_);
    texts->addWidget(subtitle_);
    auto* header = new QHBoxLayout;
    header->addLayout(texts, 1);
    header->addWidget(settings_->tools(), 0, Qt::AlignTop);
    return header;
}

QWidget* LectureWorkspace::makeStage() {
    auto* card = new Card;
    card->content().addWidget(settings_);
    card->content().addWidget(caption_);
    stage_->setMinimumSize(320, 140);  // the smallest window shows all settings and some of the stage
    card->content().addWidget(stage_, 1);
    setTextRole(*hint_, TextRole::small);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // must not keep the window wide
    card->content().addWidget(hint_);
    return card;
}

QWidget* LectureWorkspace::makeWhy() {
    auto* card = new Card;
    card->content().addWidget(why_);
    card->setMinimumWidth(leastExplanation);
    return card;
}

QWidget* LectureWorkspace::makeTransport() {
    auto* card = new Card;
    card->content().addWidget(transport_);
    return card;
}

void LectureWorkspace::layOut() {
    const Spacing& space = currentTheme().space;
    setTextRole(*title_, TextRole::title);
    setTextRole(*subtitle_, TextRole::subtitle);
    subtitle_->setWordWrap(true);
    inner_->addWidget(makeStage());
    inner_->addWidget(makeWhy());
    inner_->setStretchFactor(0, 1);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(space.large, space.large, space.large, space.large);
    column->setSpacing(space.small);
    column->addLayout(makeHeader());
    column->addWidget(messages_);
    column->addSpacing(space.tiny);
    column->addWidget(inner_, 1);
    column->addSpacing(space.small);
    column->addWidget(makeTransport());
    outer_->addWidget(makeContents());
    outer_->addWidget(page);
    outer_->setStretchFactor(1, 1);
    for (QSplitter* splitter : {outer_, inner_}) splitter->setChildrenCollapsible(false);
    inner_->setHandleWidth(space.large);
    outer_->setHandleWidth(space.hairline);
    for (QSplitter* splitter : {outer_, inner_})
        connect(splitter, &QSplitter::splitterMoved, this, [this] { hasOwnWidths_ = true; });
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(outer_);
    messages_->hide();
    dress();
}

/// The contents and the explanation get a share of the window until someone decides otherwise.
void LectureWorkspace::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    hint_->setVisible(height() > 760 && width() > 1000);
    if (hasOwnWidths_) return;
    const int side = std::clamp(width() * 18 / 100, 176, 300);
    const int page = width() - side - 2 * currentTheme().space.large - inner_->handleWidth();
    const int why = std::clamp(page * 30 / 100, leastExplanation, 460);
    outer_->setSizes({side, width() - side});
    inner_->setSizes({page - why, why});
}

void LectureWorkspace::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && side_) dress();
}

void LectureWorkspace::dress() {
    const Palette& palette = currentTheme().palette;
    const QString rules = QStringLiteral("#lectureContents { background: %1; border-right: %2px solid %3; }")
                              .arg(palette.card.name())
                              .arg(currentTheme().space.hairline)
                              .arg(palette.border.name());
    if (side_->styleSheet() != rules) side_->setStyleSheet(rules);
}

void LectureWorkspace::connectParts() {
    connect(contents_, &ContentsList::chosen, this, [this](const std::string& id) {
        if (auto opened = session_.reopen(id); !opened) return messages_->showError(opened.error().message);
        showKind();
    });
    connect(transport_, &TransportBar::stepChanged, this, &LectureWorkspace::goTo);
    connect(stage_, &StageView::stepWanted, this, [this](Index step) { goTo(static_cast<int>(step)); });
    connect(stage_, &StageView::cellChosen, this, [this](const Cell& cell) { explainCell(cell, false); });
    connect(stage_, &StageView::refused, this,
            [this](const QString& reason) { messages_->showInformation(reason); });
    connect(stage_, &StageView::cellHovered, why_, &WhyPanel::setPointedAt);
    connect(why_, &WhyPanel::cellHovered, stage_, &StageView::setPointedAt);
    connect(why_, &WhyPanel::cellFollowed, this, [this](const Cell& cell) { explainCell(cell, true); });
    connect(caption_, &StepCaption::earlierWanted, this, &LectureWorkspace::goToEarlier);
    connect(why_, &WhyPanel::backWanted, this, &LectureWorkspace::goBack);
    connect(&why_->predictBox(), &PredictBox::solved, transport_, &TransportBar::next);
}

void LectureWorkspace::connectSettings() {
    connect(settings_, &SettingsBar::changed, this, [this](const std::string& id, const SettingValue& value) {
        afterChange(session_.change(id, value));
    });
    connect(settings_, &SettingsBar::resetWanted, this, [this] { afterChange(session_.reset()); });
    connect(settings_, &SettingsBar::undoWanted, this, [this] {
        session_.undo();
        afterChange({});
    });
    connect(settings_, &SettingsBar::redoWanted, this, [this] {
        session_.redo();
        afterChange({});
    });
    connect(settings_, &SettingsBar::ownWanted, stage_, &StageView::editSetting);
    connect(settings_, &SettingsBar::pictureWanted, this, &LectureWorkspace::askForPicture);
    connect(stage_, &StageView::valueTyped, this, [this](const Exhibit& exhibit, Index offset, double value) {
        afterChange(session_.changeNumber(exhibit, offset, value));
    });
    connect(stage_, &StageView::pictureDropped, this, &LectureWorkspace::dropPicture);
}

void LectureWorkspace::addShortcuts() {
    transport_->installShortcuts(this);
    const auto add = [this](const QKeySequence& keys, auto* receiver, auto slot) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, receiver, slot);
    };
    add(Qt::CTRL | Qt::Key_Z, settings_, &SettingsBar::undoWanted);
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_Z, settings_, &SettingsBar::redoWanted);
    add(Qt::Key_Backspace, this, &LectureWorkspace::goBack);
}

Result<void> LectureWorkspace::showWalkthrough(const std::string& id, Index step) {
    if (auto opened = session_.open(id, step); !opened) return opened;
    showKind();
    return {};
}

void LectureWorkspace::addNetwork(const QString& label, LessonNetwork network) {
    settings_->setNetworks({{label.toStdString(), std::move(network)}});
    settings_->setSpecs(session_.kind().settings);
    refreshSettings();
}

void LectureWorkspace::showKind() {
    const WalkthroughKind& kind = session_.kind();
    transport_->pause();
    title_->setText(QString::fromStdString(kind.title));
    subtitle_->setText(QString::fromStdString(kind.subtitle));
    contents_->setCurrent(kind.id);
    settings_->setSpecs(kind.settings);
    showWalkthroughOnStage();
}

void LectureWorkspace::showWalkthroughOnStage() {
    refreshSettings();
    stage_->setWalkthrough(session_.walkthrough(), session_.step());
    transport_->setStepCount(static_cast<int>(session_.stepCount()));
    transport_->setStep(static_cast<int>(session_.step()));
    contents_->setProgress(session_.kind().id, session_.progress(session_.kind().id));
    why_->predictBox().clear();
    explainStep();
}

void LectureWorkspace::refreshSettings() {
    settings_->showValues(session_.settings(), session_.history().canUndo(), session_.history().canRedo());
}

void LectureWorkspace::goTo(int step) {
    session_.goTo(step);
    transport_->setStep(step);
    stage_->showStep(step);
    contents_->setProgress(session_.kind().id, session_.progress(session_.kind().id));
    explainStep();
}

void LectureWorkspace::explainStep() {
    trail_.clear();
    stage_->setTrace(std::nullopt);
    const Step step = session_.walkthrough()->step(session_.step());
    caption_->showStep(step);
    QStringList terms;
    for (const std::string& term : step.terms) terms << QString::fromStdString(term);
    if (step.explanations.empty()) {
        why_->clear();
    } else {
        why_->explain(session_.walkthrough(), stage_->set().exhibits,
                      {step.explanations.front(), terms, {}, false, false});
    }
    askNext();
}

/// To the step where a number was computed, in this walkthrough or in another with the settings that both
/// have.
void LectureWorkspace::goToEarlier(const Earlier& earlier) {
    if (earlier.walkthrough.empty()) return goTo(static_cast<int>(earlier.step));
    if (auto opened = session_.openWithSharedSettings(earlier.walkthrough, earlier.step); !opened) {
        return messages_->showError(opened.error().message);
    }
    showKind();
}

void LectureWorkspace::askNext() {
    const Index next = session_.step() + 1;
    why_->predictBox().ask(next < session_.stepCount() ? session_.walkthrough()->step(next).question
                                                       : std::nullopt);
}

void LectureWorkspace::explainCell(const Cell& cell, bool isFollowed) {
    if (const auto explanation = session_.walkthrough()->explain(cell); !explanation) {
        return messages_->showInformation(QString::fromStdString(explanation.error().message));
    }
    messages_->hide();
    if (!isFollowed) trail_.clear();
    trail_.push_back(cell);
    explainTrail();
}

void LectureWorkspace::explainTrail() {
    const Step step = session_.walkthrough()->step(session_.step());
    const bool isStepsOwn =
        trail_.empty() || (!step.explanations.empty() && step.explanations.front().cell == trail_.back());
    if (isStepsOwn) return explainStep();
    const auto explanation = session_.walkthrough()->explain(trail_.back());
    if (!explanation) return explainStep();
    const auto& exhibits = stage_->set().exhibits;
    const auto place = stagePlaceOf(exhibits, trail_.back());
    stage_->setTrace(*explanation);
    why_->explain(session_.walkthrough(), exhibits,
                  {*explanation, {}, {}, true, place && !exhibits[place->exhibit].setting.empty()});
}

void LectureWorkspace::goBack() {
    if (!trail_.empty()) trail_.pop_back();
    explainTrail();
}

void LectureWorkspace::afterChange(const Result<void>& result) {
    if (!result) {
        messages_->showError(result.error().message);
        return refreshSettings();
    }
    messages_->hide();
    transport_->pause();
    showWalkthroughOnStage();
}

void LectureWorkspace::askForPicture(const std::string& setting) {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open picture"), {}, tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.svg);;All files (*)"));
    if (!path.isEmpty()) openPicture(setting, path);
}

void LectureWorkspace::openPicture(const std::string& setting, const QString& path) {
    const SettingSpec* spec = specOf(session_.kind(), setting);
    if (!spec || !spec->isPicture) return;
    const int side = std::min(largestPictureSide, static_cast<int>(spec->most));
    const auto grid = gridFromFile(path, side, largestValue(*spec));
    if (!grid) return messages_->showError(grid.error().message);
    afterChange(session_.change(setting, *grid));
}

void LectureWorkspace::dropPicture(const QString& path) {
    for (const SettingSpec& spec : session_.kind().settings)
        if (spec.isPicture) return openPicture(spec.id, path);
    messages_->showInformation(tr("This walkthrough takes no picture."));
}

void LectureWorkspace::saveState(QSettings& store) const {
    if (!session_.isOpen()) return;
    const std::string& open = session_.kind().id;
    store.setValue(QStringLiteral("lecture/open"), QString::fromStdString(open));
    store.setValue(storeKey(open, "step"), static_cast<int>(session_.step()));
    store.setValue(storeKey(open, "settings"), settingsText(session_.settings()));
    for (const WalkthroughKind& kind : walkthroughs())
        store.setValue(storeKey(kind.id, "seen"), session_.progress(kind.id));
    store.setValue(QStringLiteral("lecture/speed"), transport_->speed());
    store.setValue(QStringLiteral("lecture/moreSettings"), settings_->isExpanded());
    store.setValue(QStringLiteral("lecture/ownWidths"), hasOwnWidths_);
    store.setValue(QStringLiteral("lecture/outerSplitter"), outer_->saveState());
    store.setValue(QStringLiteral("lecture/innerSplitter"), inner_->saveState());
}

void LectureWorkspace::restoreState(QSettings& store) {
    for (const WalkthroughKind& kind : walkthroughs()) {
        session_.setProgress(kind.id, store.value(storeKey(kind.id, "seen")).toDouble());
        contents_->setProgress(kind.id, session_.progress(kind.id));
    }
    const std::string open = store.value(QStringLiteral("lecture/open")).toString().toStdString();
    if (session_.reopen(open)) {
        const auto settings = settingsFromText(store.value(storeKey(open, "settings")).toString());
        if (settings)
            (void)session_.restore(*settings);  // settings of another version: the standard ones stay
        session_.goTo(store.value(storeKey(open, "step")).toInt());
        showKind();
    }
    transport_->setSpeed(store.value(QStringLiteral("lecture/speed"), 1.0).toDouble());
    settings_->setExpanded(store.value(QStringLiteral("lecture/moreSettings")).toBool());
    hasOwnWidths_ = store.value(QStringLiteral("lecture/ownWidths")).toBool();
    if (!hasOwnWidths_) return;
    outer_->restoreState(store.value(QStringLiteral("lecture/outerSplitter")).toByteArray());
    inner_->restoreState(store.value(QStringLiteral("lecture/innerSplitter")).toByteArray());
}

}  // namespace deltascope
