#include "ui/workspaces/train/train_session.h"

#include <QCoreApplication>

namespace deltascope {
namespace {

constexpr int frameMilliseconds = 33;

}  // namespace

TrainSession::TrainSession(QObject* parent)
    : QObject(parent),
      worker_({[this] { QMetaObject::invokeMethod(this, &TrainSession::take, Qt::QueuedConnection); },
               [this](double share) {
                   QMetaObject::invokeMethod(
                       this, [=, this] { Q_EMIT loading(share); }, Qt::QueuedConnection);
               },
               [this](const std::string& message) {
                   QMetaObject::invokeMethod(
                       this, [=, this] { Q_EMIT failed(QString::fromStdString(message)); },
                       Qt::QueuedConnection);
               },
               [this](const TrainingOutline& outline) {
                   QMetaObject::invokeMethod(
                       this, [=, this] { Q_EMIT began(outline); }, Qt::QueuedConnection);
               }}) {
    connect(&frame_, &QTimer::timeout, this, [this] { worker_.wantView(); });
    frame_.start(frameMilliseconds);
}

void TrainSession::take() {
    view_ = worker_.latest();
    Q_EMIT viewChanged();
}

void TrainSession::settle() {
    worker_.waitUntilIdle();
    worker_.wantView();
    worker_.pause();  // a command, so that waiting covers the view
    worker_.waitUntilIdle();
    QCoreApplication::processEvents();
    take();
}

}  // namespace deltascope
