#pragma once

#include <QString>

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Settings as one line of JSON at full precision, to be stored between two runs of the program.
QString settingsText(const Settings& settings);
/// The settings that settingsText() wrote; an error if the text is damaged. Whether a walkthrough accepts
/// them is its own business (completeSettings()).
Result<Settings> settingsFromText(const QString& text);

}  // namespace deltascope
