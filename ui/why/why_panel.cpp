#include "ui/why/why_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/formula/formula_view.h"
#include "ui/stage/exhibit_cells.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/why/follow_panel.h"
#include "ui/why/predict_box.h"
#include "ui/why/terms_view.h"
#include "ui/why/why_text.h"

namespace deltascope {
WhyPanel::WhyPanel(QWidget* parent)
    : QScrollArea(parent),
      back_(new QToolButton),
      address_(new QLabel),
      text_(new QLabel),
      formula_(new FormulaView),
      terms_(new TermsView),
      follow_(new FollowPanel),
      predict_(new PredictBox) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    const Spacing& space = currentTheme().space;
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, space.tiny, 0);
    column->setSpacing(space.small);
    auto* heading = new QLabel(tr("Why this number?"));
    setTextRole(*heading, TextRole::heading);
    setTextRole(*address_, TextRole::muted);
    setTextRole(*text_, TextRole::body);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    back_->setProperty("look", "quiet");
    back_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    back_->setText(tr("Back"));
    back_->setFocusPolicy(Qt::TabFocus);
    back_->setToolTip(tr("The number before (Backspace)"));
    auto* top = new QHBoxLayout;
    top->addWidget(heading, 1);
    top->addWidget(back_);
    column->addLayout(top);
    column->addWidget(address_);
    column->addWidget(formula_);
    column->addSpacing(space.tiny);
    column->addWidget(terms_);
    column->addWidget(text_);
    column->addSpacing(space.tiny);
    column->addWidget(follow_);
    column->addSpacing(space.small);
    column->addWidget(predict_);
    column->addStretch(1);
    setWidget(page);
    connect(back_, &QToolButton::clicked, this, &WhyPanel::backWanted);
    connect(terms_, &TermsView::cellClicked, this, &WhyPanel::cellFollowed);
    connect(follow_, &FollowPanel::cellFollowed, this, &WhyPanel::cellFollowed);
    connect(terms_, &TermsView::cellHovered, this, &WhyPanel::cellHovered);
    connect(formula_, &FormulaView::termHovered, this, [this](const QString& term) {
        terms_->setPointedAt(roleOfTerm(term));
        Q_EMIT termHovered(cellsOf(term));
    });
    dress();
}

/// The result is the explained number; other terms are the numbers of their role.
std::vector<Cell> WhyPanel::cellsOf(const QString& term) const {
    if (term.isEmpty() || cells_.empty()) return {};
    if (term == QLatin1String("result")) return {cells_.front()};
    std::vector<Cell> cells;
    std::copy_if(cells_.begin() + 1, cells_.end(), std::back_inserter(cells),
                 [&](const Cell& cell) { return roleOf(exhibits_, cell) == roleOfTerm(term); });
    return cells;
}

void WhyPanel::clear() {
    cells_.clear();
    for (QWidget* part : std::initializer_list<QWidget*>{address_, formula_, terms_, text_, back_})
        part->hide();
    follow_->clear();
}

void WhyPanel::explain(std::shared_ptr<const CellSource> source, const std::vector<Exhibit>& exhibits,
                       const Subject& subject) {
    for (QWidget* part : std::initializer_list<QWidget*>{address_, formula_, terms_}) part->show();
    follow_->setSubject(std::move(source), subject.explanation.cell);
    exhibits_ = exhibits;
    const Explanation& explanation = subject.explanation;
    cells_ = madeOf(explanation);
    cells_.insert(cells_.begin(), explanation.cell);
    const std::string id(explanation.formula);
    address_->setText(cellWords(exhibits, explanation.cell));
    formula_->setFormula(QString::fromStdString(id.empty() ? "given" : id));
    formula_->setHighlighted(subject.terms.size() < formula_->formula().terms.size() ? subject.terms
                                                                                     : QStringList());
    terms_->setTable(whyTable(exhibits, explanation));
    QString text = subject.text;
    if (isGiven(explanation)) {
        text = subject.canEdit ? tr("Given, not computed. Double-click it on the stage to change it.")
                               : tr("Given, not computed.");
    }
    text_->setText(text);
    text_->setVisible(!text.isEmpty());
    back_->setVisible(subject.canGoBack);
}

void WhyPanel::setPointedAt(const std::optional<Cell>& cell) {
    terms_->setPointedAt(cell);
    QStringList terms;
    if (cell && !terms_->pieceRect(*cell).isEmpty()) {
        const Role role = roleOf(exhibits_, *cell);
        for (const QString& term : formula_->formula().terms)
            if (roleOfTerm(term) == role && term != QLatin1String("result")) terms << term;
    }
    formula_->setHighlighted(terms);
}

QString WhyPanel::addressText() const { return address_->text(); }

void WhyPanel::dress() {
    const Theme& theme = currentTheme();
    back_->setIcon(icon(QStringLiteral("back"), theme.palette.text, theme.space.iconSize - 8));
}

void WhyPanel::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange) dress();
}

}  // namespace deltascope
