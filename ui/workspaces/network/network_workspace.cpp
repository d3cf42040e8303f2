#include "ui/workspaces/network/network_workspace.h"

#include <QVBoxLayout>

#include "ui/widgets/empty_state.h"

namespace deltascope {

NetworkWorkspace::NetworkWorkspace(QWidget* parent) : QWidget(parent) {
    (new QVBoxLayout(this))
        ->addWidget(
            new EmptyState(QStringLiteral("network"), tr("Network is coming"),
                           tr("Here you will see the whole network on one page, every activation, delta and "
                              "gradient of a digit, and follow any number back to where it came from.")));
}

}  // namespace deltascope
