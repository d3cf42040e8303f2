#include "ui/widgets/page_header.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/theme_manager.h"

namespace deltascope {

PageHeader::PageHeader(const QString& title, const QString& subtitle, QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(currentTheme().space.small, 0, 0, 0);
    layout->setSpacing(2);
    const std::pair<QString, TextRole> lines[] = {{title, TextRole::title}, {subtitle, TextRole::subtitle}};
    for (const auto& [text, role] : lines) {
        auto* label = new QLabel(text);
        setTextRole(*label, role);
        layout->addWidget(label);
    }
}

}  // namespace deltascope
