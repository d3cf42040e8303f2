#pragma once

#include <QScrollArea>

#include "core/explain/cell_source.h"
#include "core/lesson/exhibit.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace deltascope {

class FollowPanel;
class FormulaView;
class PredictBox;
class TermsView;

/// "Why this number?": the address of a number in words, its formula, its terms and their sum, and what to
/// say about it.
class WhyPanel : public QScrollArea {
    Q_OBJECT

  public:
    explicit WhyPanel(QWidget* parent = nullptr);

    /// What is asked about.
    struct Subject {
        Explanation explanation;
        QStringList terms;       ///< of the formula, to be marked if they are not all
        QString text;            ///< what to say
        bool canGoBack = false;  ///< whether another number was asked about before
        bool canEdit = false;    ///< whether the number can be changed on the stage
    };
    /// `source` answers for every number that can be followed from here; `exhibits` give their names and
    /// roles.
    void explain(std::shared_ptr<const CellSource> source, const std::vector<Exhibit>& exhibits,
                 const Subject& subject);
    /// A step without a number of its own: only the question about the next one stays.
    void clear();
    /// Marks the number wherever it is named here.
    void setPointedAt(const std::optional<Cell>& cell);

    PredictBox& predictBox() { return *predict_; }
    TermsView& termsView() { return *terms_; }
    FormulaView& formulaView() { return *formula_; }
    FollowPanel& followPanel() { return *follow_; }
    QString addressText() const;

  Q_SIGNALS:
    void cellFollowed(const deltascope::Cell& cell);
    void cellHovered(const std::optional<deltascope::Cell>& cell);
    /// A term of the formula is pointed at: all numbers that it stands for; none when it no longer is.
    void termHovered(const std::vector<deltascope::Cell>& cells);
    void backWanted();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void dress();
    std::vector<Cell> cellsOf(const QString& term) const;

    QToolButton* back_;
    QLabel *address_, *text_;
    FormulaView* formula_;
    TermsView* terms_;
    FollowPanel* follow_;
    PredictBox* predict_;
    std::vector<Exhibit> exhibits_;
    std::vector<Cell> cells_;  ///< the explained number, then what it is made of
};

}  // namespace deltascope
