#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "core/data/examples.h"
#include "core/network/example_pass.h"

namespace deltascope {

/// What a thread needs while it works on some examples.
template <typename Scalar>
struct Workplace {
    explicit Workplace(const Network<Scalar>& network)
        : pass(network), picture(static_cast<std::size_t>(network.outputShape(0).size())) {}

    /// Begins a pass over `count` examples of `source` as they look in `epoch`: indexOf(0), indexOf(1), ...
    template <typename IndexOf>
    void load(const ExampleSource& source, std::uint64_t epoch, Index count, IndexOf indexOf) {
        pass.begin(count);
        for (Index i = 0; i < count; ++i) {
            source.picture(indexOf(i), epoch, picture);
            pass.setExample(i, picture, source.label(indexOf(i)));
        }
    }

    ExamplePass<Scalar> pass;
    std::vector<float> picture;
};

/// Workplaces for one network, made when first needed and handed from thread to thread: as many as work at
/// the same time, so that their memory stays in the caches.
template <typename Scalar>
class Workplaces {
  public:
    /// `network` must outlive the workplaces.
    explicit Workplaces(const Network<Scalar>& network) : network_(network) {}

    /// Calls work(workplace), with one that nobody else has until it returns.
    template <typename Work>
    void lend(Work work) {
        auto workplace = take();
        work(*workplace);
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(workplace));
    }

  private:
    std::unique_ptr<Workplace<Scalar>> take() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) return std::make_unique<Workplace<Scalar>>(network_);
        auto workplace = std::move(free_.back());
        free_.pop_back();
        return workplace;
    }

    const Network<Scalar>& network_;
    std::mutex mutex_;  ///< of free_
    std::vector<std::unique_ptr<Workplace<Scalar>>> free_;
};

}  // namespace deltascope
