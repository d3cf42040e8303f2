#pragma once

#include <QListWidget>

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// The lecture's table of contents: walkthroughs below the video they belong to, each with a dot that fills
/// as its steps are seen.
class ContentsList : public QListWidget {
    Q_OBJECT

  public:
    explicit ContentsList(const std::vector<WalkthroughKind>& kinds, QWidget* parent = nullptr);

    /// Marks the open walkthrough, without a signal.
    void setCurrent(const std::string& id);
    /// `share` of the steps seen, 0 .. 1.
    void setProgress(const std::string& id, double share);
    /// Shows only the walkthroughs in whose number, title or summary every one of `words` occurs, whatever
    /// its case; returns how many these are.
    int filter(const QString& words);
    /// Opens the first walkthrough that is shown.
    void chooseFirst();

  Q_SIGNALS:
    void chosen(const std::string& id);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QListWidgetItem* itemOf(const std::string& id) const;
    void dress();
};

}  // namespace deltascope
