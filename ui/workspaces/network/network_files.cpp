// The part of the Network workspace that deals with files, dropped things, menus and dialogs.

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>

#include "core/data/digit_image.h"
#include "ui/pictures/picture_file.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/network/architecture_form.h"
#include "ui/workspaces/network/likes_dialog.h"
#include "ui/workspaces/network/network_workspace.h"
#include "ui/workspaces/network/source_bar.h"

namespace deltascope {
namespace {

constexpr int mostSeed = 1000000;

std::filesystem::path toPath(const QString& name) {
    return std::filesystem::path(QFile::encodeName(name).toStdString());
}

/// A picture file as the network wants it: a digit made as MNIST's are for a grey 28x28 input, else all of
/// it, ink dark.
Result<Tensor<double>> pictureFor(const Shape& input, const QImage& image) {
    if (input == Shape{1, digitSide, digitSide}) {
        const auto grey = greyImage(image);
        if (!grey) return tl::unexpected(grey.error());
        const auto digit = digitFromPicture(*grey);
        if (!digit) return tl::unexpected(digit.error());
        return digit->cast<double>();
    }
    const QImage colours = image
                               .scaled(std::min(image.width(), 512), std::min(image.height(), 512),
                                       Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                               .convertToFormat(QImage::Format_RGB32);
    Tensor<double> picture({3, colours.height(), colours.width()});
    for (int y = 0; y < colours.height(); ++y)
        for (int x = 0; x < colours.width(); ++x) {
            const QRgb pixel = colours.pixel(x, y);
            const int parts[] = {qRed(pixel), qGreen(pixel), qBlue(pixel)};
            const bool isGrey = input.rank() < 3 || input[0] == 1;
            for (int c = 0; c < 3; ++c)
                picture.at({c, y, x}) = isGrey ? 1 - parts[c] / 255.0 : parts[c] / 255.0;
        }
    return picture;
}

}  // namespace

void NetworkWorkspace::setTrained(std::string name, LessonNetwork network) {
    trainedName_ = std::move(name);
    trained_ = std::move(network);
    session_.setNetwork(trainedName_, trained_, "trained");
    session_.startHere();
    fillMenus();
    refresh();
}

void NetworkWorkspace::setOwn(LessonNetwork network, LessonNetwork untrained) {
    own_ = std::move(network);
    ownUntrained_ = std::move(untrained);
    session_.setNetwork("Trained in Train", own_, {}, ownUntrained_);
    fillMenus();
    refresh();
}

void NetworkWorkspace::fillMenus() {
    QMenu& networks = sources_->networkMenu();
    networks.clear();
    if (trained_) {
        networks.addAction(QString::fromStdString(trainedName_), this,
                           [this] { session_.setNetwork(trainedName_, trained_, "trained"); });
    }
    if (own_) {
        networks.addAction(tr("Trained in Train"), this,
                           [this] { session_.setNetwork("Trained in Train", own_, {}, ownUntrained_); });
    }
    networks.addAction(tr("Pencil network"), this,
                       [this] { session_.setNetwork("Pencil network", pencilStart(), "pencil"); });
    networks.addAction(tr("Untrained, seed 1"), this, [this] { showUntrained(1); });
    networks.addAction(tr("Untrained, another seed"), this, [this] { showUntrained(seed_ + 1); });
    networks.addSeparator();
    networks.addAction(tr("Design a network…"), this, &NetworkWorkspace::askForArchitecture);
    networks.addAction(tr("Open model…"), this, &NetworkWorkspace::askForModel);
    QMenu& pictures = sources_->pictureMenu();
    pictures.clear();
    pictures.addAction(tr("Synthetic digits"), this, [this] { session_.setShelf(syntheticShelf(1)); });
    pictures.addAction(tr("Synthetic digits of a seed…"), this, &NetworkWorkspace::askForSeed);
    pictures.addAction(tr("Pictures of the lecture"), this, [this] { session_.setShelf(pencilShelf()); });
    pictures.addAction(tr("Empty picture to draw on"), this, [this] {
        session_.setPicture(Tensor<double>({1, digitSide, digitSide}), tr("Your drawing").toStdString());
    });
    pictures.addSeparator();
    pictures.addAction(tr("Open image…"), this, &NetworkWorkspace::askForPicture);
    pictures.addAction(tr("Paste picture"), this, &NetworkWorkspace::paste);
    pictures.addAction(tr("Open IDX folder (MNIST)…"), this, &NetworkWorkspace::askForFolder);
}

void NetworkWorkspace::showUntrained(std::uint64_t seed) {
    seed_ = seed;
    report(session_.design(session_.network().architecture(), seed));
}

void NetworkWorkspace::openModel(const std::filesystem::path& path) { report(session_.openModel(path)); }

void NetworkWorkspace::openPicture(const std::filesystem::path& path) {
    const auto image = openPictureFile(path);
    if (!image) return messages_->showError(image.error().message);
    takeImage(*image, path.filename().string());
}

void NetworkWorkspace::takeImage(const QImage& image, const std::string& name) {
    const auto picture = pictureFor(session_.network().outputShape(0), image);
    if (!picture) return messages_->showError(name + ": " + picture.error().message);
    messages_->hide();
    session_.setPicture(*picture, name);
}

void NetworkWorkspace::paste() {
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData();
    if (mime && mime->hasUrls()) return openMimeData(*mime);
    const auto image = mime && mime->hasImage() ? mime->imageData().value<QImage>() : QImage();
    if (image.isNull())
        return messages_->showError(tr("There is no picture on the clipboard.").toStdString());
    takeImage(image, tr("Pasted picture").toStdString());
}

void NetworkWorkspace::openFolder(const std::filesystem::path& folder) {
    auto shelf = idxShelf(folder);
    if (!shelf) return messages_->showError(shelf.error().message);
    messages_->hide();
    session_.setShelf(std::move(*shelf));
}

void NetworkWorkspace::openMimeData(const QMimeData& mime) {
    const QString name =
        mime.hasUrls() && !mime.urls().isEmpty() ? mime.urls().constFirst().toLocalFile() : QString();
    if (name.isEmpty()) return messages_->showError(tr("There is no file in it.").toStdString());
    if (QFileInfo(name).isDir()) return openFolder(toPath(name));
    name.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive) ? openModel(toPath(name))
                                                                       : openPicture(toPath(name));
}

void NetworkWorkspace::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void NetworkWorkspace::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    openMimeData(*event->mimeData());
}

void NetworkWorkspace::askForModel() {
    const QString name = QFileDialog::getOpenFileName(this, tr("Open a model"), {},
                                                      tr("Models (*.safetensors);;All files (*)"));
    if (!name.isEmpty()) openModel(toPath(name));
}

void NetworkWorkspace::askForPicture() {
    const QString name = QFileDialog::getOpenFileName(
        this, tr("Open a picture"), {},
        tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff *.pgm *.svg);;All files (*)"));
    if (!name.isEmpty()) openPicture(toPath(name));
}

void NetworkWorkspace::askForFolder() {
    const QString name = QFileDialog::getExistingDirectory(this, tr("Open a folder with IDX files"));
    if (!name.isEmpty()) openFolder(toPath(name));
}

void NetworkWorkspace::askForSeed() {
    bool isGiven = false;
    const int seed =
        QInputDialog::getInt(this, tr("Synthetic digits"), tr("Seed:"), 1, 0, mostSeed, 1, &isGiven);
    if (isGiven) session_.setShelf(syntheticShelf(static_cast<std::uint64_t>(seed)));
}

void NetworkWorkspace::askForArchitecture() {
    ArchitectureForm form(session_.network().architecture(), this);
    connect(&form, &ArchitectureForm::wanted, this, [&](const Architecture& architecture, int seed) {
        seed_ = static_cast<std::uint64_t>(seed);
        report(session_.design(architecture, seed_));
    });
    form.exec();
}

void NetworkWorkspace::showLikes() { LikesDialog(session_, this).exec(); }

}  // namespace deltascope
