#include "core/lesson/setting_exhibit.h"

#include <algorithm>

namespace deltascope {

Exhibit settingExhibit(const CellSource& source, const std::string& tensor, Caption caption,
                       const std::string& setting) {
    Exhibit exhibit = exhibitOf(source, tensor, caption);
    exhibit.setting = setting;
    const auto values = exhibit.values.values();
    const bool isSigned = std::any_of(values.begin(), values.end(), [](double value) { return value < 0; });
    exhibit.scale = isSigned ? ValueScale::signedValue : ValueScale::intensity;
    return exhibit;
}

}  // namespace deltascope
