#pragma once

#include <QWidget>

namespace deltascope {

/// The name of a screen and one sentence about it.
class PageHeader : public QWidget {
    Q_OBJECT

  public:
    PageHeader(const QString& title, const QString& subtitle, QWidget* parent = nullptr);
};

}  // namespace deltascope
