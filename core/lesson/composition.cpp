#include "core/lesson/composition.h"

namespace deltascope {
namespace {

class ComposedWalkthrough final : public Walkthrough {
  public:
    explicit ComposedWalkthrough(Composition composition) : parts_(std::move(composition)) {
        require(parts_.source != nullptr, "a walkthrough needs a source of its numbers");
        for (const Section& section : parts_.sections) count_ += section.count;
    }

    const std::vector<Exhibit>& exhibits() const override { return parts_.exhibits; }
    Index stepCount() const override { return count_; }
    const CellSource& source() const override { return *parts_.source; }

    Step step(Index i) const override {
        require(i >= 0 && i < count_, "step ", i + 1, ": expected 1 to ", count_);
        auto section = parts_.sections.begin();
        while (i >= section->count) i -= (section++)->count;
        return section->make(i);
    }

  private:
    Composition parts_;
    Index count_ = 0;
};

}  // namespace

WalkthroughKind composed(WalkthroughKind kind, Compose compose) {
    const auto make = [described = kind, compose = std::move(compose)](
                          const Settings& chosen) -> Result<std::unique_ptr<Walkthrough>> {
        const auto settings = completeSettings(described, chosen);
        if (!settings) return tl::unexpected(settings.error());
        auto composition = compose(*settings);
        if (!composition) return tl::unexpected(composition.error());
        return std::make_unique<ComposedWalkthrough>(std::move(*composition));
    };
    kind.make = make;
    return kind;
}

Section oneStep(std::function<Step()> make) {
    return {1, [make = std::move(make)](Index) { return make(); }};
}

}  // namespace deltascope
