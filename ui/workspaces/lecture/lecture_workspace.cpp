#include "ui/workspaces/lecture/lecture_workspace.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/lesson/catalogue.h"
#include "ui/stage/stage_scroll.h"
#include "ui/stage/stage_view.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/why/predict_box.h"
#include "ui/why/why_panel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/transport_bar.h"
#include "ui/workspaces/lecture/contents_list.h"
#include "ui/workspaces/lecture/contents_panel.h"
#include "ui/workspaces/lecture/settings_bar.h"
#include "ui/workspaces/lecture/step_caption.h"

namespace deltascope {
namespace {

constexpr int widthWithContents = 1100;  // below it the stage needs the room more
constexpr int leastExplanation = 286;    // pixels that the explanation's widest line needs

/// What answers for the numbers of a walkthrough, and keeps it alive.
std::shared_ptr<const CellSource> answersOf(const std::shared_ptr<const Walkthrough>& walkthrough) {
    return {walkthrough, &walkthrough->source()};
}

}  // namespace

LectureWorkspace::LectureWorkspace(QWidget* parent)
    : QWidget(parent),
      contentsButton_(new QToolButton),
      title_(new QLabel),
      subtitle_(new QLabel),
      hint_(new QLabel(
          tr("Click any number to see where it comes from; double-click a given one to change it."))),
      side_(new ContentsPanel(walkthroughs())),
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

ContentsList& LectureWorkspace::contents() { return side_->list(); }

QLayout* LectureWorkspace::makeHeader() {
    auto* texts = new QVBoxLayout;
    texts->setSpacing(currentTheme().space.small);
    texts->addWidget(title_);
    texts->addWidget(subtitle_);
    contentsButton_->setProperty("look", "icon");
    contentsButton_->setAccessibleName(tr("Contents"));
    contentsButton_->setToolTip(tr("Show or hide the contents (Ctrl+B)"));
    contentsButton_->setFocusPolicy(Qt::TabFocus);
    connect(contentsButton_, &QToolButton::clicked, this, [this] { showContents(side_->isHidden()); });
    auto* header = new QHBoxLayout;
    header->addWidget(contentsButton_, 0, Qt::AlignTop);
    header->addLayout(texts, 1);
    header->addWidget(settings_->tools(), 0, Qt::AlignTop);
    return header;
}

QWidget* LectureWorkspace::makeStage() {
    auto* card = new Card;
    card->content().addWidget(settings_);
    card->content().addWidget(caption_);
    card->content().addWidget(new StageScroll(stage_), 1);
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
    outer_->addWidget(side_);
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

void LectureWorkspace::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    hint_->setVisible(height() > 760 && width() > 1000);
    shareWidth();
}

/// The contents and the explanation get a share of the window until someone decides otherwise.
void LectureWorkspace::shareWidth() {
    const bool showsContents = wantsContents_.value_or(width() >= widthWithContents);
    side_->setVisible(showsContents);
    if (hasOwnWidths_) return;
    const int side = std::clamp(width() * 18 / 100, 220, 300);
    const int page =
        width() - (showsContents ? side : 0) - 2 * currentTheme().space.large - inner_->handleWidth();
    const int why = std::clamp(page * 30 / 100, leastExplanation, 460);
    outer_->setSizes({side, width() - side});
    inner_->setSizes({page - why, why});
}

void LectureWorkspace::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) dress();
}

void LectureWorkspace::dress() {
    const Theme& theme = currentTheme();
    contentsButton_->setIcon(icon(QStringLiteral("contents"), theme.palette.text, theme.space.iconSize));
    contentsButton_->setIconSize({theme.space.iconSize, theme.space.iconSize});
}

void LectureWorkspace::showContents(bool isShown) {
    wantsContents_ = isShown;
    shareWidth();
}

void LectureWorkspace::connectParts() {
    connect(&contents(), &ContentsList::chosen, this, [this](const std::string& id) {
        if (auto opened = session_.reopen(id); !opened) return messages_->showError(opened.error().message);
        showKind();
    });
    connect(transport_, &TransportBar::stepChanged, this, &LectureWorkspace::goTo);
    connect(transport_, &TransportBar::passedEnd, this, [this] { goToNeighbour(1); });
    connect(transport_, &TransportBar::passedStart, this, [this] { goToNeighbour(-1); });
    connect(stage_, &StageView::stepWanted, this, [this](Index step) { goTo(static_cast<int>(step)); });
    connect(stage_, &StageView::cellChosen, this, [this](const Cell& cell) { explainCell(cell, false); });
    connect(stage_, &StageView::refused, this,
            [this](const QString& reason) { messages_->showInformation(reason); });
    connect(stage_, &StageView::cellHovered, why_, &WhyPanel::setPointedAt);
    connect(why_, &WhyPanel::cellHovered, stage_, &StageView::setPointedAt);
    connect(why_, &WhyPanel::termHovered, stage_, &StageView::setPointedAtAll);
    connect(why_, &WhyPanel::cellFollowed, this, [this](const Cell& cell) { explainCell(cell, true); });
    connect(caption_, &StepCaption::earlierWanted, this, &LectureWorkspace::goToEarlier);
    connect(why_, &WhyPanel::backWanted, this, &LectureWorkspace::goBack);
    connect(&why_->predictBox(), &PredictBox::solved, transport_, &TransportBar::next);
}

void LectureWorkspace::connectSettings() {
    connect(settings_, &SettingsBar::changed, this, [this](const std::string& id, const SettingValue& value) {
        afterChange(session_.change(id, value));
    });
    connect(settings_, &SettingsBar::changedFurther, this,
            [this](const std::string& id, const SettingValue& value) {
                afterChange(session_.changeFurther(id, value));
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
    add(Qt::CTRL | Qt::Key_B, contentsButton_, &QToolButton::click);
    add(QKeySequence::Find, this, [this] {
        if (side_->isHidden()) showContents(true);
        side_->search().setFocus(Qt::ShortcutFocusReason);
        side_->search().selectAll();
    });
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
    contents().setCurrent(kind.id);
    settings_->setSpecs(kind.settings);
    showNeighbours();
    stage_->setWalkthrough(session_.walkthrough(), session_.step());
    followStage();
}

/// "Next" leads from one walkthrough into the one after it, through the whole lecture.
void LectureWorkspace::showNeighbours() {
    const auto titleAt = [this](int distance) {
        const WalkthroughKind* kind = session_.neighbour(distance);
        return kind ? QString::fromStdString(kind->title) : QString();
    };
    transport_->setNeighbours(titleAt(-1), titleAt(1));
}

void LectureWorkspace::goToNeighbour(int distance) {
    const WalkthroughKind* kind = session_.neighbour(distance);
    if (!kind) return;
    if (auto opened = session_.open(kind->id, 0); !opened)
        return messages_->showError(opened.error().message);
    if (distance < 0) session_.goTo(session_.stepCount() - 1);
    showKind();
}

/// Another walkthrough stands on the stage: everything around it follows.
void LectureWorkspace::followStage() {
    refreshSettings();
    transport_->setStepCount(static_cast<int>(session_.stepCount()));
    transport_->setStep(static_cast<int>(session_.step()));
    contents().setProgress(session_.kind().id, session_.progress(session_.kind().id));
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
    contents().setProgress(session_.kind().id, session_.progress(session_.kind().id));
    explainStep();
}

void LectureWorkspace::explainStep() {
    trail_.clear();
    stage_->setTrace(std::nullopt);
    const Step& step = stage_->currentStep();
    caption_->showStep(step);
    QStringList terms;
    for (const std::string& term : step.terms) terms << QString::fromStdString(term);
    if (step.explanations.empty()) {
        why_->clear();
    } else {
        why_->explain(answersOf(session_.walkthrough()), stage_->set().exhibits,
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
    const Step& step = stage_->currentStep();
    const bool isStepsOwn =
        trail_.empty() || (!step.explanations.empty() && step.explanations.front().cell == trail_.back());
    if (isStepsOwn) return explainStep();
    const auto explanation = session_.walkthrough()->explain(trail_.back());
    if (!explanation) return explainStep();
    const auto& exhibits = stage_->set().exhibits;
    const auto place = stagePlaceOf(exhibits, trail_.back());
    stage_->setTrace(*explanation);
    why_->explain(answersOf(session_.walkthrough()), exhibits,
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
    stage_->replaceWalkthrough(session_.walkthrough(), session_.step());
    followStage();
}

}  // namespace deltascope
