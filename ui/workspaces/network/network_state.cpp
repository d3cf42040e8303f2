// What the Network workspace remembers between runs.

#include <QCheckBox>
#include <QSettings>
#include <charconv>

#include "ui/workspaces/network/network_workspace.h"

namespace deltascope {
namespace {

QString key(const char* what) { return QStringLiteral("network/") + QLatin1String(what); }

/// "design:SEED:JSON" taken apart; nothing if it is something else.
std::optional<std::pair<std::uint64_t, std::string>> designIn(const std::string& source) {
    const std::string prefix = "design:";
    if (!source.starts_with(prefix)) return std::nullopt;
    const std::size_t colon = source.find(':', prefix.size());
    std::uint64_t seed = 0;
    if (colon == std::string::npos) return std::nullopt;
    const char *from = source.data() + prefix.size(), *to = source.data() + colon;
    if (std::from_chars(from, to, seed).ptr != to) return std::nullopt;
    return std::pair(seed, source.substr(colon + 1));
}

}  // namespace

void NetworkWorkspace::saveState(QSettings& settings) const {
    settings.setValue(key("network"), QString::fromStdString(session_.networkOrigin()));
    settings.setValue(key("shelf"), QString::fromStdString(session_.shelf().id));
    settings.setValue(key("picture"), static_cast<qlonglong>(session_.pictureNumber()));
    settings.setValue(key("label"), session_.label());
    settings.setValue(key("rate"), session_.rate());
    settings.setValue(key("step"), session_.step());
    settings.setValue(key("mode"), static_cast<int>(session_.mode()));
    settings.setValue(key("cell"), QString::fromStdString(cellText(session_.chosen())));
    settings.setValue(key("sharedScale"), sharedScale_->isChecked());
}

/// What cannot be had any more (a file that has gone) is left out without a word: the start is no time for
/// errors.
void NetworkWorkspace::restoreState(QSettings& settings) {
    const std::string source = settings.value(key("network")).toString().toStdString();
    if (source.empty()) return;
    if (source == "pencil") {
        session_.setNetwork("Pencil network", pencilStart(), source);
    } else if (const auto design = designIn(source)) {
        const auto architecture = parseArchitecture(design->second);
        seed_ = design->first;
        if (architecture) (void)session_.design(*architecture, seed_);
    } else if (source.starts_with("file:")) {
        (void)session_.openModel(source.substr(5));
    }
    if (auto shelf = shelfOf(settings.value(key("shelf")).toString().toStdString()))
        session_.setShelf(std::move(*shelf), settings.value(key("picture")).toLongLong());
    session_.setLabel(settings.value(key("label"), session_.label()).toInt());
    (void)session_.setRate(settings.value(key("rate"), session_.rate()).toDouble());
    session_.goTo(settings.value(key("step"), session_.step()).toInt());
    session_.setMode(static_cast<NumberMode>(std::clamp(settings.value(key("mode")).toInt(), 0, 2)));
    if (const auto cell = parseCell(settings.value(key("cell")).toString().toStdString()))
        session_.choose(*cell);
    sharedScale_->setChecked(settings.value(key("sharedScale")).toBool());
    session_.startHere();
    refresh();
}

}  // namespace deltascope
