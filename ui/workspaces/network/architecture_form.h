#pragma once

#include <QDialog>
#include <array>

#include "core/network/architecture_choices.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace deltascope {

/// A form for a network's architecture: while it is filled in it says how large every layer becomes, or what
/// is impossible; only what is possible can be made.
class ArchitectureForm : public QDialog {
    Q_OBJECT

  public:
    /// Starts with the choices that lead to `architecture`, or the lecture's network where there are none.
    explicit ArchitectureForm(const Architecture& architecture, QWidget* parent = nullptr);

    ArchitectureChoices choices() const;
    void setChoices(const ArchitectureChoices& choices);
    QPushButton& makeButton() { return *make_; }
    /// Sizes of the layers, or what is impossible.
    QString message() const;

  Q_SIGNALS:
    /// The button was pressed on a possible architecture.
    void wanted(const deltascope::Architecture& architecture, int seed);

  private:
    QSpinBox* number(const QString& name, int least, int most);
    void layOut();
    void check();

    QComboBox *channels_, *layers_, *activation_, *pooling_;
    QSpinBox *side_, *window_, *hidden_, *classes_, *seed_;
    std::array<QSpinBox*, 3> maps_{}, kernels_{};
    QCheckBox* biases_;
    QLabel* message_;
    QPushButton* make_ = nullptr;
};

}  // namespace deltascope
