#include "ui/stage/typed_number.h"

#include <QLocale>
#include <cmath>

#include "core/base/number_text.h"

namespace deltascope {

Result<double> typedNumber(const QString& text, double limit) {
    QString plain = text.trimmed();
    if (plain.isEmpty()) return failure("Type a number, such as 2 or -0.5.");
    plain.replace(QChar(0x2212), u'-').replace(u',', u'.');
    bool isNumber = false;
    const double value = QLocale::c().toDouble(plain, &isNumber);
    if (!isNumber || !std::isfinite(value)) {
        return failure("'", text.trimmed().left(20).toStdString(),
                       "' is not a number. Type one such as 2 or -0.5.");
    }
    if (std::abs(value) > limit) {
        return failure("Too large: type a number from -", fullNumber(limit), " to ", fullNumber(limit), ".");
    }
    return value;
}

}  // namespace deltascope
