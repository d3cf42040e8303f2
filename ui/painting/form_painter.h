#pragma once

#include "core/lesson/exhibit.h"
#include "ui/geometry/stage_layout.h"
#include "ui/painting/value_range.h"
#include "ui/theme/theme.h"

class QPainter;

namespace deltascope {

/// One exhibit as it is painted now.
struct FormContent {
    const Exhibit& exhibit;
    const ExhibitFrame& frame;
    ValueRange range;
    Index known = 0;  ///< numbers past this many are not shown yet
    /// The frame of the exhibit that this one stands on (a path's curve), and its domain; else null.
    const Exhibit* host = nullptr;
    const ExhibitFrame* hostFrame = nullptr;
};

/// Paints the exhibit in its form; its title and colour scale are painted apart.
void paintForm(QPainter& painter, const FormContent& content, const Theme& theme);

// The forms, one painter each; paintForm() chooses.
void paintBars(QPainter& painter, const FormContent& content, const Theme& theme);
void paintNodes(QPainter& painter, const FormContent& content, const Theme& theme);
void paintEdges(QPainter& painter, const FormContent& content, const Theme& theme);
void paintCurve(QPainter& painter, const FormContent& content, const Theme& theme);
void paintContours(QPainter& painter, const FormContent& content, const Theme& theme);
void paintPath(QPainter& painter, const FormContent& content, const Theme& theme);
void paintAxis(QPainter& painter, const FormContent& content, const Theme& theme);
void paintStrip(QPainter& painter, const FormContent& content, const Theme& theme);
void paintListing(QPainter& painter, const FormContent& content, const Theme& theme);

/// The names of rows or units beside a grid, bars or nodes, each level with its number.
void paintRowLabels(QPainter& painter, const FormContent& content, const Theme& theme);

/// The line of one edge, thick by the size of its weight.
void paintEdge(QPainter& painter, const QLineF& line, double value, double largest, const Theme& theme);
/// The number of one edge that is looked at, in a box.
void paintEdgeNumber(QPainter& painter, const QRectF& spot, double value, const Theme& theme);
/// The numbers of the first `known` edges, each at its spot, above all lines; none where there are too many.
void paintEdgeNumbers(QPainter& painter, const Tensor<double>& values, const std::vector<QRectF>& spots,
                      Index known, const Theme& theme);

}  // namespace deltascope
