#pragma once

#include <QByteArray>
#include <QColor>
#include <QSizeF>
#include <QString>
#include <QStringList>
#include <functional>

#include "core/lesson/step.h"

namespace deltascope {

/// A formula typeset as SVG, before it has colours.
struct Formula {
    QString id;
    QByteArray svg;     ///< empty if there is no such formula
    QSizeF size;        ///< in units of the surrounding text's height of "x"
    QStringList terms;  ///< the names of its terms: "result", "weight", "activation-2"

    bool isMissing() const { return svg.isEmpty(); }
};

/// The formula of resources/formulas that `id` names; one without SVG if it is missing or damaged.
Formula loadFormula(const QString& id);

/// What a term stands for, by its name: "weight-2" is a weight, a "delta" is what results are.
Role roleOfTerm(const QString& term);

/// The formula's SVG in `ink`, each term in the colour that `colorOf` gives for its name.
QByteArray coloredSvg(const Formula& formula, const QColor& ink,
                      const std::function<QColor(const QString& term)>& colorOf);

}  // namespace deltascope
