#include "ui/workspaces/draw/teach_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme_manager.h"
#include "ui/workspaces/draw/lesson.h"

namespace deltascope {
namespace {

QString withPercent(int digit, const std::vector<float>& probabilities) {
    const double share = static_cast<double>(probabilities[static_cast<std::size_t>(digit)]);
    return QStringLiteral("%1 (%2 %)").arg(digit).arg(100 * share, 0, 'f', 1);
}

}  // namespace

QString lessonText(const TaughtLesson& lesson) {
    const QString steps =
        lesson.steps == 1 ? TeachPanel::tr("1 step") : TeachPanel::tr("%1 steps").arg(lesson.steps);
    const QString before = withPercent(lesson.answerBefore, lesson.before);
    const QString after = withPercent(lesson.answerAfter, lesson.after);
    const char* words = lesson.answerAfter == lesson.label
                            ? QT_TR_NOOP("%1: was %2, now %3")
                            : QT_TR_NOOP("%1: was %2, still %3. Teach it again");
    return TeachPanel::tr(words).arg(steps, before, after);
}

TeachPanel::TeachPanel(int classes, QWidget* parent)
    : QWidget(parent), buttons_(new QWidget), result_(new QLabel) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(currentTheme().space.tiny);
    auto* question = new QLabel(tr("Wrong? Teach it:"));
    setTextRole(*question, TextRole::label);
    setTextRole(*result_, TextRole::small);
    layout->addWidget(question);
    layout->addWidget(buttons_);
    layout->addWidget(result_);
    result_->setWordWrap(true);
    result_->setAlignment(Qt::AlignTop);
    // Room for two lines from the start, so that nothing moves when a lesson is told.
    result_->setMinimumHeight(2 * QFontMetrics(currentTheme().type.small).lineSpacing());
    auto* row = new QHBoxLayout(buttons_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (int label = 0; label < classes; ++label) {
        auto* button = new QPushButton(QString::number(label));
        button->setProperty("look", QStringLiteral("digit"));
        button->setAccessibleName(tr("Teach that it is a %1").arg(label));
        button->setToolTip(button->accessibleName());
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QPushButton::clicked, this, [this, label] { Q_EMIT taught(label); });
        row->addWidget(button, 1);
    }
    setReady(false);
    showLesson(nullptr);
}

void TeachPanel::setReady(bool ready) { buttons_->setEnabled(ready); }

void TeachPanel::showLesson(const TaughtLesson* lesson) {
    result_->setText(lesson ? lessonText(*lesson) : QStringLiteral(" "));
}

QString TeachPanel::resultText() const { return result_->text(); }

}  // namespace deltascope
