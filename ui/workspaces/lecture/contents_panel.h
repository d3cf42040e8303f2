#pragma once

#include <QWidget>

#include "core/lesson/walkthrough.h"

class QLabel;
class QLineEdit;

namespace deltascope {

class ContentsList;

/// The side of the Lecture workspace: the table of contents below a field to search it. Enter in the field
/// opens the first walkthrough found, Down goes on in the list, Escape shows all again.
class ContentsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ContentsPanel(const std::vector<WalkthroughKind>& kinds, QWidget* parent = nullptr);

    ContentsList& list() { return *list_; }
    QLineEdit& search() { return *search_; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void filter(const QString& words);
    void dress();

    QLineEdit* search_;
    ContentsList* list_;
    QLabel* nothing_;
};

}  // namespace deltascope
