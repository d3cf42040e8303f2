// The part of the training workspace that deals with files, downloads and what is kept between two runs.
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QSettings>
#include <QStandardPaths>

#include "core/base/number_text.h"
#include "core/base/version.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/train/mnist_download.h"
#include "ui/workspaces/train/timeline.h"
#include "ui/workspaces/train/train_workspace.h"
#include "ui/workspaces/train/training_controls.h"

namespace deltascope {
namespace {

std::filesystem::path toPath(const QString& name) { return QFile::encodeName(name).toStdString(); }

const char* const stateName = "training.safetensors";

/// The user's own folder for what the program keeps.
std::filesystem::path dataFolder() {
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

}  // namespace

void TrainWorkspace::begin() { begin(controls_->data()); }

void TrainWorkspace::begin(const DigitChoice& digits) {
    if (digits.kind == DigitChoice::Kind::folder && digits.folder.empty()) {
        messages_->showInformation(
            tr("MNIST is not here yet: choose a folder with its files, or download it. Synthetic digits need "
               "neither."));
        return;
    }
    begun_ = true;
    hideOffer();
    messages_->hide();
    sayThatNothingIsKept();
    timeline_->setStartable(true);
    session_.worker().setGoal(controls_->epochs());
    session_.worker().begin(controls_->plan(), digits, controls_->settings());
}

void TrainWorkspace::hideOffer() {
    const bool hadFocus = offer_->isAncestorOf(focusWidget());
    setFocusProxy(nullptr);
    offer_->hide();
    if (hadFocus) setFocus();
}

void TrainWorkspace::resume() {
    begun_ = true;
    hideOffer();
    timeline_->setStartable(true);
    session_.worker().setGoal(controls_->epochs());
    session_.worker().resume(folder_ / stateName);
}

std::filesystem::path TrainWorkspace::drawingsFile() { return dataFolder() / "drawings.bin"; }

/// Two windows that saved into one file would overwrite each other's training.
bool TrainWorkspace::lockFolder() {
    notKept_.clear();
    lock_.reset();  // before the same folder is locked again
    lock_ = std::make_unique<QLockFile>(QString::fromStdString((folder_ / stateName).string() + ".lock"));
    lock_->setStaleLockTime(0);  // however long it trains; the lock of a program that has died counts nothing
    if (lock_->tryLock()) return true;
    const bool isTaken = lock_->error() == QLockFile::LockFailedError;
    lock_.reset();
    session_.worker().saveTo({});
    notKept_ =
        isTaken
            ? tr("Another window of Deltascope keeps its training already. You can train here, too, but this "
                 "training ends with the window: save the model to keep it.")
            : tr("This training cannot be kept: no file can be written in %1.")
                  .arg(QString::fromStdString(folder_.string()));
    sayThatNothingIsKept();
    return false;
}

void TrainWorkspace::sayThatNothingIsKept() {
    if (!notKept_.isEmpty()) messages_->showInformation(notKept_);
}

void TrainWorkspace::keepIn(const std::filesystem::path& folder) {
    folder_ = folder;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (!lockFolder()) return;
    removeLeftovers(folder_ / stateName);
    session_.worker().saveTo(folder_ / stateName);
    if (!begun_ && std::filesystem::exists(folder_ / stateName, error)) return offer_->show();
    hideOffer();
}

void TrainWorkspace::saveState(QSettings& settings) const { controls_->saveState(settings); }

void TrainWorkspace::restoreState(QSettings& settings) {
    controls_->restoreState(settings);
    controls_->setDrawings(drawingsFile().string());
    keepIn(dataFolder());
}

void TrainWorkspace::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!begun_ && offer_->isHidden()) begin();
}

Checkpoint<float> TrainWorkspace::checkpoint() const {
    const TrainingView& view = *session_.view();
    Checkpoint<float> checkpoint{*view.network,
                                 {{"trained_by", joinText("deltascope ", version)},
                                  {"data", view.data},
                                  {"examples_seen", std::to_string(view.position.examples)}}};
    if (view.evaluation) {
        checkpoint.notes["held_out_accuracy"] =
            joinText(fixedNumber(100 * view.evaluation->accuracy(), 2), " % of ", view.evaluation->examples);
    }
    return checkpoint;
}

void TrainWorkspace::saveModel(const std::filesystem::path& path) {
    const auto saved = saveCheckpoint(path, checkpoint());
    if (!saved) return messages_->showError(saved.error().message);
    messages_->showInformation(
        tr("Saved the model as %1").arg(QString::fromStdString(path.filename().string())));
}

void TrainWorkspace::askWhereToSave() {
    if (!session_.view() || !session_.view()->network) return;
    const QString name = QFileDialog::getSaveFileName(this, tr("Save model"), tr("model.safetensors"),
                                                      tr("Models (*.safetensors)"));
    if (!name.isEmpty()) saveModel(toPath(name));
}

void TrainWorkspace::askForFolder() {
    const QString name = QFileDialog::getExistingDirectory(this, tr("Folder with IDX files"));
    if (name.isEmpty()) return;
    DigitChoice choice = controls_->data();
    choice.kind = DigitChoice::Kind::folder;
    choice.folder = toPath(name).string();
    controls_->setData(choice);
    begin();
}

void TrainWorkspace::askForDownload() {
    download((folder_.empty() ? dataFolder() : folder_) / "mnist", MnistDownload::mirrors());
}

void TrainWorkspace::download(const std::filesystem::path& folder, const QList<QUrl>& mirrors) {
    if (download_ && download_->isRunning()) return;
    download_ = std::make_unique<MnistDownload>(folder, mirrors);
    progressText_->setText(tr("Downloading MNIST (11.6 MB)"));
    bar_->setValue(0);
    progress_->show();
    connect(download_.get(), &MnistDownload::progressed, this,
            [this](double share) { bar_->setValue(static_cast<int>(1000 * share)); });
    connect(download_.get(), &MnistDownload::failed, this, [this](const QString& reason) {
        progress_->hide();
        messages_->showMessage(
            MessageBar::Kind::error,
            tr("MNIST could not be fetched (%1). Synthetic digits need no network.").arg(reason));
    });
    connect(download_.get(), &MnistDownload::finished, this, [this, folder] {
        progress_->hide();
        DigitChoice choice = controls_->data();
        choice.kind = DigitChoice::Kind::folder;
        choice.folder = folder.string();
        controls_->setData(choice);
        begin();
    });
    download_->start();
}

}  // namespace deltascope
