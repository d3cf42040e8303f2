// What the Lecture workspace remembers between runs.

#include <QSettings>
#include <QSplitter>

#include "core/lesson/catalogue.h"
#include "ui/widgets/transport_bar.h"
#include "ui/workspaces/lecture/contents_list.h"
#include "ui/workspaces/lecture/lecture_workspace.h"
#include "ui/workspaces/lecture/settings_bar.h"
#include "ui/workspaces/lecture/settings_text.h"

namespace deltascope {
namespace {

QString storeKey(const std::string& id, const char* what) {
    return QStringLiteral("lecture/%1/%2").arg(QString::fromStdString(id), QLatin1String(what));
}

}  // namespace

void LectureWorkspace::saveState(QSettings& store) const {
    if (!session_.isOpen()) return;
    const std::string& open = session_.kind().id;
    store.setValue(QStringLiteral("lecture/open"), QString::fromStdString(open));
    store.setValue(storeKey(open, "step"), static_cast<int>(session_.step()));
    store.setValue(storeKey(open, "settings"), settingsText(session_.settings()));
    for (const WalkthroughKind& kind : walkthroughs())
        store.setValue(storeKey(kind.id, "seen"), session_.progress(kind.id));
    store.setValue(QStringLiteral("lecture/speed"), transport_->speed());
    store.setValue(QStringLiteral("lecture/moreSettings"), settings_->isExpanded());
    if (wantsContents_) store.setValue(QStringLiteral("lecture/contents"), *wantsContents_);
    store.setValue(QStringLiteral("lecture/ownWidths"), hasOwnWidths_);
    store.setValue(QStringLiteral("lecture/outerSplitter"), outer_->saveState());
    store.setValue(QStringLiteral("lecture/innerSplitter"), inner_->saveState());
}

void LectureWorkspace::restoreState(QSettings& store) {
    for (const WalkthroughKind& kind : walkthroughs()) {
        session_.setProgress(kind.id, store.value(storeKey(kind.id, "seen")).toDouble());
        contents().setProgress(kind.id, session_.progress(kind.id));
    }
    const std::string open = store.value(QStringLiteral("lecture/open")).toString().toStdString();
    if (session_.reopen(open)) {
        const auto settings = settingsFromText(store.value(storeKey(open, "settings")).toString());
        if (settings)
            (void)session_.restore(*settings);  // settings of another version: the standard ones stay
        session_.goTo(store.value(storeKey(open, "step")).toInt());
        showKind();
    }
    transport_->setSpeed(store.value(QStringLiteral("lecture/speed"), 1.0).toDouble());
    settings_->setExpanded(store.value(QStringLiteral("lecture/moreSettings")).toBool());
    const QVariant shown = store.value(QStringLiteral("lecture/contents"));
    if (shown.isValid()) showContents(shown.toBool());
    hasOwnWidths_ = store.value(QStringLiteral("lecture/ownWidths")).toBool();
    if (!hasOwnWidths_) return;
    outer_->restoreState(store.value(QStringLiteral("lecture/outerSplitter")).toByteArray());
    inner_->restoreState(store.value(QStringLiteral("lecture/innerSplitter")).toByteArray());
}

}  // namespace deltascope
