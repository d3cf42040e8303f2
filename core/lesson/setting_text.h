#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// The value that a person typed for a setting: a preset's label or a choice's id, true or false, a number,
/// or a grid as [[1,2],[3,4]]. Whether it is in range the walkthrough says (completeSettings()); an error
/// names the setting and what was expected. Networks can't be typed.
Result<SettingValue> settingFromText(const SettingSpec& spec, const std::string& text);

/// Reads one "ID=VALUE" for a walkthrough into `settings`.
Result<void> takeAssignment(const WalkthroughKind& kind, const std::string& assignment, Settings& settings);

}  // namespace deltascope
