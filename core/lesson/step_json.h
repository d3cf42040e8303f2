#pragma once

#include <nlohmann/json.hpp>

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Everything about step `i` (counted from 0) of a walkthrough that a picture of it needs: {"step" (counted
/// from 1), "title", "text", "formula", "terms", "explanations", "focus", "known", "question", "earlier",
/// "chips", "exhibits"}, with all numbers at full precision.
nlohmann::ordered_json stepJson(const Walkthrough& walkthrough, Index i);

/// The settings with their values: words, switches, numbers, and grids as {"shape", "values"}. Networks are
/// left out: they are files of their own.
nlohmann::ordered_json settingsJson(const Settings& settings);

}  // namespace deltascope
