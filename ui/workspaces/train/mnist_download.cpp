#include "ui/workspaces/train/mnist_download.h"

#include <QCryptographicHash>
#include <QNetworkReply>
#include <algorithm>

#include "core/base/file.h"

namespace deltascope {
namespace {

constexpr int patience = 30000;  // ms without a byte

QString fileName(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// Whether `path` unpacks to what it should.
bool isRight(const std::filesystem::path& path, const MnistFile& file) {
    const auto bytes = readFile(path);
    if (!bytes) return false;
    const QByteArrayView view(reinterpret_cast<const char*>(bytes->data()),
                              static_cast<qsizetype>(bytes->size()));
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(view);
    return hash.result().toHex() == file.checksum;
}

}  // namespace

const std::array<MnistFile, 4> MnistDownload::files{{
    {"train-images-idx3-ubyte.gz", 9912422, "6bbc9ace898e44ae57da46a324031adb"},
    {"train-labels-idx1-ubyte.gz", 28881, "a25bea736e30d166cdddb491f175f624"},
    {"t10k-images-idx3-ubyte.gz", 1648877, "2646ac647ad5339dbf082846283269ea"},
    {"t10k-labels-idx1-ubyte.gz", 4542, "27ae3e4e09519cfbb04c329615203637"},
}};

QList<QUrl> MnistDownload::mirrors() {
    return {QUrl(QStringLiteral("https://ossci-datasets.s3.amazonaws.com/mnist/")),
            QUrl(QStringLiteral("https://storage.googleapis.com/cvdf-datasets/mnist/"))};
}

MnistDownload::MnistDownload(std::filesystem::path folder, QList<QUrl> mirrors, QObject* parent)
    : QObject(parent), folder_(std::move(folder)), mirrors_(std::move(mirrors)) {
    network_.setTransferTimeout(patience);
}

MnistDownload::~MnistDownload() { stop(); }

std::filesystem::path MnistDownload::target() const { return folder_ / files[file_].name; }
std::filesystem::path MnistDownload::part() const { return target().string() + ".part"; }

void MnistDownload::start() {
    if (running_) return;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error)
        return Q_EMIT failed(tr("cannot make the folder %1: %2")
                                 .arg(fileName(folder_), QString::fromStdString(error.message())));
    running_ = true;
    file_ = 0, mirror_ = 0;
    fetch();
}

void MnistDownload::cancel() { stop(); }

void MnistDownload::stop() {
    running_ = false;
    if (reply_) {
        reply_->disconnect(this);
        reply_->abort();
        reply_->deleteLater();
        reply_ = nullptr;
    }
    out_.close();
}

void MnistDownload::fetch() {
    while (file_ < files.size() && std::filesystem::exists(target()) && isRight(target(), files[file_]))
        ++file_;
    if (file_ == files.size()) {
        running_ = false;
        Q_EMIT progressed(1);
        return Q_EMIT finished();
    }
    out_.setFileName(fileName(part()));
    if (!out_.open(QIODevice::Append)) {
        const QString reason = tr("cannot write %1: %2").arg(out_.fileName(), out_.errorString());
        stop();
        return Q_EMIT failed(reason);
    }
    QNetworkRequest request(mirrors_[mirror_].resolved(QUrl(QLatin1String(files[file_].name))));
    if (out_.size() > 0) request.setRawHeader("Range", "bytes=" + QByteArray::number(out_.size()) + "-");
    headerRead_ = false;
    reply_ = network_.get(request);
    connect(reply_, &QNetworkReply::readyRead, this, &MnistDownload::receive);
    connect(reply_, &QNetworkReply::finished, this, &MnistDownload::endOfReply);
}

void MnistDownload::receive() {
    const int status = reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200 && status != 206) return;
    // A server that does not know ranges sends everything again.
    if (!headerRead_ && status == 200) out_.resize(0);
    headerRead_ = true;
    const QByteArray bytes = reply_->readAll();
    if (out_.write(bytes) != bytes.size()) {
        const QString reason = tr("cannot write %1: %2").arg(out_.fileName(), out_.errorString());
        stop();
        return Q_EMIT failed(reason);
    }
    qint64 done = out_.size(), all = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (i < file_) done += files[i].size;
        all += files[i].size;
    }
    Q_EMIT progressed(std::min(1.0, static_cast<double>(done) / static_cast<double>(all)));
}

void MnistDownload::endOfReply() {
    if (reply_->bytesAvailable() > 0) receive();
    if (!running_) return;
    const auto error = reply_->error();
    const int status = reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    QString reason = tr("%1: %2").arg(reply_->url().toString(), reply_->errorString());
    reply_->deleteLater();
    reply_ = nullptr;
    out_.close();
    constexpr int nothingMore = 416;  // the part was whole already, or is not what the server has
    if (error != QNetworkReply::NoError && status != nothingMore) return nextMirror(reason);
    if (!accept(reason)) return nextMirror(reason);
    mirror_ = 0;
    ++file_;
    fetch();
}

bool MnistDownload::accept(QString& reason) {
    std::error_code error;
    if (!isRight(part(), files[file_])) {
        std::filesystem::remove(part(), error);
        reason = tr("%1 is damaged: its checksum is not MNIST's").arg(QLatin1String(files[file_].name));
        return false;
    }
    std::filesystem::rename(part(), target(), error);
    if (error)
        reason = tr("cannot rename %1: %2").arg(fileName(part()), QString::fromStdString(error.message()));
    return !error;
}

void MnistDownload::nextMirror(const QString& reason) {
    if (++mirror_ < mirrors_.size()) return fetch();
    stop();
    Q_EMIT failed(reason);
}

}  // namespace deltascope
