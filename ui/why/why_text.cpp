#include "ui/why/why_text.h"

#include <QObject>

#include "ui/painting/number_label.h"
#include "ui/stage/exhibit_cells.h"

namespace deltascope {

bool isGiven(const Explanation& explanation) {
    const Expression& expression = explanation.expression;
    return expression.operation == Operation::cell && expression.cell == explanation.cell;
}

TermsTable whyTable(const std::vector<Exhibit>& exhibits, const Explanation& explanation) {
    if (isGiven(explanation)) {
        return {{{{}, QObject::tr("Value"), explanation.value, numberLabel(explanation.value, 6)}}};
    }
    return termsTable(explanation, [&](const Cell& cell) { return roleOf(exhibits, cell); });
}

QString cellWords(const std::vector<Exhibit>& exhibits, const Cell& cell) {
    const auto place = stagePlaceOf(exhibits, cell);
    if (!place) return QString::fromStdString(cellText(cell));
    const Exhibit& exhibit = exhibits[place->exhibit];
    const QString name = QString::fromStdString(exhibit.symbol.empty() ? exhibit.title : exhibit.symbol);
    if (exhibit.values.size() == 1 && exhibit.labels.empty()) {
        return QStringLiteral("%1 %2").arg(QString::fromStdString(exhibit.title),
                                           QString::fromStdString(exhibit.symbol));
    }
    if (exhibit.values.shape().rank() == 1) {
        const auto element = static_cast<std::size_t>(extentOf(exhibit).offset(place->place));
        const bool hasName = element < exhibit.labels.size();
        return QStringLiteral("%1, %2").arg(name, hasName ? QString::fromStdString(exhibit.labels[element])
                                                          : QObject::tr("number %1").arg(element));
    }
    const QString map =
        extentOf(exhibit).maps > 1 ? QObject::tr("map %1, ").arg(place->place.map) : QString();
    return QObject::tr("%1, %2row %3, column %4")
        .arg(name, map)
        .arg(place->place.row)
        .arg(place->place.column);
}

}  // namespace deltascope
