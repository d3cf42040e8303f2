#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <filesystem>

#include "ui/workspaces/draw/draw_session.h"
#include "ui/workspaces/draw/layer_views.h"

class QHBoxLayout;
class QLabel;
class QMimeData;
class QPushButton;
class QSettings;
class QSlider;

namespace deltascope {

class AnswerView;
class Card;
class DrawCanvas;
class MapGallery;
class MessageBar;
class ModelBar;
class PixelView;
class ProbabilityBars;
class TeachPanel;

/// Draw a digit and watch the network answer: canvas, answer, the maps of every layer, and the model.
class DrawWorkspace : public QWidget {
    Q_OBJECT

  public:
    explicit DrawWorkspace(QWidget* parent = nullptr);

    DrawSession& session() { return session_; }
    MessageBar& messages() { return *messages_; }

    // What the buttons do once a file is chosen; what goes wrong is shown in the message bar.
    void openModel(const std::filesystem::path& path);
    void saveModel(const std::filesystem::path& path);
    void openPicture(const std::filesystem::path& path);
    void pastePicture();
    /// The canvas, or what the network sees of it, as PNG.
    void saveDrawing(const std::filesystem::path& path);
    void saveDigit(const std::filesystem::path& path);

    /// Brings all views up to date now instead of with the next frame.
    void refresh();

    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void layOut();
    Card* makeCanvasCard();
    QWidget* makeCanvasButtons();
    QWidget* makeInputRow();
    Card* makeAnswerCard();
    Card* makeLayersCard();
    void applyTheme();
    void addShortcuts();
    void connectSession();

    void scheduleRefresh();
    void showReading();
    void showButtons();
    void showLayers(const Reading* reading);
    void openMimeData(const QMimeData& mime);
    void takePicture(const QImage& image, const std::string& name);
    void report(const Result<void>& result, const QString& success = {});

    void askForPicture();
    void askForModel();
    void askWhereToSaveModel();
    void askWhereToSave(const QString& suggestion, void (DrawWorkspace::*save)(const std::filesystem::path&));

    DrawSession session_;
    std::vector<LayerView> layers_;
    Architecture shownArchitecture_;
    QTimer frame_;  ///< collects several changes into one refresh
    QElapsedTimer lastFrame_;

    QHBoxLayout* cards_;
    MessageBar* messages_;
    DrawCanvas* canvas_;
    QPushButton *undo_, *redo_, *clear_, *save_;
    QSlider* penWidth_;
    PixelView* input_;
    QLabel* inputNote_;
    AnswerView* answer_;
    ProbabilityBars* bars_;
    TeachPanel* teach_;
    MapGallery* gallery_;
    ModelBar* model_;
};

}  // namespace deltascope
