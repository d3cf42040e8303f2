#include "core/lesson/setting_value.h"

#include "core/base/number_text.h"

namespace deltascope {

Result<std::vector<Index>> wholeNumbers(const Settings& settings, const std::vector<std::string>& ids) {
    std::vector<Index> numbers;
    for (const std::string& id : ids) {
        const double number = std::get<double>(settings.at(id));
        numbers.push_back(static_cast<Index>(number));
        if (static_cast<double>(numbers.back()) == number) continue;
        return failure(id, ": ", fullNumber(number), ", expected a whole number");
    }
    return numbers;
}

}  // namespace deltascope
