#pragma once

#include <QDialog>

#include "core/training/exciting_examples.h"
#include "ui/workspaces/network/network_session.h"

namespace deltascope {

/// What a unit has learnt to see: its kernels beside those of the same network untrained, and the pictures of
/// the loaded data that excite it most, each with the part that the unit saw.
class LikesDialog : public QDialog {
    Q_OBJECT

  public:
    explicit LikesDialog(const NetworkSession& session, QWidget* parent = nullptr);

    const std::vector<ExcitedExample>& examples() const { return excited_; }

  private:
    std::vector<ExcitedExample> excited_;
};

/// The unit that a cell belongs to: the whole map for feature maps and kernels, else the one number; nothing
/// for the input, the label and the loss.
std::optional<UnitOfLayer> unitOf(const Example& example, const Cell& cell);

}  // namespace deltascope
