#pragma once

#include <QString>
#include <vector>

#include "ui/painting/value_range.h"
#include "ui/workspaces/network/network_session.h"

namespace deltascope {

/// One tensor of the network as it stands on the page.
struct TensorPanel {
    enum class Form {
        maps,    ///< feature maps or kernels, each rows x columns
        matrix,  ///< the weights of a fully connected layer: one map, one row a unit
        units,   ///< a vector
        bars,    ///< probabilities, one bar a class
    };
    std::string tensor;          ///< in addresses: "conv1.output"
    QString title, brief, size;  ///< "Conv 1", shorter where there is no room, "6 · 24×24"
    Form form = Form::maps;
    int layer = 0;
    int maps = 1, rows = 1, columns = 1;
    int perRow = 0;  ///< kernels: input channels, one column each; 0: as many as fit
    Shape shape;     ///< of the tensor
    Tensor<double> values;
    ValueRange range;
    bool isKnown = true;   ///< computed by now; else only its outline is shown
    bool isFresh = false;  ///< by the step at hand

    /// Position of a map's cell in the values, or -1 past the end.
    Index offsetOf(int map, int row, int column) const;
    Cell cellAt(Index offset) const { return cellAtOffset(tensor, shape, offset); }
};

/// The tensors that a mode shows, in the order of the page. With `isUpdate` the gradients stand beside the
/// new weights.
std::vector<std::string> shownTensors(const Network<double>& network, NumberMode mode, bool isUpdate);

/// The tensor of `layer` in a mode that also shows it, for following a choice from mode to mode.
NumberMode modeOf(const std::string& tensor);

struct PanelOptions {
    bool hasSharedScale = false;  ///< one scale for all signed numbers and one for all others
};

/// Everything that the page shows for the session as it is.
std::vector<TensorPanel> tensorPanels(const NetworkSession& session, const PanelOptions& options);

/// The panel that one tensor makes, with its own scale.
TensorPanel tensorPanel(const NetworkSession& session, const std::string& tensor);

}  // namespace deltascope
