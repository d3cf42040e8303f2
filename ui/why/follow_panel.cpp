#include "ui/why/follow_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>
#include <cmath>
#include <map>

#include "ui/painting/number_label.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr std::size_t mostLinksOfATensor = 3;

bool isDerivative(const std::string& tensor) {
    return tensor.ends_with(".delta") || tensor.ends_with("_gradient");
}

QLabel* wrappingLabel(TextRole role) {
    auto* label = new QLabel;
    setTextRole(*label, role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse |
                                   Qt::LinksAccessibleByKeyboard);
    label->hide();
    return label;
}

QString words(const std::string& text) { return QString::fromStdString(text); }

/// How many leading digits agree: what "the same" means here.
int commonDigits(double relativeError) {
    return relativeError > 0 ? static_cast<int>(std::clamp(-std::log10(relativeError), 0.0, 15.0)) : 15;
}

QString proofWords(const Proof& proof, Index batch) {
    const QString nudged = words(cellText(proof.nudged, batch));
    const int digits = commonDigits(proof.relativeError());
    const QString verdict = proof.relativeError() < 1e-5
                                ? QObject::tr("✓ the same to %1 digits").arg(digits)
                                : QObject::tr("✗ differs by %1").arg(numberLabel(proof.relativeError(), 2));
    return QObject::tr(
               "Nudge %1 by ±%2 and run the network again: the loss changes by <b>%3</b> per unit. "
               "Backpropagation says <b>%4</b>. %5")
        .arg(nudged.toHtmlEscaped(), numberLabel(proof.step, 2), numberLabel(proof.numeric, 8),
             numberLabel(proof.analytic, 8), verdict);
}

}  // namespace

FollowPanel::FollowPanel(QWidget* parent)
    : QWidget(parent),
      prove_(new QPushButton(tr("Prove it"))),
      uses_(new QPushButton(tr("Where it goes"))),
      proof_(wrappingLabel(TextRole::body)),
      users_(wrappingLabel(TextRole::body)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(currentTheme().space.small);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(currentTheme().space.small);
    for (QPushButton* button : {prove_, uses_}) {
        button->setFocusPolicy(Qt::TabFocus);
        buttons->addWidget(button);
    }
    prove_->setToolTip(tr("Nudge the number and measure how the loss changes"));
    uses_->setToolTip(tr("The numbers that are made of this one"));
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addWidget(proof_);
    column->addWidget(users_);
    connect(prove_, &QPushButton::clicked, this, &FollowPanel::prove);
    connect(uses_, &QPushButton::clicked, this, &FollowPanel::showUses);
    connect(users_, &QLabel::linkActivated, this, [this](const QString& link) {
        const auto i = link.toUInt();
        if (i < links_.size()) Q_EMIT cellFollowed(Cell(links_[i]));
    });
    clear();
}

void FollowPanel::setSubject(std::shared_ptr<const CellSource> source, const Cell& cell) {
    source_ = std::move(source);
    cell_ = cell;
    for (QLabel* label : {proof_, users_}) label->hide();
    prove_->setVisible(isDerivative(cell.tensor));
    uses_->setVisible(true);
    setVisible(true);
}

void FollowPanel::clear() {
    source_.reset();
    setVisible(false);
}

void FollowPanel::prove() {
    if (!source_) return;
    const auto proof = source_->prove(cell_);
    proof_->setText(proof ? proofWords(*proof, source_->batch()) : words(proof.error().message));
    proof_->show();
}

void FollowPanel::showUses() {
    if (!source_) return;
    const auto users = source_->usedBy(cell_);
    links_.clear();
    if (!users || users->empty()) {
        users_->setText(users ? tr("Nothing is made of it: the way ends here.")
                              : words(users.error().message));
        return users_->show();
    }
    std::map<std::string, std::vector<Cell>> byTensor;
    for (const Cell& cell : *users) byTensor[cell.tensor].push_back(cell);
    QStringList lines;
    for (const auto& [tensor, cells] : byTensor) {
        QStringList names;
        for (std::size_t i = 0; i < std::min(mostLinksOfATensor, cells.size()); ++i) {
            names << QStringLiteral("<a href=\"%1\">%2</a>")
                         .arg(links_.size())
                         .arg(words(cellText(cells[i], source_->batch())).toHtmlEscaped());
            links_.push_back(cells[i]);
        }
        const auto rest = static_cast<qsizetype>(cells.size()) - names.size();
        if (rest > 0) names << tr("and %1 more").arg(rest);
        lines << names.join(QStringLiteral(", "));
    }
    users_->setText(tr("Used by %1").arg(lines.join(QStringLiteral("<br>"))));
    users_->show();
}

QString FollowPanel::proofText() const { return proof_->isHidden() ? QString() : proof_->text(); }
QString FollowPanel::usesText() const { return users_->isHidden() ? QString() : users_->text(); }

}  // namespace deltascope
