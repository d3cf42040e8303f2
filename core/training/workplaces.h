#pragma once

#include <vector>

#include "core/base/per_thread.h"
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

/// Workplaces for one network, one for each thread that works.
template <typename Scalar>
class Workplaces {
  public:
    /// `network` must outlive the workplaces.
    explicit Workplaces(const Network<Scalar>& network) : network_(network) {}

    /// The calling thread's.
    Workplace<Scalar>& own() {
        return workplaces_.own([this] { return Workplace<Scalar>(network_); });
    }

  private:
    const Network<Scalar>& network_;
    PerThread<Workplace<Scalar>> workplaces_;
};

}  // namespace deltascope
