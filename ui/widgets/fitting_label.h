#pragma once

#include <QLabel>
#include <QStringList>

namespace deltascope {

/// A line of text that takes the room it is given: the longest of several wordings that fits, also after a
/// change of size. Where none fits, the shortest ends in an ellipsis, unless the text format is rich text.
class FittingLabel final : public QLabel {
    Q_OBJECT

  public:
    explicit FittingLabel(QWidget* parent = nullptr);

    /// The same said in fewer and fewer words.
    void setWordings(const QStringList& longestFirst);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void fit();

    QStringList wordings_;
    bool isFitting_ = false;
};

}  // namespace deltascope
