#pragma once

#include <QString>
#include <vector>

#include "core/lesson/exhibit.h"
#include "ui/why/terms_table.h"

namespace deltascope {

/// Whether the number was put in, not computed.
bool isGiven(const Explanation& explanation);

/// The terms of a number, coloured by what they are on the stage; a given number is its own only line.
TermsTable whyTable(const std::vector<Exhibit>& exhibits, const Explanation& explanation);

/// The address of a number in words: "z⁽²⁾, row 1, column 3"; as it is printed where no exhibit shows it.
QString cellWords(const std::vector<Exhibit>& exhibits, const Cell& cell);

}  // namespace deltascope
