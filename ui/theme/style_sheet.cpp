#include "ui/theme/style_sheet.h"

#include <QFontInfo>
#include <QRegularExpression>
#include <algorithm>
#include <utility>
#include <vector>

namespace deltascope {
namespace {

using Names = std::vector<std::pair<QString, QString>>;

const char* const labelRules = R"(
QLabel { background: transparent; color: $text; }
QLabel[textRole="title"] { font: bold $titleSize; }
QLabel[textRole="subtitle"] { font: $bodySize; color: $mutedText; }
QLabel[textRole="heading"] { font: 600 $headingSize; }
QLabel[textRole="label"] { font: 600 $labelSize; }
QLabel[textRole="muted"] { font: $labelSize; color: $mutedText; }
QLabel[textRole="small"] { font: $smallSize; color: $mutedText; }
QLabel[textRole="number"] { font: $numberFont; color: $mutedText; }
QToolTip { background: $rail; color: $railSelectedText; border: 1px solid $rail; padding: 2px 4px; font: $labelSize; }
)";

const char* const buttonRules = R"(
QPushButton, QToolButton { background: $card; color: $text; border: $hairline solid $controlBorder;
    border-radius: $radius; padding: 0 14px; min-height: $innerHeight; font: 600 $labelSize; }
QPushButton:hover, QToolButton:hover { background: $controlHover; }
QPushButton:pressed, QToolButton:pressed { background: $track; }
QPushButton:focus, QToolButton:focus { border: $ring solid $accent; padding: 0 $ringPadding; min-height: $ringHeight; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; border-color: $border; background: $card; }
QPushButton[look="primary"] { background: $accent; color: $onAccent; border-color: $accent; }
QPushButton[look="primary"]:hover { background: $accentHover; }
QPushButton[look="primary"]:focus { border-color: $text; }
QPushButton[look="primary"]:disabled { background: $track; color: $mutedText; border-color: $track; }
QPushButton[look="square"] { padding: 0; min-width: $innerHeight; }
QPushButton[look="choice"] { border-radius: $pill; }
QPushButton[look="choice"]:checked { background: $accent; color: $onAccent; border-color: $accent; }
QPushButton[look="choice"]:checked:focus { border-color: $text; }
QPushButton[look="link"] { background: transparent; border: $ring solid transparent; padding: 0 4px; color: $accentText;
    min-height: $linkHeight; border-radius: 4px; text-align: left; }
QPushButton[look="link"]:hover { background: $accentSoft; color: $accentText; }
QPushButton[look="link"]:focus { border-color: $accent; }
QPushButton[look="link"]:disabled { color: $disabled; }
QPushButton[look="quiet"], QToolButton[look="quiet"], QPushButton[look="icon"], QToolButton[look="icon"] {
    background: transparent; border: $ring solid transparent; padding: 0 8px; min-height: $ringHeight; }
QPushButton[look="icon"], QToolButton[look="icon"] { border-radius: $pill; padding: 0; min-width: $ringHeight; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover, QPushButton[look="icon"]:hover,
    QToolButton[look="icon"]:hover { background: $controlHover; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus, QPushButton[look="icon"]:focus,
    QToolButton[look="icon"]:focus { border-color: $accent; }
QPushButton[look="digit"] { background: transparent; border: $ring solid transparent; border-radius: 5px; padding: 0;
    min-width: 10px; min-height: $linkHeight; color: $accentText; }
QPushButton[look="digit"]:hover { background: $accentSoft; }
QPushButton[look="digit"]:focus { border-color: $accent; }
QPushButton[look="digit"]:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { image: url(:/icons/chevron-down.svg); width: 10px; height: 10px; right: 10px;
    subcontrol-position: right center; subcontrol-origin: padding; }
)";

const char* const fieldRules = R"(
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox { background: $field; color: $text; border: $hairline solid $controlBorder;
    border-radius: $radius; padding: 0 10px; min-height: $innerHeight; font: $labelSize;
    selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: $ring solid $accent;
    padding: 0 $fieldRingPadding; min-height: $ringHeight; }
QLineEdit:disabled, QComboBox:disabled { color: $disabled; border-color: $border; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(:/icons/chevron-down.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { border: none; width: 20px; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button { border: none; width: 20px; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/icons/chevron-up.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/icons/chevron-down.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $controlBorder; outline: none;
    padding: 4px; selection-background-color: $accentSoft; selection-color: $accentText; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; font: $labelSize; background: transparent;
    border: $ring solid transparent; border-radius: 4px; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $indicator;
    background: $field; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(:/icons/$check.svg); }
QRadioButton::indicator:checked { background: $field; border: 5px solid $accent; width: 8px; height: 8px; }
QPlainTextEdit, QTextEdit, QTextBrowser { background: $field; color: $text; border: 1px solid $border;
    border-radius: $radius; selection-background-color: $accent; selection-color: $onAccent; }
)";

const char* const sliderRules = R"(
QSlider { background: transparent; min-height: 26px; }
QSlider::groove:horizontal { height: 6px; border-radius: 3px; background: $track; }
QSlider::sub-page:horizontal { height: 6px; border-radius: 3px; background: $accent; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -6px 0; border-radius: 9px; background: $card;
    border: 3px solid $accent; }
QSlider::handle:horizontal:hover { background: $accentSoft; }
QSlider::handle:horizontal:focus { background: $accent; border-color: $text; }
QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal:disabled { border-color: $controlBorder; }
QProgressBar { background: $track; border: none; border-radius: 4px; max-height: 8px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $controlBorder; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $indicator; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

const char* const containerRules = R"(
* { dialogbuttonbox-buttons-have-icons: 0; }
QMainWindow, QDialog, QMessageBox { background: $page; color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget, QAbstractScrollArea::corner { background: transparent; border: none; }
QMenu { background: $card; color: $text; border: 1px solid $controlBorder; padding: 6px; font: $labelSize; }
QMenu::item { padding: 7px 28px 7px 28px; border-radius: 5px; }
QMenu::item:selected { background: $accentSoft; color: $accentText; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 9px; }
QMenu::indicator:checked { image: url(:/icons/$menuCheck.svg); }
QListView, QTreeView, QTableView { background: $card; color: $text; border: none; outline: none;
    selection-background-color: $accentSoft; selection-color: $accentText; }
QHeaderView::section { background: $page; color: $mutedText; border: none; padding: 6px; font: 600 $smallSize; }
QTabBar::tab { background: transparent; color: $mutedText; padding: 8px 14px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accentText; border-bottom-color: $accent; }
)";

QString px(int size) { return QStringLiteral("%1px").arg(size); }

QString fontRule(const QFont& font) {
    return QStringLiteral("%1px \"%2\"").arg(font.pixelSize()).arg(QFontInfo(font).family());
}

void addColors(Names& names, const Palette& p) {
    const std::pair<const char*, QColor> colors[] = {{"text", p.text},
                                                     {"mutedText", p.mutedText},
                                                     {"page", p.page},
                                                     {"card", p.card},
                                                     {"border", p.border},
                                                     {"rail", p.rail},
                                                     {"railSelectedText", p.railSelectedText},
                                                     {"accent", p.accent},
                                                     {"accentHover", p.accentHover},
                                                     {"accentSoft", p.accentSoft},
                                                     {"accentText", p.accentText},
                                                     {"onAccent", p.onAccent},
                                                     {"field", p.field},
                                                     {"controlBorder", p.controlBorder},
                                                     {"controlHover", p.controlHover},
                                                     {"track", p.track},
                                                     {"disabled", mixed(p.mutedText, p.card, 0.45)},
                                                     {"indicator", mixed(p.mutedText, p.card, 0.25)}};
    for (const auto& [name, color] : colors) names.emplace_back(QLatin1String(name), color.name());
    names.emplace_back("check", p.onAccent.lightness() > 128 ? "check-light" : "check-dark");
    names.emplace_back("menuCheck", p.dark ? "check-light" : "check-dark");
}

void addSizes(Names& names, const Theme& theme) {
    const Spacing& space = theme.space;
    const Typography& type = theme.type;
    const int ringGain = space.focusRing - space.hairline;  // what a thicker border takes from the padding
    names.emplace_back("titleSize", fontRule(type.title));
    names.emplace_back("headingSize", fontRule(type.heading));
    names.emplace_back("labelSize", fontRule(type.label));
    names.emplace_back("bodySize", fontRule(type.body));
    names.emplace_back("smallSize", fontRule(type.small));
    names.emplace_back("numberFont", fontRule(type.number));
    names.emplace_back("hairline", px(space.hairline));
    names.emplace_back("ring", px(space.focusRing));
    names.emplace_back("radius", px(space.controlRadius));
    names.emplace_back("pill", px(space.controlHeight / 2));
    names.emplace_back("innerHeight", px(space.controlHeight - 2 * space.hairline));
    names.emplace_back("ringHeight", px(space.controlHeight - 2 * space.focusRing));
    names.emplace_back("linkHeight", px(type.label.pixelSize() + 8));
    names.emplace_back("ringPadding", px(14 - ringGain));
    names.emplace_back("fieldRingPadding", px(10 - ringGain));
}

QString filled(const QString& text, const Names& names) {
    static const QRegularExpression token(QStringLiteral("\\$([A-Za-z]+)"));
    QString result;
    qsizetype done = 0;
    for (auto match = token.globalMatch(text); match.hasNext();) {
        const auto hit = match.next();
        const auto found = std::find_if(names.begin(), names.end(),
                                        [&](const auto& entry) { return entry.first == hit.captured(1); });
        Q_ASSERT_X(found != names.end(), "styleSheet", qPrintable(hit.captured(1)));
        result += text.mid(done, hit.capturedStart() - done) + found->second;
        done = hit.capturedEnd();
    }
    return result + text.mid(done);
}

}  // namespace

QString styleSheet(const Theme& theme) {
    Names names;
    addColors(names, theme.palette);
    addSizes(names, theme);
    QString text;
    for (const char* rules : {labelRules, buttonRules, fieldRules, sliderRules, containerRules}) {
        text += QLatin1String(rules);
    }
    return filled(text, names);
}

}  // namespace deltascope
