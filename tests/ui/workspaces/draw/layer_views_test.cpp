#include "ui/workspaces/draw/layer_views.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

TEST(LayerViews, ShowTheLecturesLayersUnderTheirNames) {
    const Network<float> network = *Network<float>::make(lectureNetwork());
    const auto views = layerViews(network);
    std::vector<std::string> titles, tensors;
    for (const LayerView& view : views) {
        titles.push_back(view.picture.title.toStdString());
        tensors.push_back(view.picture.tensor.toStdString());
        EXPECT_EQ(view.picture.shape, network.outputShape(view.layer));
    }
    EXPECT_EQ(titles, (std::vector<std::string>{"Conv 1", "Max pool 1", "Conv 2", "Max pool 2", "FC 1"}));
    EXPECT_EQ(tensors, (std::vector<std::string>{"sigmoid1.output", "pool1.output", "sigmoid2.output",
                                                 "pool2.output", "sigmoid3.output"}));
}

}  // namespace
}  // namespace deltascope
