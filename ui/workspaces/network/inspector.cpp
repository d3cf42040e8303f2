#include "ui/workspaces/network/inspector.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/lesson/network_exhibits.h"
#include "ui/painting/number_label.h"
#include "ui/theme/theme_manager.h"
#include "ui/why/predict_box.h"
#include "ui/why/why_panel.h"
#include "ui/workspaces/network/map_zoom.h"
#include "ui/workspaces/network/network_session.h"

namespace deltascope {
namespace {

constexpr std::size_t mostChanges = 4;

QString address(const Cell& cell) { return QString::fromStdString(cellText(cell)).toHtmlEscaped(); }

/// The tensors that an explanation names, as exhibits: their words and roles.
std::vector<Exhibit> exhibitsOf(const Example& example, const Explanation& explanation) {
    std::vector<std::string> names{explanation.cell.tensor};
    const std::vector<Cell> parts = madeOf(explanation);
    for (const Cell& cell : parts)
        if (std::find(names.begin(), names.end(), cell.tensor) == names.end()) names.push_back(cell.tensor);
    std::vector<Exhibit> exhibits;
    for (const std::string& name : names) exhibits.push_back(networkExhibit(example, name));
    return exhibits;
}

/// Vectors in several columns: the zoom is wider than high.
TensorPanel folded(TensorPanel panel) {
    const bool isVector = panel.form == TensorPanel::Form::units || panel.form == TensorPanel::Form::bars;
    if (!isVector) return panel;
    panel.columns = std::min(panel.rows, panel.rows > 16 ? 8 : 5);
    panel.rows = (panel.rows + panel.columns - 1) / panel.columns;
    return panel;
}

/// "Pool 1 · map 2 · row 4, column 6"
QString placeWords(const TensorPanel& panel, const Cell& cell) {
    const auto at = [&](std::size_t axis) { return cell.index[axis]; };
    switch (cell.index.size()) {
        case 4:
            return QObject::tr("%1 · map %2 · channel %3 · row %4, column %5")
                .arg(panel.title)
                .arg(at(0))
                .arg(at(1))
                .arg(at(2))
                .arg(at(3));
        case 3:
            return QObject::tr("%1 · map %2 · row %3, column %4")
                .arg(panel.title)
                .arg(at(0))
                .arg(at(1))
                .arg(at(2));
        case 2:
            return QObject::tr("%1 · unit %2 · input %3").arg(panel.title).arg(at(0)).arg(at(1));
        case 1:
            return QObject::tr("%1 · %2").arg(panel.title).arg(at(0));
        default:
            return panel.title;
    }
}

QLabel* wrapped() {
    auto* label = new QLabel;
    setTextRole(*label, TextRole::muted);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    label->hide();
    return label;
}

QPushButton* smallButton(const QString& text, const QString& tip) {
    auto* button = new QPushButton(text);
    button->setProperty("look", QStringLiteral("link"));
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

Inspector::Inspector(QWidget* parent)
    : Card({}, parent),
      place_(new QLabel),
      zoom_(new MapZoom),
      why_(new WhyPanel),
      pin_(smallButton(tr("Pin"), tr("Keep this number to compare others with it (P)"))),
      likes_(smallButton(
          tr("What excites it…"),
          tr("The kernels, trained and untrained, and the pictures that excite this unit most (K)"))),
      comparison_(wrapped()),
      changes_(wrapped()) {
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(pin_);
    buttons->addWidget(likes_);
    buttons->addStretch(1);
    setTextRole(*place_, TextRole::label);
    place_->setWordWrap(true);
    content().addWidget(place_);
    content().addWidget(zoom_, 2);
    content().addLayout(buttons);
    content().addWidget(comparison_);
    content().addWidget(changes_);
    content().addWidget(why_, 3);
    content().setSpacing(currentTheme().space.small);
    why_->predictBox().ask(std::nullopt);
    connect(pin_, &QPushButton::clicked, this, &Inspector::pinToggled);
    connect(likes_, &QPushButton::clicked, this, &Inspector::likesWanted);
    connect(changes_, &QLabel::linkActivated, this,
            [this](const QString& link) { Q_EMIT changeFollowed(link.toInt()); });
}

void Inspector::showSession(const NetworkSession& session) {
    const Cell& cell = session.chosen();
    const TensorPanel panel = folded(tensorPanel(session, cell.tensor));
    place_->setText(placeWords(panel, cell));
    zoom_->setPanel(panel, cell, session.canEdit(cell) && !session.isDifference());
    showExplanation(session);
    showComparison(session);
    showChanges(session);
}

void Inspector::showExplanation(const NetworkSession& session) {
    const auto explanation = session.example().explain(session.chosen());
    if (!explanation) return why_->clear();
    WhyPanel::Subject subject{*explanation, {}, {}, session.canGoBack(), false};
    if (session.canEdit(session.chosen()))
        subject.text = tr("Given, not computed. Double-click it above to change it.");
    why_->explain(session.shared(), exhibitsOf(session.example(), *explanation), subject);
}

void Inspector::showComparison(const NetworkSession& session) {
    const auto& pinned = session.pinned();
    pin_->setText(pinned ? tr("Unpin") : tr("Pin"));
    comparison_->setVisible(pinned.has_value());
    if (!pinned) return;
    const double kept = session.valueAt(*pinned), here = session.valueAt(session.chosen());
    QString text = tr("Pinned %1 = <b>%2</b>").arg(address(*pinned), numberLabel(kept, 6));
    if (*pinned != session.chosen()) {
        text += tr("<br>%1 = <b>%2</b><br>difference <b>%3</b>")
                    .arg(address(session.chosen()), numberLabel(here, 6), numberLabel(here - kept, 6));
        if (kept != 0) text += tr(", ratio <b>%1</b>").arg(numberLabel(here / kept, 4));
    }
    comparison_->setText(text);
}

void Inspector::showChanges(const NetworkSession& session) {
    changes_->setVisible(session.isDifference());
    if (!session.isDifference()) return;
    QStringList lines;
    const auto changes = session.changes(mostChanges);
    for (std::size_t i = 0; i < changes.size(); ++i)
        lines << QStringLiteral("<a href=\"%1\">%2</a> %3 → %4")
                     .arg(i)
                     .arg(address(changes[i].cell), numberLabel(changes[i].before, 4),
                          numberLabel(changes[i].after, 4));
    changes_->setText(
        tr("<b>Changed most</b>: ") +
        (lines.isEmpty() ? tr("nothing") : QStringLiteral("<br>") + lines.join(QStringLiteral("<br>"))));
}

QString Inspector::comparison() const { return comparison_->isHidden() ? QString() : comparison_->text(); }
QString Inspector::changes() const { return changes_->isHidden() ? QString() : changes_->text(); }

}  // namespace deltascope
