#include "ui/workspaces/train/mnist_download.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "core/data/idx.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

/// Serves files over HTTP, with ranges; can misbehave.
class Mirror : public QTcpServer {
  public:
    explicit Mirror(std::filesystem::path folder) : folder_(std::move(folder)) {
        EXPECT_TRUE(listen(QHostAddress::LocalHost));
        QObject::connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                request_ += socket->readAll();
                if (request_.contains("\r\n\r\n")) answer(*socket, std::exchange(request_, {}));
            });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(serverPort())); }

    bool knowsRanges = true, breaks = false, lies = false;
    QList<QByteArray> requests;

  private:
    void answer(QTcpSocket& socket, const QByteArray& request) {
        requests << request;
        const QByteArray name = request.split(' ').at(1).mid(1);
        QByteArray body = QByteArray::fromStdString(TemporaryFolder::contentOf(folder_ / name.toStdString()));
        QByteArray status = body.isEmpty() ? "404 Not Found" : "200 OK";
        const qsizetype range = request.indexOf("bytes=");
        if (knowsRanges && range >= 0) {
            const qint64 from = request.mid(range + 6, request.indexOf('-', range) - range - 6).toLongLong();
            body = body.mid(from);
            status = "206 Partial Content";
        }
        if (lies) body.fill('x');
        socket.write("HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) +
                     "\r\nConnection: close\r\n\r\n");
        socket.write(breaks ? body.left(body.size() / 2) : body);
        socket.disconnectFromHost();
    }

    std::filesystem::path folder_;
    QByteArray request_;
};

class AnMnistDownload : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(source_)) GTEST_SKIP() << "no MNIST at " << source_;
    }
    bool run(MnistDownload& download) {
        QSignalSpy good(&download, &MnistDownload::finished), bad(&download, &MnistDownload::failed);
        download.start();
        for (int i = 0; i < 600 && good.isEmpty() && bad.isEmpty(); ++i) QTest::qWait(20);
        if (!bad.isEmpty()) reason_ = bad[0][0].toString();
        return !good.isEmpty();
    }
    int halfFiles() const {
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(target_))
            count += entry.path().extension() == ".part";
        return count;
    }

    std::filesystem::path source_ = std::filesystem::path(DELTASCOPE_DATA) / "mnist";
    TemporaryFolder folder_;
    std::filesystem::path target_ = folder_.path() / "mnist";
    Mirror mirror_{source_};
    QString reason_;
};

TEST_F(AnMnistDownload, BringsFourWholeFilesThatRead) {
    MnistDownload download(target_, {mirror_.url()});
    QSignalSpy progress(&download, &MnistDownload::progressed);
    ASSERT_TRUE(run(download)) << reason_.toStdString();
    EXPECT_EQ(readMnist(target_, MnistPart::training)->count, 60000);
    EXPECT_EQ(readMnist(target_, MnistPart::test)->count, 10000);
    EXPECT_EQ(halfFiles(), 0);
    EXPECT_EQ(progress.last()[0].toDouble(), 1);
    mirror_.requests.clear();
    ASSERT_TRUE(run(download));
    EXPECT_TRUE(mirror_.requests.isEmpty()) << "what is there is kept";
}

TEST_F(AnMnistDownload, GoesOnWhereABrokenConnectionEnded) {
    mirror_.breaks = true;
    {
        MnistDownload download(target_, {mirror_.url()});
        EXPECT_FALSE(run(download));
    }
    EXPECT_EQ(halfFiles(), 1) << "never under the final name";
    mirror_.breaks = false;
    mirror_.requests.clear();
    MnistDownload again(target_, {mirror_.url()});
    ASSERT_TRUE(run(again)) << reason_.toStdString();
    EXPECT_TRUE(mirror_.requests[0].contains("Range: bytes=")) << mirror_.requests[0].toStdString();
    EXPECT_EQ(halfFiles(), 0);
}

TEST_F(AnMnistDownload, BeginsAnewWhereTheServerKnowsNoRanges) {
    std::filesystem::create_directories(target_);
    folder_.file("mnist/train-images-idx3-ubyte.gz.part", "the beginning of something");
    mirror_.knowsRanges = false;
    MnistDownload download(target_, {mirror_.url()});
    EXPECT_TRUE(run(download)) << reason_.toStdString();
}

TEST_F(AnMnistDownload, TakesTheNextMirrorAndRefusesWrongContent) {
    Mirror liar(source_);
    liar.lies = true;
    {
        MnistDownload download(target_, {liar.url()});
        EXPECT_FALSE(run(download));
        EXPECT_TRUE(reason_.contains("checksum")) << reason_.toStdString();
        EXPECT_EQ(halfFiles(), 0);
    }
    MnistDownload download(target_, {liar.url(), QUrl("http://127.0.0.1:1/"), mirror_.url()});
    EXPECT_TRUE(run(download)) << reason_.toStdString();
}

TEST_F(AnMnistDownload, SaysWhyWithoutANetworkAndCanBeCancelled) {
    MnistDownload offline(target_, {QUrl("http://127.0.0.1:1/")});
    EXPECT_FALSE(run(offline));
    EXPECT_TRUE(reason_.contains("127.0.0.1")) << reason_.toStdString();
    MnistDownload download(target_, {mirror_.url()});
    download.start();
    download.cancel();
    EXPECT_FALSE(download.isRunning());
    QTest::qWait(50);
    for (const MnistFile& file : MnistDownload::files)
        EXPECT_FALSE(std::filesystem::exists(target_ / file.name));
}

}  // namespace
}  // namespace deltascope
