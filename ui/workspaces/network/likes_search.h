#pragma once

#include <QObject>
#include <atomic>
#include <thread>

#include "core/training/exciting_examples.h"
#include "ui/workspaces/network/network_session.h"

namespace deltascope {

/// Looks for the pictures that excite a unit most, on a thread of its own: a thousand passes take a second.
class LikesSearch : public QObject {
    Q_OBJECT

  public:
    /// Among the first `pictures` of `shelf`; keeps the `count` strongest. Starts at once.
    LikesSearch(LessonNetwork network, SharedShelf shelf, const UnitOfLayer& unit, Index pictures,
                std::size_t count);
    /// Ends the search.
    ~LikesSearch() override;

    /// Ends it with the strongest so far.
    void stop() { isStopped_ = true; }
    bool isFinished() const { return isFinished_; }
    /// What was found, strongest first; empty before finished().
    const std::vector<ExcitedExample>& found() const { return found_; }
    /// How many pictures were looked at; all of them unless it was stopped.
    Index searched() const { return searched_; }

  Q_SIGNALS:
    void progressed(double share);
    void finished();

  private:
    std::atomic<bool> isStopped_{false};
    std::atomic<Index> done_{0};
    bool isFinished_ = false;
    Index searched_ = 0;
    std::vector<ExcitedExample> found_;
    std::thread thread_;  // last, because it uses the above
};

/// `picture` number `i` of the shelf as the network takes it.
Tensor<double> shelfPicture(const PictureShelf& shelf, Index i, const Network<double>& network);

}  // namespace deltascope
