// The lecture from end to end in the window: by keys, by the contents, and how long it takes.

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <iostream>

#include "core/lesson/catalogue.h"
#include "ui/stage/stage_scroll.h"
#include "ui/stage/stage_view.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/transport_bar.h"
#include "ui/workspaces/lecture/contents_list.h"
#include "ui/workspaces/lecture/contents_panel.h"
#include "ui/workspaces/lecture/lecture_workspace.h"

namespace deltascope {
namespace {

class WholeLectureTest : public testing::Test {
  protected:
    void SetUp() override {
        themeManager().setTheme(ThemeKind::light);
        workspace.stage().setAnimated(false);
        workspace.resize(1364, 900);  // a window of 1440x900 without the rail
        workspace.show();
        workspace.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&workspace));
        workspace.stage().setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    const std::string& id() const { return workspace.session().kind().id; }
    Index step() const { return workspace.session().step(); }
    QLineEdit& search() { return workspace.contentsPanel().search(); }
    int entriesShown() {
        int shown = 0;
        for (int row = 0; row < workspace.contents().count(); ++row) {
            const QListWidgetItem* item = workspace.contents().item(row);
            shown += !item->isHidden() && item->flags() != Qt::NoItemFlags;
        }
        return shown;
    }

    LectureWorkspace workspace;
};

TEST_F(WholeLectureTest, AClickerLeadsThroughAllOfItAndBack) {
    const auto& all = walkthroughs();
    for (std::size_t k = 0; k < all.size(); ++k) {
        ASSERT_EQ(id(), all[k].id);
        ASSERT_EQ(step(), 0);
        const Index last = workspace.session().stepCount() - 1;
        for (Index i = 0; i < std::min<Index>(last, 12); ++i) press(Qt::Key_PageDown);
        press(Qt::Key_End);  // the long ones are alike from step to step
        EXPECT_EQ(step(), last);
        EXPECT_EQ(workspace.stage().step(), last);
        press(Qt::Key_PageDown);
    }
    EXPECT_EQ(id(), all.back().id) << "after the last step of all there is nothing";
    press(Qt::Key_Home);
    press(Qt::Key_PageUp);
    EXPECT_EQ(id(), all[all.size() - 2].id);
    EXPECT_EQ(step(), workspace.session().stepCount() - 1);
}

TEST_F(WholeLectureTest, SearchShowsWhatHasAllWordsAndEnterOpensIt) {
    press(Qt::Key_F, Qt::ControlModifier);
    ASSERT_TRUE(search().hasFocus());
    QTest::keyClicks(&search(), QStringLiteral("POOLING max"));
    EXPECT_EQ(entriesShown(), 1);
    press(Qt::Key_Return);
    EXPECT_EQ(id(), "L9");
    press(Qt::Key_Escape);
    EXPECT_EQ(entriesShown(), static_cast<int>(walkthroughs().size()));
    QTest::keyClicks(&search(), QStringLiteral("no such thing"));
    EXPECT_EQ(entriesShown(), 0);
    press(Qt::Key_Return);
    EXPECT_EQ(id(), "L9");
    press(Qt::Key_Escape);
    press(Qt::Key_Down);
    EXPECT_TRUE(workspace.contents().hasFocus());
}

TEST_F(WholeLectureTest, ContentsFoldAwayInANarrowWindowAndOnRequest) {
    EXPECT_TRUE(workspace.contentsPanel().isVisible());
    workspace.resize(948, 700);
    EXPECT_FALSE(workspace.contentsPanel().isVisible());
    press(Qt::Key_B, Qt::ControlModifier);
    EXPECT_TRUE(workspace.contentsPanel().isVisible());
    workspace.resize(1364, 900);
    press(Qt::Key_B, Qt::ControlModifier);
    EXPECT_FALSE(workspace.contentsPanel().isVisible());
    press(Qt::Key_F, Qt::ControlModifier);
    EXPECT_TRUE(search().hasFocus());
}

TEST_F(WholeLectureTest, WhatDoesNotFitScrollsAndTheResultStaysInSight) {
    workspace.resize(948, 620);
    ASSERT_TRUE(workspace.showWalkthrough("L33", 200));
    QApplication::processEvents();
    auto* scroll = workspace.findChild<StageScroll*>();
    EXPECT_TRUE(workspace.stage().set().placesEverything());
    const Scene& scene = workspace.stage().scene();
    const auto result = std::find_if(scene.windows.begin(), scene.windows.end(),
                                     [](const SceneWindow& window) { return window.role == Role::result; });
    ASSERT_NE(result, scene.windows.end());
    const QRectF place = workspace.stage().set().windowRect(*result);
    const double top = scroll->verticalScrollBar()->value();
    EXPECT_GE(place.top(), top);
    EXPECT_LE(place.bottom(), top + scroll->viewport()->height());
    ASSERT_TRUE(workspace.showWalkthrough("L9", 0));
    QApplication::processEvents();
    EXPECT_EQ(scroll->verticalScrollBar()->maximum(), 0) << "small steps need no scrolling";
}

/// Milliseconds, sorted.
struct Timings {
    std::vector<double> all;
    double share(double part) {
        std::sort(all.begin(), all.end());
        return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
    }
};

TEST_F(WholeLectureTest, ScrubbingShowsAnyStepAtOnce) {
    Timings timings;
    std::string slowest;
    for (const WalkthroughKind& kind : walkthroughs()) {
        ASSERT_TRUE(workspace.showWalkthrough(kind.id, 0));
        const Index count = workspace.session().stepCount();
        for (Index i = 1; i <= 9; ++i) {
            const auto target = static_cast<int>(i * 7 % 10 * (count - 1) / 9);
            QElapsedTimer timer;
            timer.start();
            Q_EMIT workspace.transport().stepChanged(target);
            workspace.grab();
            const double time = static_cast<double>(timer.nsecsElapsed()) / 1e6;
            if (timings.all.empty() || time > timings.share(1))
                slowest = kind.id + " step " + std::to_string(target + 1);
            timings.all.push_back(time);
        }
    }
    std::cout << "scrubbing, 1440x900: median " << timings.share(0.5) << " ms, worst " << timings.share(1)
              << " ms (" << slowest << ")\n";
    EXPECT_LT(timings.share(0.5), 50);
}

TEST_F(WholeLectureTest, PlayingIsFluent) {
    Timings timings;
    for (const WalkthroughKind& kind : walkthroughs()) {
        ASSERT_TRUE(workspace.showWalkthrough(kind.id, 0));
        StageView& stage = workspace.stage();
        QPixmap screen(stage.size());
        for (Index i = 0; i + 1 < std::min<Index>(workspace.session().stepCount(), 6); ++i) {
            Q_EMIT workspace.transport().stepChanged(static_cast<int>(i + 1));
            const auto& walkthrough = *workspace.session().walkthrough();
            const NumberedStep before{walkthrough.step(i), i}, now{walkthrough.step(i + 1), i + 1};
            const std::vector<Exhibit> exhibits = stage.set().exhibits;
            for (int frame = 1; frame < 12; ++frame) {
                QElapsedTimer timer;
                timer.start();
                stage.showScene(frameBetween(exhibits, &before, now, frame / 12.0));
                stage.render(&screen);
                timings.all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            }
        }
    }
    std::cout << "a frame of a movement, 1440x900: median " << timings.share(0.5) << " ms, 99 % within "
              << timings.share(0.99) << " ms\n";
    EXPECT_LT(timings.share(0.5), 16.7);
}

}  // namespace
}  // namespace deltascope
