#include "ui/workspaces/network/panel_layout.h"

#include <gtest/gtest.h>

#include "core/network/initialise.h"

namespace deltascope {
namespace {

std::vector<ArchitectureChoices> someNetworks() {
    std::vector<ArchitectureChoices> all(4);
    all[1].convolutions = {{2, 3}}, all[1].classes = 3, all[1].hidden = {5};
    all[2].convolutions = {{32, 3}, {64, 3}, {64, 2}}, all[2].channels = 3;
    all[3].convolutions = {{1, 1}}, all[3].hidden = {1000}, all[3].classes = 100, all[3].window = 1,
    all[3].side = 8;
    return all;
}

TEST(TheLayoutOfThePage, KeepsEveryPanelApartAndInsideAtEverySize) {
    for (const ArchitectureChoices& choices : someNetworks()) {
        NetworkSession session;
        ASSERT_TRUE(session.design(architectureOf(choices), 1));
        for (const NumberMode mode : {NumberMode::activations, NumberMode::deltas, NumberMode::gradients}) {
            session.setMode(mode);
            const auto panels = tensorPanels(session, {});
            for (const QSizeF size :
                 {QSizeF(560, 300), QSizeF(930, 500), QSizeF(1400, 780), QSizeF(3000, 1700)}) {
                const QRectF area(QPointF(10, 20), size);
                const auto places = layOutPanels(panels, area, {});
                ASSERT_EQ(places.size(), panels.size());
                for (std::size_t i = 0; i < places.size(); ++i) {
                    EXPECT_TRUE(area.adjusted(-1, -1, 1, 1).contains(places[i].body)) << panels[i].tensor;
                    if (i > 0) {
                        EXPECT_GT(places[i].body.left(), places[i - 1].body.right()) << panels[i].tensor;
                    }
                    EXPECT_LE(places[i].title.bottom(), places[i].body.top() + 1);
                    EXPECT_GE(places[i].legend.top(), places[i].body.bottom() - 1);
                }
            }
        }
    }
}

TEST(TheLayoutOfThePage, FindsEveryElementUnderItsOwnMiddle) {
    NetworkSession session;
    for (const NumberMode mode : {NumberMode::activations, NumberMode::deltas, NumberMode::gradients}) {
        session.setMode(mode);
        const auto panels = tensorPanels(session, {});
        const auto places = layOutPanels(panels, {0, 0, 930, 500}, {});
        for (std::size_t i = 0; i < panels.size(); ++i)
            for (Index offset = 0; offset < panels[i].values.size(); ++offset)
                ASSERT_EQ(offsetAt(panels[i], places[i], cellRect(panels[i], places[i], offset).center()),
                          offset)
                    << panels[i].tensor;
    }
}

TEST(TheLayoutOfThePage, GrowsWithTheRoom) {
    NetworkSession session;
    const auto panels = tensorPanels(session, {});
    const auto small = layOutPanels(panels, {0, 0, 560, 300}, {}),
               large = layOutPanels(panels, {0, 0, 1400, 780}, {});
    for (std::size_t i = 0; i < panels.size(); ++i) EXPECT_GT(large[i].map.height(), small[i].map.height());
}

}  // namespace
}  // namespace deltascope
