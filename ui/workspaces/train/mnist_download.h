#pragma once

#include <QFile>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QUrl>
#include <array>
#include <filesystem>

class QNetworkReply;

namespace deltascope {

/// One file of MNIST: its packed name and size in bytes on the mirrors, and the MD5 of what it unpacks to.
struct MnistFile {
    const char* name;
    qint64 size;
    const char* checksum;
};

/// Fetches MNIST's four files into a folder. Each is written under a temporary name (.part), checked
/// (unpacked MD5) and only then renamed, so that a name without .part is a whole, right file. What an earlier
/// attempt left goes on where it ended; files that are there already are checked and kept. Where one mirror
/// fails the next is tried.
class MnistDownload : public QObject {
    Q_OBJECT

  public:
    static const std::array<MnistFile, 4> files;
    /// Well-known mirrors, each ending in a slash.
    static QList<QUrl> mirrors();

    explicit MnistDownload(std::filesystem::path folder, QList<QUrl> mirrors = MnistDownload::mirrors(),
                           QObject* parent = nullptr);
    ~MnistDownload() override;

    void start();
    /// Stops; what was fetched stays as .part for the next attempt.
    void cancel();
    bool isRunning() const { return running_; }

  Q_SIGNALS:
    void progressed(double share);  ///< of all bytes, 0 .. 1
    void finished();                ///< everything is there and right
    void failed(const QString& reason);

  private:
    std::filesystem::path target() const;
    std::filesystem::path part() const;
    void fetch();
    void receive();
    void endOfReply();
    void nextMirror(const QString& reason);
    bool accept(QString& reason);
    void stop();

    std::filesystem::path folder_;
    QList<QUrl> mirrors_;
    QNetworkAccessManager network_;
    QPointer<QNetworkReply> reply_;
    QFile out_;
    std::size_t file_ = 0;
    qsizetype mirror_ = 0;
    bool running_ = false, headerRead_ = false;
};

}  // namespace deltascope
