#include "ui/workspaces/network/architecture_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "core/lesson/network_exhibits.h"
#include "core/network/network.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// More weights than this would keep the window waiting at every change.
constexpr Index mostWeights = 2'000'000;

QComboBox* choice(const QString& name, const std::vector<std::pair<QString, QString>>& items) {
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    for (const auto& [text, data] : items) box->addItem(text, data);
    return box;
}

void setData(QComboBox& box, const std::string& data) {
    box.setCurrentIndex(std::max(0, box.findData(QString::fromStdString(data))));
}

QString sizesText(const Network<double>& network) {
    QStringList sizes{QString::fromStdString(network.outputShape(0).text())};
    for (int l = 1; l <= network.layerCount(); ++l)
        if (network.outputShape(l) != network.outputShape(l - 1))
            sizes << QString::fromStdString(layerTitle(network.layerName(l)) + " " +
                                            network.outputShape(l).text());
    return QObject::tr("%1: %2 weights").arg(sizes.join(QStringLiteral(" → "))).arg(network.weightCount());
}

Result<Network<double>> smallEnough(const Architecture& architecture) {
    auto network = Network<double>::make(architecture);
    if (network && network->weightCount() > mostWeights)
        return failure(network->weightCount(), " weights are too many to be shown, expected at most ",
                       mostWeights);
    return network;
}

}  // namespace

ArchitectureForm::ArchitectureForm(const Architecture& architecture, QWidget* parent)
    : QDialog(parent),
      channels_(choice(tr("Input channels"), {{tr("grey"), "1"}, {tr("RGB"), "3"}})),
      layers_(choice(tr("Convolutions"), {{tr("one"), "1"}, {tr("two"), "2"}, {tr("three"), "3"}})),
      activation_(
          choice(tr("Activation"), {{tr("sigmoid"), "sigmoid"}, {tr("tanh"), "tanh"}, {tr("ReLU"), "relu"}})),
      pooling_(choice(tr("Pooling"), {{tr("maximum"), "max_pool"}, {tr("average"), "average_pool"}})),
      side_(number(tr("Side of the input in pixels"), 1, 64)),
      window_(number(tr("Side of the pooling window"), 1, 8)),
      hidden_(number(tr("Units of the hidden layer"), 1, 1000)),
      classes_(number(tr("Classes"), 2, 100)),
      seed_(number(tr("Seed of the weights"), 0, 1000000)),
      biases_(new QCheckBox(tr("with biases"))),
      message_(new QLabel),
      make_(new QPushButton(tr("Make this network"))) {
    for (std::size_t i = 0; i < maps_.size(); ++i) {
        maps_[i] = number(tr("Maps of convolution %1").arg(i + 1), 1, 64);
        kernels_[i] = number(tr("Kernel side of convolution %1").arg(i + 1), 1, 15);
    }
    setWindowTitle(tr("Design a network"));
    layOut();
    seed_->setValue(1);
    setChoices(choicesOf(architecture).value_or(ArchitectureChoices{}));
    for (QComboBox* box : {channels_, layers_, activation_, pooling_})
        connect(box, &QComboBox::currentIndexChanged, this, &ArchitectureForm::check);
    connect(biases_, &QCheckBox::toggled, this, &ArchitectureForm::check);
    connect(make_, &QPushButton::clicked, this, [this] {
        const Architecture chosen = architectureOf(choices());
        if (!smallEnough(chosen)) return;
        Q_EMIT wanted(chosen, seed_->value());
        accept();
    });
}

QSpinBox* ArchitectureForm::number(const QString& name, int least, int most) {
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setAccessibleName(name);
    box->setMinimumWidth(84);
    connect(box, &QSpinBox::valueChanged, this, &ArchitectureForm::check);
    return box;
}

void ArchitectureForm::layOut() {
    const auto beside = [](std::initializer_list<QWidget*> widgets, const QString& between) {
        auto* row = new QHBoxLayout;
        row->setSpacing(currentTheme().space.small);
        for (QWidget* widget : widgets) {
            if (row->count() > 0) row->addWidget(new QLabel(between));
            row->addWidget(widget);
        }
        row->addStretch(1);
        return row;
    };
    auto* form = new QFormLayout;
    form->setVerticalSpacing(currentTheme().space.small);
    form->addRow(tr("Input"), beside({channels_, side_}, tr("pixels square:")));
    form->addRow(tr("Convolutions"), beside({layers_}, {}));
    for (std::size_t i = 0; i < maps_.size(); ++i)
        form->addRow(tr("Convolution %1").arg(i + 1),
                     beside({maps_[i], kernels_[i]}, tr("maps, kernel side")));
    form->addRow(tr("Activation"), beside({activation_}, {}));
    form->addRow(tr("Pooling"), beside({pooling_, window_}, tr("over windows of side")));
    form->addRow(tr("Hidden units"), beside({hidden_}, {}));
    form->addRow(tr("Classes"), beside({classes_}, {}));
    form->addRow(tr("Weights"), beside({biases_, seed_}, tr("random, seed")));
    message_->setWordWrap(true);
    message_->setMinimumSize(460, 3 * QFontMetrics(currentTheme().type.label).lineSpacing());
    message_->setAlignment(Qt::AlignTop);
    make_->setProperty("look", QStringLiteral("primary"));
    auto* cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(make_);
    auto* page = new QVBoxLayout(this);
    const int margin = currentTheme().space.large;
    page->setContentsMargins(margin, margin, margin, margin);
    page->setSpacing(currentTheme().space.medium);
    page->addLayout(form);
    page->addWidget(message_);
    page->addLayout(buttons);
    make_->setDefault(true);
}

ArchitectureChoices ArchitectureForm::choices() const {
    ArchitectureChoices choices;
    choices.channels = channels_->currentData().toInt();
    choices.side = side_->value();
    choices.convolutions.clear();
    for (std::size_t i = 0; i < layers_->currentData().toUInt(); ++i)
        choices.convolutions.push_back({maps_[i]->value(), kernels_[i]->value()});
    choices.activation = activation_->currentData().toString().toStdString();
    choices.pooling = pooling_->currentData().toString().toStdString();
    choices.window = window_->value();
    choices.hidden = {hidden_->value()};
    choices.biases = biases_->isChecked();
    choices.classes = classes_->value();
    return choices;
}

void ArchitectureForm::setChoices(const ArchitectureChoices& choices) {
    setData(*channels_, std::to_string(choices.channels));
    side_->setValue(static_cast<int>(choices.side));
    const std::size_t count = std::clamp<std::size_t>(choices.convolutions.size(), 1, maps_.size());
    setData(*layers_, std::to_string(count));
    for (std::size_t i = 0; i < maps_.size(); ++i) {
        const bool isChosen = i < choices.convolutions.size();
        maps_[i]->setValue(isChosen ? static_cast<int>(choices.convolutions[i].maps) : 16);
        kernels_[i]->setValue(isChosen ? static_cast<int>(choices.convolutions[i].kernel) : 3);
    }
    setData(*activation_, choices.activation);
    setData(*pooling_, choices.pooling);
    window_->setValue(static_cast<int>(choices.window));
    hidden_->setValue(choices.hidden.empty() ? 120 : static_cast<int>(choices.hidden.front()));
    biases_->setChecked(choices.biases);
    classes_->setValue(static_cast<int>(choices.classes));
    check();
}

void ArchitectureForm::check() {
    if (!make_ || !maps_.back() || !kernels_.back()) return;  // still being built
    for (std::size_t i = 0; i < maps_.size(); ++i)
        for (QSpinBox* box : {maps_[i], kernels_[i]}) box->setEnabled(i < layers_->currentData().toUInt());
    const auto network = smallEnough(architectureOf(choices()));
    const Palette& palette = currentTheme().palette;
    message_->setStyleSheet(QStringLiteral("QLabel { color: %1; }")
                                .arg((network ? palette.mutedText : palette.danger.text).name()));
    message_->setText(network ? sizesText(*network)
                              : tr("Impossible: %1").arg(QString::fromStdString(network.error().message)));
    make_->setEnabled(network.has_value());
}

QString ArchitectureForm::message() const { return message_->text(); }

}  // namespace deltascope
