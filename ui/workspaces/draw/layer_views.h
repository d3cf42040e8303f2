#pragma once

#include <vector>

#include "core/network/network.h"
#include "ui/widgets/map_gallery.h"

namespace deltascope {

/// A layer that is worth a row in the gallery.
struct LayerView {
    int layer = 0;  ///< index into Pass::outputs
    GalleryLayer picture;
};

/// The layers of `network` as one tells a person: a convolution together with the activation after it ("Conv
/// 1", showing sigmoid1's output), the poolings, the hidden fully connected layers; the scores and softmax
/// are what the bars show.
std::vector<LayerView> layerViews(const Network<float>& network);

}  // namespace deltascope
