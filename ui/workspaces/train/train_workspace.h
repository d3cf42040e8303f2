#pragma once

#include <QLockFile>
#include <QWidget>
#include <memory>

#include "core/network/checkpoint.h"
#include "ui/workspaces/train/train_session.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace deltascope {

class BatchView;
class Card;
class ConfusionView;
class CurveView;
class FittingLabel;
class MagnitudeView;
class MessageBar;
class MnistDownload;
class NetworkStrip;
class Timeline;
class TrainingControls;

/// Training a network and watching it learn; every moment can be had again.
class TrainWorkspace : public QWidget {
    Q_OBJECT

  public:
    explicit TrainWorkspace(QWidget* parent = nullptr);
    ~TrainWorkspace() override;

    TrainSession& session() { return session_; }
    MessageBar& messages() { return *messages_; }
    /// Begins a training with the settings shown.
    void begin();
    /// The same on other data.
    void begin(const DigitChoice& digits);
    void resume();
    void saveModel(const std::filesystem::path& path);
    /// The network at the moment shown, with what is known about it. Needs a view.
    Checkpoint<float> checkpoint() const;
    /// Fetches MNIST into `folder` and begins to train on it.
    void download(const std::filesystem::path& folder, const QList<QUrl>& mirrors);

    /// Where the training is kept between two runs of the program; restoreState() chooses the user's own
    /// folder. Where another window keeps its training there already, this one says so and keeps none.
    void keepIn(const std::filesystem::path& folder);
    /// Where the user's own labelled drawings are collected for training.
    static std::filesystem::path drawingsFile();
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

  Q_SIGNALS:
    /// The trained network is wanted in another workspace.
    void drawAsked(const deltascope::Checkpoint<float>& checkpoint);
    /// The same, and the network as it was before the first batch.
    void networkAsked(const deltascope::Checkpoint<float>& checkpoint,
                      const deltascope::Network<float>& untrained);

  protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void layOut();
    QWidget* makeHeader();
    Card* makeSettingsCard();
    Card* makeCurvesCard();
    Card* makeNetworkCard();
    QWidget* makeOffer();
    void addShortcuts();
    void connectParts();
    void applyTheme();
    void showView();
    void showLoading(double share);
    void showSlowParts(const TrainingView& view);
    void showCurves(const TrainingView& view);
    void showSummary(const TrainingView& view);
    void showDivergence(const TrainingView& view);
    void openInNetwork();
    bool lockFolder();
    void sayThatNothingIsKept();
    void hideOffer();
    void recover();
    void askForFolder();
    void askForDownload();
    void askWhereToSave();
    void showPage(int page);

    std::unique_ptr<QLockFile> lock_;  ///< on what is kept, until the session has saved for the last time
    TrainSession session_;
    std::unique_ptr<MnistDownload> download_;
    std::shared_ptr<const TrainingCurves> shownCurves_;
    std::shared_ptr<const std::vector<BranchLine>> shownBranches_;
    TrainingPlan plan_;  ///< of the training at hand
    std::shared_ptr<const BatchInspection> shownBatch_;
    std::filesystem::path folder_;
    QString notKept_;  ///< why the training is not kept
    bool begun_ = false, settingsWanted_ = true;

    MessageBar* messages_;
    TrainingControls* controls_;
    Card* settings_;
    QHBoxLayout *body_, *top_;
    CurveView *loss_, *accuracy_;
    FittingLabel* summary_;
    MagnitudeView* magnitudes_;
    ConfusionView* confusion_;
    NetworkStrip* strip_;
    BatchView* batch_;
    QStackedWidget* pages_;
    QButtonGroup* modes_;
    Timeline* timeline_;
    QWidget *offer_, *progress_, *trouble_;
    QProgressBar* bar_;
    QLabel *progressText_, *troubleText_;
    QPushButton *cancel_, *recover_, *network_, *draw_, *save_;
};

}  // namespace deltascope
