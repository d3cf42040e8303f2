// The part of the drawing workspace that deals with files, the clipboard and what is dropped on it.
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>

#include "ui/pictures/picture_file.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/draw/draw_canvas.h"
#include "ui/workspaces/draw/draw_workspace.h"

namespace deltascope {
namespace {

/// Side of a saved drawing in pixels.
constexpr Index savedSide = 560;

std::filesystem::path toPath(const QString& name) {
    return std::filesystem::path(QFile::encodeName(name).toStdString());
}

QString toName(const std::filesystem::path& path) { return QString::fromStdString(path.filename().string()); }

/// The file that is dropped or pasted; empty if there is none.
QString localFile(const QMimeData& data) {
    return data.hasUrls() && !data.urls().isEmpty() ? data.urls().constFirst().toLocalFile() : QString();
}

bool isModelFile(const QString& name) {
    return name.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive);
}

}  // namespace

void DrawWorkspace::report(const Result<void>& result, const QString& success) {
    if (!result) {
        messages_->showError(result.error().message);
    } else if (!success.isEmpty()) {
        messages_->showInformation(success);
    } else {
        messages_->hide();
    }
}

void DrawWorkspace::openModel(const std::filesystem::path& path) { report(session_.openModel(path)); }

void DrawWorkspace::saveModel(const std::filesystem::path& path) {
    report(session_.saveModel(path), tr("Saved the model as %1").arg(toName(path)));
}

void DrawWorkspace::openPicture(const std::filesystem::path& path) {
    const auto image = openPictureFile(path);
    if (image) {
        takePicture(*image, path.string());
    } else {
        messages_->showError(image.error().message);
    }
}

void DrawWorkspace::takePicture(const QImage& image, const std::string& name) {
    Result<void> result;
    if (auto grey = greyImage(image); grey) {
        result = session_.openPicture(std::move(*grey));
    } else {
        result = tl::unexpected(grey.error());
    }
    if (!result) result = failure(name, ": ", result.error().message);
    report(result);
}

void DrawWorkspace::saveDrawing(const std::filesystem::path& path) {
    report(savePng(path, toImage(sketchImage(session_.sketch(), savedSide))),
           tr("Saved the drawing as %1").arg(toName(path)));
}

void DrawWorkspace::saveDigit(const std::filesystem::path& path) {
    const Reading* reading = session_.reading();
    report(reading ? savePng(path, toImage(reading->input))
                   : failure("there is nothing that the network sees yet"),
           tr("Saved what the network sees as %1").arg(toName(path)));
}

void DrawWorkspace::pastePicture() {
    if (const QMimeData* mime = QGuiApplication::clipboard()->mimeData()) openMimeData(*mime);
}

void DrawWorkspace::openMimeData(const QMimeData& mime) {
    const QString file = localFile(mime);
    if (!file.isEmpty()) {
        isModelFile(file) ? openModel(toPath(file)) : openPicture(toPath(file));
    } else if (const auto image = mime.hasImage() ? mime.imageData().value<QImage>() : QImage();
               !image.isNull()) {
        takePicture(image, tr("the pasted picture").toStdString());
    } else {
        messages_->showError(tr("There is no picture in it.").toStdString());
    }
}

void DrawWorkspace::dragEnterEvent(QDragEnterEvent* event) {
    if (localFile(*event->mimeData()).isEmpty() && !event->mimeData()->hasImage()) return;
    event->acceptProposedAction();
    canvas_->setDropHighlight(true);
}

void DrawWorkspace::dragLeaveEvent(QDragLeaveEvent*) { canvas_->setDropHighlight(false); }

void DrawWorkspace::dropEvent(QDropEvent* event) {
    canvas_->setDropHighlight(false);
    event->acceptProposedAction();
    openMimeData(*event->mimeData());
}

void DrawWorkspace::askForPicture() {
    const QString name = QFileDialog::getOpenFileName(
        this, tr("Open a picture of a digit"), {},
        tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff *.pgm *.svg);;All files (*)"));
    if (!name.isEmpty()) openPicture(toPath(name));
}

void DrawWorkspace::askForModel() {
    const QString name = QFileDialog::getOpenFileName(this, tr("Open a model"), {},
                                                      tr("Models (*.safetensors);;All files (*)"));
    if (!name.isEmpty()) openModel(toPath(name));
}

void DrawWorkspace::askWhereToSaveModel() {
    const QString name = QFileDialog::getSaveFileName(this, tr("Save the model"), tr("digits.safetensors"),
                                                      tr("Models (*.safetensors)"));
    if (!name.isEmpty()) saveModel(toPath(name));
}

void DrawWorkspace::askWhereToSave(const QString& suggestion,
                                   void (DrawWorkspace::*save)(const std::filesystem::path&)) {
    const QString name =
        QFileDialog::getSaveFileName(this, tr("Save as PNG"), suggestion, tr("PNG pictures (*.png)"));
    if (!name.isEmpty()) (this->*save)(toPath(name));
}

}  // namespace deltascope
