#include "ui/workspaces/train/training_controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <cmath>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

QDoubleSpinBox* numberBox(double low, double high, double value, double step, int decimals) {
    auto* box = new QDoubleSpinBox;
    box->setDecimals(decimals);
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setValue(value);
    return box;
}

QSpinBox* countBox(int low, int high, int value) {
    auto* box = new QSpinBox;
    box->setRange(low, high);
    box->setValue(value);
    return box;
}

QComboBox* choiceBox(std::initializer_list<std::pair<QString, QVariant>> items) {
    auto* box = new QComboBox;
    for (const auto& [text, data] : items) box->addItem(text, data);
    box->setMinimumContentsLength(6);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

void choose(QComboBox* box, const QVariant& data) {
    if (const int found = box->findData(data); found >= 0) box->setCurrentIndex(found);
}

}  // namespace

TrainingControls::TrainingControls(QWidget* parent)
    : QWidget(parent),
      form_(new QFormLayout(this)),
      rate_(numberBox(0.0001, 10000, 0.1, 0.05, 4)),
      momentum_(numberBox(0, 0.999, 0.9, 0.1, 3)),
      decay_(numberBox(0, 1, 0, 0.0001, 5)),
      gain_(numberBox(0.01, 100, 2, 0.5, 2)),
      batch_(countBox(1, 4096, 32)),
      epochs_(countBox(1, 1000, 10)),
      seed_(countBox(0, 1000000, 1)),
      activation_(choiceBox({{tr("sigmoid"), "sigmoid"}, {tr("tanh"), "tanh"}, {tr("ReLU"), "relu"}})),
      scheme_(choiceBox({{tr("Xavier"), 0}, {tr("He"), 1}})),
      data_(choiceBox({{tr("synthetic"), 0}, {tr("MNIST or IDX"), 1}, {tr("own drawings"), 2}})),
      augment_(new QCheckBox(tr("distort"))),
      falls_(new QCheckBox(tr("falls to the end"))),
      folderButton_(new QPushButton(tr("Choose folder\u2026"))),
      download_(new QPushButton(tr("Download MNIST"))),
      restart_(new QPushButton(tr("New training"))) {
    falls_->setChecked(true);
    form_->setContentsMargins(0, 0, 4, 0);
    form_->setVerticalSpacing(currentTheme().space.small);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRow(tr("Rate"), rate_, tr("Learning rate \u03b1: how far each step goes"));
    form_->addRow(QString(), named(falls_, tr("The rate falls until the last epoch"),
                                   tr("Along half a cosine, to 1 % of it after the last epoch")));
    addRow(tr("Momentum"), momentum_, tr("Share of the last step's velocity that is kept"));
    addRow(tr("Batch"), batch_, tr("Digits in each step"));
    addRow(tr("Decay"), decay_, tr("Weight decay \u03bb: pulls every weight towards 0"));
    addRow(tr("Epochs"), epochs_, tr("Passes over all digits before it stops"));
    addRow(tr("Activation"), activation_, tr("In place of the lecture's three sigmoids; for a new training"));
    addRow(tr("Weights"), scheme_, tr("How the first weights are drawn; for a new training"));
    addRow(tr("Gain"), gain_,
           tr("Factor on every first weight; small ones make a plateau; for a new training"));
    addRow(tr("Seed"), seed_, tr("The same seed gives the same training to the bit; for a new training"));
    addRow(tr("Digits"), data_, tr("What it learns from; for a new training"));
    form_->addRow(QString(), named(augment_, tr("Distort the digits anew in every epoch"),
                                   tr("Shift, turn and bend every digit anew in every epoch")));
    form_->addRow(folderButton_);
    form_->addRow(download_);
    form_->addRow(restart_);
    folderButton_->setToolTip(
        tr("A folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, plain or .gz"));
    restart_->setToolTip(tr("Begin anew with these settings (Ctrl+N)"));
    for (QDoubleSpinBox* box : {rate_, momentum_, decay_})
        connect(box, &QDoubleSpinBox::valueChanged, this, &TrainingControls::emitSettings);
    connect(batch_, &QSpinBox::valueChanged, this, &TrainingControls::emitSettings);
    connect(falls_, &QCheckBox::toggled, this, &TrainingControls::emitSettings);
    connect(epochs_, &QSpinBox::valueChanged, this, [this](int count) { Q_EMIT epochsChanged(count); });
    connect(data_, &QComboBox::currentIndexChanged, this, &TrainingControls::chooseData);
    connect(folderButton_, &QPushButton::clicked, this, &TrainingControls::folderAsked);
    connect(download_, &QPushButton::clicked, this, &TrainingControls::downloadAsked);
    connect(restart_, &QPushButton::clicked, this, &TrainingControls::restartAsked);
    chooseData();
}

QWidget* TrainingControls::named(QWidget* widget, const QString& name, const QString& tip) {
    widget->setAccessibleName(name);
    widget->setToolTip(tip);
    return widget;
}

void TrainingControls::addRow(const QString& name, QWidget* widget, const QString& tip) {
    auto* label = new QLabel(name);
    label->setMinimumHeight(currentTheme().space.controlHeight);  // level with its field
    label->setBuddy(widget);
    form_->addRow(label, named(widget, name, tip));
}

void TrainingControls::chooseData() {
    const bool isFolder = data_->currentData().toInt() == 1;
    folderButton_->setVisible(isFolder);
    download_->setVisible(isFolder);
}

StepSettings TrainingControls::settings() const {
    return {{rate_->value(), momentum_->value(), decay_->value()},
            batch_->value(),
            falls_->isChecked() ? epochs() : 0};
}

TrainingPlan TrainingControls::plan() const {
    return {activation_->currentData().toString().toStdString(),
            static_cast<InitialScheme>(scheme_->currentData().toInt()), gain_->value(),
            static_cast<std::uint64_t>(seed_->value())};
}

DigitChoice TrainingControls::data() const {
    DigitChoice choice;
    choice.kind = static_cast<DigitChoice::Kind>(data_->currentData().toInt());
    if (choice.kind == DigitChoice::Kind::folder) choice.folder = folder_;
    if (choice.kind == DigitChoice::Kind::drawings) choice.folder = drawings_;
    choice.augment = augment_->isChecked();
    return choice;
}

Index TrainingControls::epochs() const { return epochs_->value(); }

void TrainingControls::setSettings(const StepSettings& settings) {
    const QSignalBlocker blockers[] = {QSignalBlocker(rate_), QSignalBlocker(momentum_),
                                       QSignalBlocker(decay_), QSignalBlocker(batch_),
                                       QSignalBlocker(falls_)};
    rate_->setValue(settings.sgd.learningRate);
    momentum_->setValue(settings.sgd.momentum);
    decay_->setValue(settings.sgd.weightDecay);
    batch_->setValue(static_cast<int>(settings.batch));
    falls_->setChecked(settings.fallingEpochs > 0);
}

void TrainingControls::setPlan(const TrainingPlan& plan) {
    choose(activation_, QString::fromStdString(plan.activation));
    choose(scheme_, static_cast<int>(plan.scheme));
    gain_->setValue(plan.gain);
    seed_->setValue(static_cast<int>(plan.seed));
}

void TrainingControls::setData(const DigitChoice& data) {
    choose(data_, static_cast<int>(data.kind));
    if (data.kind == DigitChoice::Kind::folder) folder_ = data.folder;
    augment_->setChecked(data.augment);
    folderButton_->setToolTip(QString::fromStdString(folder_));
}

void TrainingControls::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("train/rate"), rate_->value());
    settings.setValue(QStringLiteral("train/momentum"), momentum_->value());
    settings.setValue(QStringLiteral("train/decay"), decay_->value());
    settings.setValue(QStringLiteral("train/batch"), batch_->value());
    settings.setValue(QStringLiteral("train/epochs"), epochs_->value());
    settings.setValue(QStringLiteral("train/falls"), falls_->isChecked());
    settings.setValue(QStringLiteral("train/plan"), QString::fromStdString(planText(plan())));
    settings.setValue(QStringLiteral("train/data"), QString::fromStdString(choiceText(data())));
    settings.setValue(QStringLiteral("train/folder"), QString::fromStdString(folder_));
}

void TrainingControls::restoreState(QSettings& settings) {
    const auto number = [&](const char* key, double standard) {
        bool fits = false;
        const double value = settings.value(QLatin1String(key), standard).toDouble(&fits);
        return fits && std::isfinite(value) ? value : standard;
    };
    rate_->setValue(number("train/rate", rate_->value()));
    momentum_->setValue(number("train/momentum", momentum_->value()));
    decay_->setValue(number("train/decay", decay_->value()));
    batch_->setValue(static_cast<int>(std::min(number("train/batch", batch_->value()), 1e6)));
    epochs_->setValue(static_cast<int>(std::min(number("train/epochs", epochs_->value()), 1e6)));
    falls_->setChecked(settings.value(QStringLiteral("train/falls"), falls_->isChecked()).toBool());
    folder_ = settings.value(QStringLiteral("train/folder")).toString().toStdString();
    if (const auto plan = parsePlan(settings.value(QStringLiteral("train/plan")).toString().toStdString());
        plan)
        setPlan(*plan);
    if (const auto data = parseChoice(settings.value(QStringLiteral("train/data")).toString().toStdString());
        data)
        setData(*data);
}

}  // namespace deltascope
