// Every step of every walkthrough on the stage: the geometry, not the picture.

#include <gtest/gtest.h>

#include <QFontMetricsF>
#include <QPalette>

#include "core/lesson/catalogue.h"
#include "ui/painting/grid_painter.h"
#include "ui/painting/number_label.h"
#include "ui/stage/exhibit_cells.h"
#include "ui/stage/stage_painter.h"

namespace deltascope {
namespace {

/// A stage, and whether everything must be seen at once there.
struct Room {
    QSizeF size;
    bool mayScroll = false;
    ThemeKind theme = ThemeKind::light;
};
// What windows of 1024x700, 1440x900 and 1920x1080 leave to the stage, or a little less; then what pages of
// 1024x700 and 1440x900 do.
const Room rooms[] = {{{560, 300}, true}, {{680, 470}, true}, {{1080, 640}},
                      {{976, 440}},       {{1390, 640}},      {{680, 440}, true, ThemeKind::projector}};

bool isDrawnOverOthers(const Exhibit& exhibit) {
    return exhibit.form == Form::path || exhibit.form == Form::edges;
}

/// One step on one stage.
class Inspection {
  public:
    Inspection(const std::vector<Exhibit>& exhibits, const Room& room)
        : theme_(Theme::make(room.theme, {})),
          set_(StageSet::fitting(exhibits, QRectF(QPointF(), room.size), theme_)),
          room_(room) {}

    void run() const {
        EXPECT_TRUE(room_.mayScroll || set_.area.height() == room_.size.height()) << "has to scroll";
        for (std::size_t i = 0; i < set_.exhibits.size(); ++i) {
            SCOPED_TRACE(set_.exhibits[i].id);
            inspect(i);
            for (std::size_t k = 0; k < i; ++k) holdApart(i, k);
        }
    }

  private:
    void inspect(std::size_t i) const {
        const Exhibit& exhibit = set_.exhibits[i];
        const ExhibitFrame& frame = set_.frames[i];
        for (const QLineF& edge : frame.lines) EXPECT_GE(edge.dx(), 60) << "edges run from left to right";
        if (isDrawnOverOthers(exhibit)) return;
        if (frame.isEmpty()) {
            EXPECT_TRUE(exhibit.isAside) << "is left out";
            return;
        }
        EXPECT_TRUE(set_.area.adjusted(-1, -1, 1, 1).contains(frame.bounds())) << "leaves the stage";
        if (!frame.title.isEmpty()) {
            const GridTitle title{
                QString::fromStdString(exhibit.title), QString::fromStdString(exhibit.symbol), {}};
            EXPECT_LE(gridTitleWidth(title, theme_), frame.title.width() + 1) << "its title is clipped";
        }
        if (!frame.legend.isEmpty()) {
            EXPECT_LE(legendWidth(set_.ranges[i], theme_), frame.legend.width() + 1)
                << "its scale is clipped";
        }
        if (exhibit.form == Form::grid && frame.grid.cell >= theme_.space.numbersFrom) holdNumbersInCells(i);
    }

    void holdNumbersInCells(std::size_t i) const {
        const auto values = set_.exhibits[i].values.values();
        const double cell = set_.frames[i].grid.cell;
        const NumberStyle style = numberStyle(theme_.type.smallNumber, cell, values);
        for (const double value : values) {
            const FittedNumber number = fittedNumber(style, value);
            EXPECT_LE(QFontMetricsF(number.font).horizontalAdvance(number.text), cell + 0.5) << value;
        }
    }

    void holdApart(std::size_t i, std::size_t k) const {
        if (isDrawnOverOthers(set_.exhibits[i]) || isDrawnOverOthers(set_.exhibits[k])) return;
        if (set_.frames[i].isEmpty() || set_.frames[k].isEmpty()) return;
        const QRectF common = set_.frames[i].bounds() & set_.frames[k].bounds();
        EXPECT_TRUE(common.width() < 1 || common.height() < 1) << "overlaps " << set_.exhibits[k].id;
    }

    Theme theme_;
    StageSet set_;
    Room room_;
};

class EveryStep : public testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        auto made = (*findWalkthrough(GetParam()))->make({});
        ASSERT_TRUE(made);
        walkthrough = std::move(*made);
    }
    /// Exhibits differ from step to step only where a step has its own.
    bool looksLikeTheStepBefore(const std::vector<Exhibit>& exhibits) {
        const bool isSame = before.size() == exhibits.size() &&
                            std::equal(before.begin(), before.end(), exhibits.begin(),
                                       [](const Exhibit& a, const Exhibit& b) { return a == b; });
        before = exhibits;
        return isSame;
    }

    std::unique_ptr<Walkthrough> walkthrough;
    std::vector<Exhibit> before;
};

TEST_P(EveryStep, FindsRoomForEverythingItShows) {
    for (Index i = 0; i < walkthrough->stepCount(); ++i) {
        const std::vector<Exhibit> exhibits = exhibitsAt(*walkthrough, walkthrough->step(i));
        if (looksLikeTheStepBefore(exhibits)) continue;
        for (const Room& room : rooms) {
            SCOPED_TRACE(testing::Message() << GetParam() << " step " << i + 1 << " on " << room.size.width()
                                            << "x" << room.size.height());
            Inspection(exhibits, room).run();
        }
        if (HasFailure()) return;  // one step says enough
    }
}

TEST_P(EveryStep, LooksTheSameForwardsAndBack) {
    std::vector<Scene> forwards;
    for (Index i = 0; i < walkthrough->stepCount(); ++i)
        for (const double t : {0.0, 0.5, 1.0}) forwards.push_back(frameAt(*walkthrough, i, t));
    for (Index i = walkthrough->stepCount() - 1; i >= 0; --i)
        for (int k = 2; k >= 0; --k)
            ASSERT_EQ(frameAt(*walkthrough, i, k / 2.0), forwards[static_cast<std::size_t>(3 * i + k)])
                << "step " << i + 1 << ", t = " << k / 2.0;
}

std::vector<std::string> everyId() {
    std::vector<std::string> ids;
    for (const WalkthroughKind& kind : walkthroughs()) ids.push_back(kind.id);
    return ids;
}

INSTANTIATE_TEST_SUITE_P(Lecture, EveryStep, testing::ValuesIn(everyId()),
                         [](const auto& parameter) { return parameter.param; });

}  // namespace
}  // namespace deltascope
