#pragma once

#include <QWidget>

namespace deltascope {

/// Training a network and watching it learn. Not built yet: says so.
class TrainWorkspace : public QWidget {
    Q_OBJECT

  public:
    explicit TrainWorkspace(QWidget* parent = nullptr);
};

}  // namespace deltascope
