#pragma once

#include <QString>

namespace deltascope {

/// What the keys do, as rich text for a dialog.
QString helpText();

/// Name, version, purpose and licence, as rich text.
QString aboutText();

}  // namespace deltascope
