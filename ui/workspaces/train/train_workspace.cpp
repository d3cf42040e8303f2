#include "ui/workspaces/train/train_workspace.h"

#include <QVBoxLayout>

#include "ui/widgets/empty_state.h"

namespace deltascope {

TrainWorkspace::TrainWorkspace(QWidget* parent) : QWidget(parent) {
    (new QVBoxLayout(this))
        ->addWidget(
            new EmptyState(QStringLiteral("train"), tr("Train is coming"),
                           tr("Here you will train the network yourself and watch loss, accuracy and kernels "
                              "change. Until then, \u201cdeltascope train\u201d does it in a terminal.")));
}

}  // namespace deltascope
