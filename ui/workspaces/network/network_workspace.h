#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <array>

#include "ui/workspaces/network/network_session.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QMimeData;
class QPushButton;
class QSettings;

namespace deltascope {

class FittingLabel;
class Inspector;
class MessageBar;
class NetworkView;
class SourceBar;
class StepPanel;

/// Every number of a network on one page: activations, deltas and gradients of a picture, where each comes
/// from, the steps of backpropagation, and what changes when something is changed.
class NetworkWorkspace : public QWidget {
    Q_OBJECT

  public:
    explicit NetworkWorkspace(QWidget* parent = nullptr);

    NetworkSession& session() { return session_; }
    MessageBar& messages() { return *messages_; }
    NetworkView& view() { return *view_; }
    Inspector& inspector() { return *inspector_; }
    StepPanel& stepPanel() { return *steps_; }
    SourceBar& sources() { return *sources_; }

    /// A trained network that the menu offers, and that is shown first.
    void setTrained(std::string name, LessonNetwork network);
    /// The user's own network out of Train: offered by the menu, too, and shown. `untrained`: before its
    /// first batch.
    void setOwn(LessonNetwork network, LessonNetwork untrained);

    // What the menus do once a file is chosen; what goes wrong is shown in the message bar.
    void openModel(const std::filesystem::path& path);
    void openPicture(const std::filesystem::path& path);
    void openFolder(const std::filesystem::path& folder);
    /// Takes the picture, or the file, that is on the clipboard.
    void paste();

    /// Brings all parts up to date now instead of with the next frame.
    void refresh();

    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void layOut();
    QLayout* makeHeader();
    QWidget* makePage();
    void connectParts();
    void connectInspector();
    void addShortcuts();
    void fillMenus();
    void scheduleRefresh();
    void report(const Result<void>& result);
    void showStatus(const std::optional<Cell>& cell);
    void showModes();
    void openCell(const Cell& cell);
    void takeRate(const QString& text);
    void showUntrained(std::uint64_t seed);
    void openMimeData(const QMimeData& mime);
    void takeImage(const QImage& image, const std::string& name);
    void chooseBrush(int item);

    void askForModel();
    void askForPicture();
    void askForFolder();
    void askForSeed();
    void askForArchitecture();
    void showLikes();

    NetworkSession session_;
    std::string trainedName_;
    LessonNetwork trained_, own_, ownUntrained_;
    std::uint64_t seed_ = 1;
    QTimer frame_;
    QElapsedTimer lastFrame_;

    QLabel *title_, *subtitle_;
    FittingLabel* status_;
    std::array<QPushButton*, 3> modes_{};
    QCheckBox *sharedScale_, *difference_;
    QPushButton* fromHere_;
    QComboBox* brush_;
    MessageBar* messages_;
    SourceBar* sources_;
    NetworkView* view_;
    Inspector* inspector_;
    StepPanel* steps_;
};

}  // namespace deltascope
