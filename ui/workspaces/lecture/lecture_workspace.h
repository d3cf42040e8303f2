#pragma once

#include <QWidget>

#include "ui/workspaces/lecture/lecture_session.h"

class QLabel;
class QSettings;
class QSplitter;
class QToolButton;

namespace deltascope {

class ContentsList;
class ContentsPanel;
class MessageBar;
class SettingsBar;
class StageView;
class StepCaption;
class TransportBar;
class WhyPanel;

/// The lecture as walkthroughs to step through: contents on the left, the stage with its settings in the
/// middle, "Why this number?" on the right, the transport bar below. Connects the parts; each of them knows
/// only its own business.
class LectureWorkspace : public QWidget {
    Q_OBJECT

  public:
    explicit LectureWorkspace(QWidget* parent = nullptr);

    /// Opens the walkthrough that `id` names at `step`, counted from 0; an error leaves what was open.
    Result<void> showWalkthrough(const std::string& id, Index step);
    void saveState(QSettings& store) const;
    /// What was saved, as far as it is still possible; the rest stays as it is.
    void restoreState(QSettings& store);

    /// Offers a network to every walkthrough that runs on one: the trained digit model.
    void addNetwork(const QString& label, LessonNetwork network);

    const LectureSession& session() const { return session_; }
    /// Fills a picture setting from a file, as dropping it on the stage does; complains in the message bar.
    void openPicture(const std::string& setting, const QString& path);

    StageView& stage() { return *stage_; }
    StepCaption& caption() { return *caption_; }
    TransportBar& transport() { return *transport_; }
    WhyPanel& why() { return *why_; }
    SettingsBar& settingsBar() { return *settings_; }
    ContentsPanel& contentsPanel() { return *side_; }
    ContentsList& contents();
    MessageBar& messages() { return *messages_; }

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    QLayout* makeHeader();
    QWidget* makeStage();
    QWidget* makeWhy();
    QWidget* makeTransport();
    void layOut();
    void connectParts();
    void connectSettings();
    void addShortcuts();
    void dress();
    void showContents(bool isShown);
    void shareWidth();

    void showKind();
    void showNeighbours();
    void goToNeighbour(int distance);
    void followStage();
    void refreshSettings();
    void goTo(int step);
    void explainStep();
    void goToEarlier(const Earlier& earlier);
    void askNext();
    void explainCell(const Cell& cell, bool isFollowed);
    void explainTrail();
    void goBack();
    void afterChange(const Result<void>& result);
    void askForPicture(const std::string& setting);
    void dropPicture(const QString& path);

    LectureSession session_;
    std::vector<Cell> trail_;  ///< numbers asked about beside the step's own, the last one shown

    QToolButton* contentsButton_;  ///< the first to be made: what is made next may change the style
    QLabel *title_, *subtitle_, *hint_;
    ContentsPanel* side_;
    SettingsBar* settings_;
    StepCaption* caption_;
    StageView* stage_;
    WhyPanel* why_;
    TransportBar* transport_;
    MessageBar* messages_;
    QSplitter *outer_, *inner_;
    std::optional<bool> wantsContents_;  ///< what was last chosen; until then the width decides
    bool hasOwnWidths_ = false;          ///< someone moved the splitter: widths follow the window no longer
};

}  // namespace deltascope
