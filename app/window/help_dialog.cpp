#include "app/window/help_dialog.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include "app/window/help_text.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/text_label.h"

namespace deltascope {
namespace {

constexpr double shareOfScreen = 0.95;

/// `page` in a frame that is as large as it needs, up to `most`.
QScrollArea* scrolling(QWidget* page, const QSize& most) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::StrongFocus);  // so that the arrow keys scroll
    page->adjustSize();
    constexpr int rim = 2;  // else it scrolls by a pixel
    QSize size = page->size() + QSize(rim, rim);
    // A bar that one direction needs must not make the other one scroll, too.
    const int bar = scroll->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const bool isTooWide = size.width() > most.width(), isTooHigh = size.height() > most.height();
    size += QSize(isTooHigh ? bar : 0, isTooWide ? bar : 0);
    scroll->setMinimumSize(size.boundedTo(most));
    return scroll;
}

}  // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Help"));
    auto* text = makeLabel(helpText(), TextRole::body);
    text->setTextFormat(Qt::RichText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    const int margin = currentTheme().space.large;
    column->setContentsMargins(margin, margin, margin, margin);
    const QSize room = screen()->availableSize() * shareOfScreen;
    const QSize taken(2 * margin, 2 * margin + column->spacing() + buttons->sizeHint().height());
    column->addWidget(scrolling(text, room - taken), 1);
    column->addWidget(buttons);
}

}  // namespace deltascope
