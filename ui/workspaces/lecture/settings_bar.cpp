#include "ui/workspaces/lecture/settings_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "core/lesson/planes.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/workspaces/lecture/flow_layout.h"
#include "ui/workspaces/lecture/value_sliders.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

QString words(const std::string& text) { return QString::fromStdString(text); }

/// Removes all children of a widget, and its layout.
void clear(QWidget* widget) {
    delete widget->layout();
    qDeleteAll(widget->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

QLabel* caption(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    setTextRole(*label, TextRole::muted);
    return label;
}

/// A row of its own inside the panel, with the setting's name in front.
QHBoxLayout* fieldIn(QWidget* panel, const QString& label) {
    auto* field = new QWidget(panel);
    auto* row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(currentTheme().space.small);
    if (!label.isEmpty()) row->addWidget(caption(label, field));
    panel->layout()->addWidget(field);
    return row;
}

bool isWhole(double value) { return value == std::round(value); }

}  // namespace

Grid resizedGrid(const Grid& grid, Index rows, Index columns) {
    const Shape old = planeShape(grid);
    const Index planes = planeCount(grid);
    Grid result({planes, rows, columns});
    for (Index plane = 0; plane < planes; ++plane)
        for (Index row = 0; row < std::min(rows, old[0]); ++row)
            for (Index column = 0; column < std::min(columns, old[1]); ++column)
                result.at({plane, row, column}) = grid[plane * old.size() + row * old[1] + column];
    return planes == 1 ? result.reshaped({rows, columns}) : result;
}

SettingsBar::SettingsBar(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(currentTheme().space.small);
    QSizePolicy wraps(QSizePolicy::Expanding, QSizePolicy::Preferred);
    wraps.setHeightForWidth(true);
    front_ = new QWidget(this);
    panel_ = new QWidget;
    for (QWidget* part : {front_, panel_}) part->setSizePolicy(wraps);
    column->addWidget(front_);
    scroll_ = new QScrollArea(this);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidget(panel_);
    scroll_->hide();
    column->addWidget(scroll_);
    tools_ = new QWidget(this);
    makeTools();
    dress();
}

/// As high as all settings need, up to a fifth of the window.
void SettingsBar::fitPanel() {
    if (!panel_->layout()) return;
    const int needed = panel_->layout()->heightForWidth(width() - currentTheme().space.medium);
    scroll_->setFixedHeight(std::min(needed, std::max(110, window()->height() / 5)));
}

void SettingsBar::makeTools() {
    auto* row = new QHBoxLayout(tools_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    undo_ = addTool(QStringLiteral("undo"), tr("Undo"), tr("Ctrl+Z"), row);
    redo_ = addTool(QStringLiteral("redo"), tr("Redo"), tr("Ctrl+Shift+Z"), row);
    more_ = new QPushButton(tr("More"), tools_);
    more_->setCheckable(true);
    more_->setProperty("look", "quiet");
    more_->setFocusPolicy(Qt::TabFocus);
    more_->setToolTip(tr("All settings of this walkthrough"));
    row->addWidget(more_);
    connect(undo_, &QToolButton::clicked, this, &SettingsBar::undoWanted);
    connect(redo_, &QToolButton::clicked, this, &SettingsBar::redoWanted);
    connect(more_, &QPushButton::toggled, this, [this](bool isOn) {
        scroll_->setVisible(isOn);
        fitPanel();
    });
}

QToolButton* SettingsBar::addTool(const QString& iconName, const QString& name, const QString& key,
                                  QLayout* row) {
    auto* button = new QToolButton(tools_);
    button->setObjectName(iconName);
    button->setProperty("look", "icon");
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, key));
    row->addWidget(button);
    return button;
}

void SettingsBar::setSpecs(const std::vector<SettingSpec>& specs) {
    showers_.clear();
    for (QWidget* part : {front_, panel_}) clear(part);
    const Spacing& space = currentTheme().space;
    auto* front = new FlowLayout(space.small, space.small);
    front_->setLayout(front);
    panel_->setLayout(new FlowLayout(space.medium, space.small));
    const auto isGrid = [](const SettingSpec& spec) { return std::holds_alternative<Grid>(spec.standard); };
    const auto isChoice = [](const SettingSpec& spec) {
        return std::holds_alternative<std::string>(spec.standard);
    };
    const auto mainGrid = std::find_if(specs.begin(), specs.end(), isGrid);
    const auto mainChoice = std::find_if(specs.begin(), specs.end(), isChoice);
    if (mainGrid != specs.end()) addPills(*mainGrid, front, front_);
    if (mainChoice != specs.end()) addChoice(*mainChoice, front, front_);
    for (const bool isWide : {false, true})  // what has pills of its own comes last
        for (auto spec = specs.begin(); spec != specs.end(); ++spec)
            if (spec != mainChoice && (isGrid(*spec) && spec != mainGrid) == isWide)
                isWide ? addWideField(*spec) : addField(*spec);
    addReset();
    fitPanel();
    more_->setVisible(!specs.empty());
}

void SettingsBar::addReset() {
    auto* row = fieldIn(panel_, {});
    auto* reset = new QPushButton(tr("Reset all"), row->parentWidget());
    reset->setProperty("look", "link");
    reset->setFocusPolicy(Qt::TabFocus);
    reset->setToolTip(tr("Every setting as the lecture has it; Undo brings yours back"));
    row->addWidget(reset);
    connect(reset, &QPushButton::clicked, this, &SettingsBar::resetWanted);
}

void SettingsBar::addField(const SettingSpec& spec) {
    const bool isSwitch = std::holds_alternative<bool>(spec.standard);
    auto* row = fieldIn(panel_, isSwitch ? QString() : words(spec.label));
    QWidget* field = row->parentWidget();
    if (isSwitch) return addSwitch(spec, row, field);
    if (spec.sliders) addSliders(spec, row, field);
    if (std::holds_alternative<double>(spec.standard)) return addNumber(spec, row, field);
    if (std::holds_alternative<std::string>(spec.standard)) return addChoice(spec, row, field);
    if (std::holds_alternative<LessonNetwork>(spec.standard)) return addNetwork(spec, row, field);
    addSize(spec, row, field);
    if (spec.isPicture) addPictureButton(spec, row, field);
}

/// A grid with presets of its own: its parts may go on in the next line.
void SettingsBar::addWideField(const SettingSpec& spec) {
    panel_->layout()->addWidget(caption(words(spec.label), panel_));
    addPills(spec, panel_->layout(), panel_);
    auto* size = fieldIn(panel_, {});
    addSize(spec, size, size->parentWidget());
    if (spec.isPicture) addPictureButton(spec, panel_->layout(), panel_);
}

void SettingsBar::addPills(const SettingSpec& spec, QLayout* target, QWidget* parent) {
    std::vector<QPushButton*> pills;
    const auto add = [&](const QString& label) {
        auto* pill = new QPushButton(label, parent);
        pill->setProperty("look", "choice");
        pill->setCheckable(true);
        pill->setFocusPolicy(Qt::TabFocus);
        pill->setAccessibleName(QStringLiteral("%1: %2").arg(words(spec.label), label));
        target->addWidget(pill);
        pills.push_back(pill);
        return pill;
    };
    const auto show = [presets = &spec.presets](const std::vector<QPushButton*>& all,
                                                const SettingValue& value) {
        bool isPreset = false;
        for (std::size_t i = 0; i < presets->size(); ++i) {
            all[i]->setChecked((*presets)[i].value == value);
            isPreset |= all[i]->isChecked();
        }
        all.back()->setChecked(!isPreset);
    };
    for (const Preset& preset : spec.presets) {
        connect(add(words(preset.label)), &QPushButton::clicked, this,
                [this, id = spec.id, value = preset.value] { Q_EMIT changed(id, value); });
    }
    QPushButton* own = add(tr("Your own"));
    own->setToolTip(tr("Type your own numbers: double-click any of them"));
    connect(own, &QPushButton::clicked, this, [this, id = spec.id] { Q_EMIT ownWanted(id); });
    for (QPushButton* pill : pills) {  // a click toggles the pill by itself; what counts is the value
        connect(pill, &QPushButton::clicked, this,
                [this, show, pills, id = spec.id] { show(pills, shown_.at(id)); });
    }
    rememberValue(spec, [show, pills](const SettingValue& value) { show(pills, value); });
}

void SettingsBar::addSize(const SettingSpec& spec, QBoxLayout* target, QWidget* parent) {
    const auto spin = [&](const QString& name) {
        auto* box = new QSpinBox(parent);
        box->setRange(static_cast<int>(spec.least), static_cast<int>(spec.most));
        box->setKeyboardTracking(false);
        box->setAccessibleName(QStringLiteral("%1: %2").arg(words(spec.label), name));
        box->setToolTip(name);
        target->addWidget(box);
        return box;
    };
    QSpinBox* rows = spin(tr("rows"));
    target->addWidget(caption(QStringLiteral("×"), parent));
    QSpinBox* columns = spin(tr("columns"));
    for (QSpinBox* box : {rows, columns}) {
        connect(box, &QSpinBox::valueChanged, this, [this, id = spec.id, rows, columns] {
            Q_EMIT changed(id, resizedGrid(std::get<Grid>(shown_.at(id)), rows->value(), columns->value()));
        });
    }
    rememberValue(spec, [rows, columns](const SettingValue& value) {
        const QSignalBlocker quietRows(rows), quietColumns(columns);
        const Shape shape = planeShape(std::get<Grid>(value));
        rows->setValue(static_cast<int>(shape[0]));
        columns->setValue(static_cast<int>(shape[1]));
    });
}

void SettingsBar::addPictureButton(const SettingSpec& spec, QLayout* target, QWidget* parent) {
    auto* button = new QPushButton(tr("Open picture…"), parent);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(tr("Any picture file; you can also drop one on the stage"));
    target->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, id = spec.id] { Q_EMIT pictureWanted(id); });
}

void SettingsBar::addChoice(const SettingSpec& spec, QLayout* target, QWidget* parent) {
    auto* box = new QComboBox(parent);
    for (const Preset& preset : spec.presets) {
        box->addItem(words(preset.label), words(std::get<std::string>(preset.value)));
    }
    box->setFocusPolicy(Qt::TabFocus);
    box->setAccessibleName(words(spec.label));
    box->setToolTip(words(spec.label));
    target->addWidget(box);
    connect(box, &QComboBox::activated, this,
            [this, box, id = spec.id] { Q_EMIT changed(id, box->currentData().toString().toStdString()); });
    rememberValue(spec, [box](const SettingValue& value) {
        box->setCurrentIndex(box->findData(words(std::get<std::string>(value))));
    });
}

/// The walkthrough's networks and the program's; one whose weights were changed stands last while it is in
/// use.
void SettingsBar::addNetwork(const SettingSpec& spec, QLayout* target, QWidget* parent) {
    auto* box = new QComboBox(parent);
    std::vector<Preset> choices = spec.presets;
    choices.insert(choices.end(), networks_.begin(), networks_.end());
    for (const Preset& choice : choices) box->addItem(words(choice.label));
    box->setFocusPolicy(Qt::TabFocus);
    box->setAccessibleName(words(spec.label));
    target->addWidget(box);
    connect(box, &QComboBox::activated, this, [this, choices, id = spec.id](int row) {
        if (row < static_cast<int>(choices.size())) {
            Q_EMIT changed(id, choices[static_cast<std::size_t>(row)].value);
        }
    });
    rememberValue(spec, [box, choices](const SettingValue& value) {
        const auto known = std::find_if(choices.begin(), choices.end(),
                                        [&](const Preset& choice) { return choice.value == value; });
        const int count = static_cast<int>(choices.size());
        while (box->count() > count) box->removeItem(count);
        if (known == choices.end()) box->addItem(tr("Changed by you"));
        box->setCurrentIndex(static_cast<int>(known - choices.begin()));
    });
}

void SettingsBar::addNumber(const SettingSpec& spec, QBoxLayout* target, QWidget* parent) {
    const double standard = std::get<double>(spec.standard);
    auto* box = new QDoubleSpinBox(parent);
    const bool areWhole = isWhole(standard) && isWhole(spec.least) && isWhole(spec.most);
    box->setDecimals(areWhole ? 0 : 3);
    box->setSingleStep(areWhole ? 1 : (spec.most - spec.least) / 50);
    box->setRange(spec.least, spec.most);
    box->setKeyboardTracking(false);
    box->setAccessibleName(words(spec.label));
    target->addWidget(box);
    connect(box, &QDoubleSpinBox::valueChanged, this,
            [this, id = spec.id](double value) { Q_EMIT changed(id, value); });
    rememberValue(spec, [box](const SettingValue& value) {
        const QSignalBlocker quiet(box);
        box->setValue(std::get<double>(value));
    });
}

void SettingsBar::addSliders(const SettingSpec& spec, QLayout* target, QWidget* parent) {
    auto* sliders = new ValueSliders(spec, parent);
    target->addWidget(sliders);
    connect(sliders, &ValueSliders::moved, this,
            [this, id = spec.id](const SettingValue& value, bool goesOn) {
                goesOn ? Q_EMIT changedFurther(id, value) : Q_EMIT changed(id, value);
            });
    rememberValue(spec, [sliders](const SettingValue& value) { sliders->setValue(value); });
}

void SettingsBar::addSwitch(const SettingSpec& spec, QBoxLayout* target, QWidget* parent) {
    auto* box = new QCheckBox(words(spec.label), parent);
    box->setFocusPolicy(Qt::TabFocus);
    target->addWidget(box);
    connect(box, &QCheckBox::clicked, this, [this, id = spec.id](bool on) { Q_EMIT changed(id, on); });
    rememberValue(spec, [box](const SettingValue& value) { box->setChecked(std::get<bool>(value)); });
}

void SettingsBar::showValues(const Settings& settings, bool canUndo, bool canRedo) {
    shown_ = settings;
    for (const auto& [id, show] : showers_) show(settings.at(id));
    undo_->setEnabled(canUndo);
    redo_->setEnabled(canRedo);
}

void SettingsBar::setExpanded(bool isExpanded) { more_->setChecked(isExpanded); }

bool SettingsBar::isExpanded() const { return more_->isChecked(); }

void SettingsBar::dress() {
    const Theme& theme = currentTheme();
    for (QToolButton* button : {undo_, redo_}) {
        button->setIcon(icon(button->objectName(), theme.palette.text, theme.space.iconSize - 4));
    }
    more_->setIcon(icon(QStringLiteral("chevron-down"), theme.palette.mutedText, theme.space.medium));
    more_->setLayoutDirection(Qt::RightToLeft);  // the arrow after the word
}

void SettingsBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && more_) dress();
}

}  // namespace deltascope
