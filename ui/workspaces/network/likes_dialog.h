#pragma once

#include <QDialog>

#include "ui/workspaces/network/likes_search.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace deltascope {

/// What a unit has learnt to see: its kernels beside those before training, and the pictures of the loaded
/// data that excite it most, each with the part that the unit saw. The pictures are looked for while the
/// dialog is open already; the search can be stopped.
class LikesDialog : public QDialog {
    Q_OBJECT

  public:
    explicit LikesDialog(const NetworkSession& session, QWidget* parent = nullptr);

    bool isSearching() const { return search_ && !search_->isFinished(); }
    const std::vector<ExcitedExample>& examples() const { return excited_; }

  private:
    void addKernels();
    void addSearch();
    void showFound();

    LessonNetwork network_, untrained_;
    SharedShelf shelf_;
    std::optional<UnitOfLayer> unit_;
    std::vector<ExcitedExample> excited_;
    QVBoxLayout* page_;
    QLabel* heading_ = nullptr;
    QWidget* progress_ = nullptr;
    std::unique_ptr<LikesSearch> search_;
};

/// The unit that a cell belongs to: the whole map for feature maps and kernels, else the one number; nothing
/// for the input, the label and the loss.
std::optional<UnitOfLayer> unitOf(const Example& example, const Cell& cell);

}  // namespace deltascope
