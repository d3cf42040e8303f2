#pragma once

#include <QMainWindow>
#include <array>
#include <string>

#include "core/base/result.h"
#include "core/tensor/tensor.h"
#include "ui/theme/theme.h"

class QMenu;
class QStackedWidget;

namespace deltascope {

class DrawWorkspace;
class LectureWorkspace;
class NetworkWorkspace;
class Rail;
class TrainWorkspace;

/// The window: the rail and, beside it, the chosen workspace. Wiring only. A workspace is made when first
/// shown and kept, so that switching keeps its state and starting waits for one of them only.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    MainWindow();

    /// The workspaces' names in settings and on the command line, in the rail's order.
    static constexpr std::array names = {"lecture", "network", "train", "draw"};

    Result<void> showWorkspace(const std::string& name);
    /// Opens the lecture workspace at a walkthrough; `step` counts from 0.
    Result<void> showWalkthrough(const std::string& id, long step);
    std::string workspace() const;
    DrawWorkspace& draw();
    LectureWorkspace& lecture();
    NetworkWorkspace& network();
    TrainWorkspace& train();

    /// Place and size of the window, workspace, theme, and what the workspaces keep, as the last window left
    /// them; without it a window starts fresh and touches no settings.
    void restore();
    void save() const;

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    QWidget* makeWorkspace(int item);
    void collectDrawing(const Tensor<float>& picture, int label);
    QWidget* makeTrain();
    QWidget* page(int item);
    void switchTo(int item);
    QMenu* makeMenu();
    void addThemes(QMenu& menu);
    void addTextSizes(QMenu& menu);
    void showHelp();
    void showAbout();

    Rail* rail_;
    QStackedWidget* stack_;
    std::array<QWidget*, names.size()> pages_{};
    bool remembers_ = false;  ///< restore() was called
};

}  // namespace deltascope
