#include "core/lesson/walkthroughs/key_operations.h"

#include "core/layers/catalogue.h"

namespace deltascope {
namespace {

KeyOperation keyOperation(const std::string& kind, const std::string& title, const std::string& link) {
    return {kind, title, (*findLayerKind(kind))->operation, link};
}

}  // namespace

const std::vector<KeyOperation>& keyOperations() {
    static const std::vector<KeyOperation> operations{
        keyOperation("conv2d", "Convolutional layer", "L4"),
        keyOperation("fully_connected", "Fully connected layer", "L8"),
        keyOperation("sigmoid", "Sigmoid layer", "L10"),
        keyOperation("max_pool", "Pooling layer", "L9"),
    };
    return operations;
}

Exhibit withLinks(Exhibit strip) {
    strip.links.clear();
    for (const std::string& kind : strip.kinds) {
        strip.links.emplace_back();
        for (const KeyOperation& operation : keyOperations())
            if (operation.kind == kind) strip.links.back() = operation.link;
    }
    return strip;
}

}  // namespace deltascope
