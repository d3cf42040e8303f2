#include "ui/workspaces/network/likes_search.h"

#include "core/data/fitted_picture.h"

namespace deltascope {
namespace {

constexpr Index progressEvery = 20;  // pictures

}  // namespace

Tensor<double> shelfPicture(const PictureShelf& shelf, Index i, const Network<double>& network) {
    return fittedPicture(shelf.at(i).picture, network.outputShape(0));
}

LikesSearch::LikesSearch(LessonNetwork network, SharedShelf shelf, const UnitOfLayer& unit, Index pictures,
                         std::size_t count)
    : thread_([=, this] {
          const auto goOn = [&](Index done) {
              done_ = done;
              if (done % progressEvery == 0) {
                  const double share = static_cast<double>(done) / static_cast<double>(pictures);
                  QMetaObject::invokeMethod(
                      this, [=, this] { Q_EMIT progressed(share); }, Qt::QueuedConnection);
              }
              return !isStopped_;
          };
          std::vector<ExcitedExample> found;
          try {
              found = mostExcitingExamples<double>(
                  *network, unit, pictures, [&](Index i) { return shelfPicture(*shelf, i, *network); }, count,
                  goOn);
              if (!isStopped_) done_ = pictures;
          } catch (const std::exception&) {  // nothing throws out of a thread; nothing was found
          }
          QMetaObject::invokeMethod(
              this,
              [=, this] {
                  found_ = found;
                  searched_ = done_;
                  isFinished_ = true;
                  Q_EMIT finished();
              },
              Qt::QueuedConnection);
      }) {}

LikesSearch::~LikesSearch() {
    isStopped_ = true;
    thread_.join();
}

}  // namespace deltascope
