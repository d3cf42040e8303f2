#include "ui/formula/formula.h"

#include <QFile>
#include <QRegularExpression>
#include <QSvgRenderer>

namespace deltascope {
namespace {

constexpr double unitsPerEx = 442;  // of MathJax's TeX font

QStringList termsOf(const QString& svg) {
    static const QRegularExpression name(QStringLiteral("<g id=\"([^\"]+)\""));
    QStringList terms;
    for (auto match = name.globalMatch(svg); match.hasNext();) terms << match.next().captured(1);
    return terms;
}

}  // namespace

Formula loadFormula(const QString& id) {
    Formula formula{id, {}, {}, {}};
    QFile file(QStringLiteral(":/formulas/%1.svg").arg(id));
    if (!file.open(QIODevice::ReadOnly)) return formula;
    const QByteArray svg = file.readAll();
    const QSvgRenderer renderer(svg);
    if (!renderer.isValid()) return formula;
    formula.svg = svg;
    formula.size = renderer.viewBoxF().size() / unitsPerEx;
    formula.terms = termsOf(QString::fromUtf8(svg));
    return formula;
}

Role roleOfTerm(const QString& term) {
    const QString role = term.section(u'-', 0, 0);
    if (role == QLatin1String("result") || role == QLatin1String("delta")) return Role::result;
    if (role == QLatin1String("activation")) return Role::activation;
    if (role == QLatin1String("weight")) return Role::weight;
    return Role::plain;
}

QByteArray coloredSvg(const Formula& formula, const QColor& ink,
                      const std::function<QColor(const QString& term)>& colorOf) {
    QString svg = QString::fromUtf8(formula.svg);
    svg.replace(QStringLiteral("fill=\"#000000\""), QStringLiteral("fill=\"%1\"").arg(ink.name()));
    for (const QString& term : formula.terms) {
        const QString opening = QStringLiteral("<g id=\"%1\"").arg(term);
        svg.replace(opening, QStringLiteral("%1 fill=\"%2\"").arg(opening, colorOf(term).name()));
    }
    return svg.toUtf8();
}

}  // namespace deltascope
