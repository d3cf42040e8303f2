#pragma once

#include <QWidget>

namespace deltascope {

/// Every number of the network on one page. Not built yet: says so.
class NetworkWorkspace : public QWidget {
    Q_OBJECT

  public:
    explicit NetworkWorkspace(QWidget* parent = nullptr);
};

}  // namespace deltascope
