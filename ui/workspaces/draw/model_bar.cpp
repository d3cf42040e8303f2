#include "ui/workspaces/draw/model_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme_manager.h"
#include "ui/workspaces/draw/draw_session.h"

namespace deltascope {
namespace {

QPushButton* linkButton(const QString& text, const QString& tip) {
    auto* button = new QPushButton(text);
    button->setProperty("look", QStringLiteral("link"));
    button->setToolTip(tip);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

}  // namespace

ModelBar::ModelBar(QWidget* parent)
    : Card({}, parent),
      text_(new QLabel),
      forget_(linkButton(tr("Forget"), tr("Go back to the model as it was before your lessons"))),
      save_(linkButton(tr("Save model\u2026"), tr("Save the network with your lessons"))),
      open_(linkButton(tr("Open model\u2026"), tr("Open a network from a safetensors file"))) {
    setTextRole(*text_, TextRole::muted);
    text_->setTextFormat(Qt::PlainText);
    // A long summary must not widen the window.
    text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout;
    row->setSpacing(currentTheme().space.small);
    row->addWidget(text_, 1);
    for (QPushButton* button : {forget_, save_, open_}) row->addWidget(button);
    content().addLayout(row);
    setAccessibleName(tr("Model"));
    connect(forget_, &QPushButton::clicked, this, &ModelBar::forgetAsked);
    connect(save_, &QPushButton::clicked, this, &ModelBar::saveAsked);
    connect(open_, &QPushButton::clicked, this, &ModelBar::openAsked);
}

void ModelBar::showModel(const DrawSession& session) {
    forget_->setVisible(session.lessonCount() > 0);
    save_->setVisible(session.hasModel());
    if (!session.hasModel()) {
        text_->setText(tr("No model is open"));
        return;
    }
    QString text = tr("Model: %1").arg(QString::fromStdString(modelSummary(session.model())));
    const int lessons = session.lessonCount();
    if (lessons == 1) text += tr(" \u00b7 plus your 1 lesson");
    if (lessons > 1) text += tr(" \u00b7 plus your %1 lessons").arg(lessons);
    text_->setText(text);
    text_->setToolTip(QString::fromStdString(modelNotes(session.model())));
}

QString ModelBar::text() const { return text_->text(); }

}  // namespace deltascope
