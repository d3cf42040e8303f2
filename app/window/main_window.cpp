#include "app/window/main_window.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <algorithm>

#include "app/default_model.h"
#include "app/window/help_dialog.h"
#include "app/window/help_text.h"
#include "core/data/labelled_drawings.h"
#include "core/network/digit_model.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/rail.h"
#include "ui/workspaces/draw/draw_workspace.h"
#include "ui/workspaces/lecture/lecture_workspace.h"
#include "ui/workspaces/network/network_workspace.h"
#include "ui/workspaces/train/train_workspace.h"

namespace deltascope {
namespace {

enum Item { lectureItem, networkItem, trainItem, drawItem };

DrawWorkspace* makeDraw() {
    auto* draw = new DrawWorkspace;
    if (const auto model = findDefaultModel(); model) {
        draw->openModel(*model);
    } else {
        draw->messages().showError(model.error().message);
    }
    return draw;
}

/// The network page shows the trained model first; without one the pencil network.
NetworkWorkspace* makeNetwork() {
    auto* network = new NetworkWorkspace;
    const auto path = findDefaultModel();
    const auto model = path ? loadDigitModel(*path) : tl::unexpected(path.error());
    if (model) {
        network->setTrained(
            "Digit model", std::make_shared<const Network<double>>(model->checkpoint.network.cast<double>()));
    } else {
        network->messages().showError(model.error().message);
    }
    return network;
}

/// The lecture runs on the pencil network without any model; where there is one, it is offered, too.
LectureWorkspace* makeLecture() {
    auto* lecture = new LectureWorkspace;
    const auto path = findDefaultModel();
    const auto model = path ? loadDigitModel(*path) : tl::unexpected(path.error());
    if (model) {
        lecture->addNetwork(QObject::tr("Digit model"), std::make_shared<const Network<double>>(
                                                            model->checkpoint.network.cast<double>()));
    }
    return lecture;
}

}  // namespace

MainWindow::MainWindow() : rail_(new Rail), stack_(new QStackedWidget) {
    setWindowTitle(QStringLiteral("Deltascope"));
    setMinimumSize(1024, 640);
    resize(1440, 900);
    auto* central = new QWidget;
    auto* row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addWidget(stack_, 1);
    setCentralWidget(central);
    rail_->addItem(QStringLiteral("lecture"), tr("Lecture"), tr("Step through the lecture's walkthroughs"));
    rail_->addItem(QStringLiteral("network"), tr("Network"), tr("See the whole network"));
    rail_->addItem(QStringLiteral("train"), tr("Train"), tr("Train a network"));
    rail_->addItem(QStringLiteral("draw"), tr("Draw"), tr("Draw a digit and watch the network answer"));
    rail_->setMenu(makeMenu());
    connect(rail_, &Rail::currentChanged, this, &MainWindow::switchTo);
    for (const Qt::Key key : {Qt::Key_F1, Qt::Key_Question}) {
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, &MainWindow::showHelp);
    }
    connect(new QShortcut(QKeySequence::Quit, this), &QShortcut::activated, this, &QWidget::close);
}

QWidget* MainWindow::makeWorkspace(int item) {
    switch (item) {
        case lectureItem:
            return makeLecture();
        case networkItem:
            return makeNetwork();
        case trainItem:
            return makeTrain();
        default:
            return makeDraw();
    }
}

/// What is taught in Draw can be trained on in Train.
void MainWindow::collectDrawing(const Tensor<float>& picture, int label) {
    const auto added = addLabelledDrawing(TrainWorkspace::drawingsFile(), picture.values(), label);
    if (!added) draw().messages().showError(added.error().message);
}

QWidget* MainWindow::makeTrain() {
    auto* train = new TrainWorkspace;
    connect(train, &TrainWorkspace::drawAsked, this, [this](const Checkpoint<float>& checkpoint) {
        draw().session().setModel({checkpoint, tr("trained here").toStdString()});
        rail_->setCurrent(drawItem);
    });
    connect(train, &TrainWorkspace::networkAsked, this,
            [this](const Checkpoint<float>& checkpoint, const Network<float>& untrained) {
                network().setOwn(std::make_shared<const Network<double>>(checkpoint.network.cast<double>()),
                                 std::make_shared<const Network<double>>(untrained.cast<double>()));
                rail_->setCurrent(networkItem);
            });
    return train;
}

QWidget* MainWindow::page(int item) {
    QWidget*& made = pages_.at(static_cast<std::size_t>(item));
    if (made) return made;
    made = makeWorkspace(item);
    stack_->addWidget(made);
    if (!remembers_) return made;
    QSettings settings;
    if (item == drawItem) {
        draw().restoreState(settings);
        connect(&draw().session(), &DrawSession::taught, this, &MainWindow::collectDrawing);
    }
    if (item == lectureItem) lecture().restoreState(settings);
    if (item == networkItem) network().restoreState(settings);
    if (item == trainItem) train().restoreState(settings);
    return made;
}

void MainWindow::switchTo(int item) {
    stack_->setCurrentWidget(page(item));
    // The keyboard follows to the workspace, unless the arrow keys are walking along the rail.
    if (!rail_->isAncestorOf(focusWidget())) page(item)->setFocus();
}

DrawWorkspace& MainWindow::draw() { return static_cast<DrawWorkspace&>(*page(drawItem)); }

NetworkWorkspace& MainWindow::network() { return static_cast<NetworkWorkspace&>(*page(networkItem)); }
TrainWorkspace& MainWindow::train() { return static_cast<TrainWorkspace&>(*page(trainItem)); }

LectureWorkspace& MainWindow::lecture() { return static_cast<LectureWorkspace&>(*page(lectureItem)); }

Result<void> MainWindow::showWorkspace(const std::string& name) {
    const auto* found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        return failure("there is no workspace '", name, "', expected lecture, network, train or draw");
    }
    rail_->setCurrent(static_cast<int>(found - names.begin()));
    return {};
}

Result<void> MainWindow::showWalkthrough(const std::string& id, long step) {
    rail_->setCurrent(lectureItem);
    return lecture().showWalkthrough(id, step);
}

std::string MainWindow::workspace() const { return names.at(static_cast<std::size_t>(rail_->current())); }

QMenu* MainWindow::makeMenu() {
    auto* menu = new QMenu(this);
    addThemes(*menu);
    menu->addSeparator();
    addTextSizes(*menu);
    menu->addSeparator();
    menu->addAction(tr("Help and shortcuts\tF1"), this, &MainWindow::showHelp);
    menu->addAction(tr("About Deltascope"), this, &MainWindow::showAbout);
    return menu;
}

void MainWindow::addThemes(QMenu& menu) {
    auto* group = new QActionGroup(&menu);
    const std::pair<QString, ThemeKind> themes[] = {{tr("Light theme"), ThemeKind::light},
                                                    {tr("Dark theme"), ThemeKind::dark},
                                                    {tr("Projector theme"), ThemeKind::projector},
                                                    {tr("Theme of the desktop"), ThemeKind::system}};
    for (const auto& [name, kind] : themes) {
        QAction* action = menu.addAction(name, this, [chosen = kind] { themeManager().setTheme(chosen); });
        action->setCheckable(true);
        action->setChecked(kind == themeManager().kind());
        group->addAction(action);
        connect(&themeManager(), &ThemeManager::changed, action,
                [action, shown = kind] { action->setChecked(themeManager().kind() == shown); });
    }
}

void MainWindow::addTextSizes(QMenu& menu) {
    const auto add = [this, &menu](const QString& name, const QList<QKeySequence>& keys, auto change) {
        QAction* action = menu.addAction(name, this, change);
        action->setShortcuts(keys);
        addAction(action);  // a menu that is shut listens to no keys
    };
    // Ctrl+= is Ctrl++ without Shift on many keyboards.
    add(tr("Larger text"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal},
        [] { themeManager().changeTextSize(1); });
    add(tr("Smaller text"), {Qt::CTRL | Qt::Key_Minus}, [] { themeManager().changeTextSize(-1); });
    add(tr("Normal text"), {Qt::CTRL | Qt::Key_0}, [] { themeManager().setTextSize(1); });
}

void MainWindow::restore() {
    remembers_ = true;
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    const auto theme = themeKind(settings.value(QStringLiteral("window/theme")).toString());
    if (theme && *theme != themeManager().kind()) themeManager().setTheme(*theme);
    themeManager().setTextSize(settings.value(QStringLiteral("window/textSize"), 1.0).toDouble());
    const auto last = settings.value(QStringLiteral("window/workspace")).toString().toStdString();
    if (!showWorkspace(last)) rail_->setCurrent(drawItem);
}

void MainWindow::save() const {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/theme"), themeName(themeManager().kind()));
    settings.setValue(QStringLiteral("window/textSize"), themeManager().textSize());
    settings.setValue(QStringLiteral("window/workspace"), QString::fromStdString(workspace()));
    if (auto* draw = static_cast<DrawWorkspace*>(pages_[drawItem])) draw->saveState(settings);
    if (auto* lecture = static_cast<LectureWorkspace*>(pages_[lectureItem])) lecture->saveState(settings);
    if (auto* network = static_cast<NetworkWorkspace*>(pages_[networkItem])) network->saveState(settings);
    if (auto* train = static_cast<TrainWorkspace*>(pages_[trainItem])) train->saveState(settings);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (remembers_) save();
    event->accept();
}

void MainWindow::showHelp() { HelpDialog(this).exec(); }

void MainWindow::showAbout() {
    QMessageBox box(QMessageBox::NoIcon, tr("About Deltascope"), aboutText(), QMessageBox::Close, this);
    box.setTextFormat(Qt::RichText);
    box.exec();
}

}  // namespace deltascope
