#pragma once

#include <QWidget>
#include <functional>

#include "core/lesson/walkthrough.h"

class QBoxLayout;
class QLayout;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace deltascope {

/// The settings of any walkthrough as controls, made from their descriptions: the first grid's presets as
/// pills and the first choice beside them, everything else behind "More". Holds no values: it says what was
/// asked for and shows what it is given.
class SettingsBar : public QWidget {
    Q_OBJECT

  public:
    explicit SettingsBar(QWidget* parent = nullptr);

    /// Undo, redo and "More", for whoever has room for them; the bar's own until it is placed elsewhere.
    QWidget* tools() { return tools_; }
    /// Networks that every network setting offers beside the walkthrough's own; for controls made after this.
    void setNetworks(std::vector<Preset> networks) { networks_ = std::move(networks); }
    /// Makes the controls of a walkthrough; `specs` must outlive the bar's use of them.
    void setSpecs(const std::vector<SettingSpec>& specs);
    void showValues(const Settings& settings, bool canUndo, bool canRedo);
    void setExpanded(bool isExpanded);
    bool isExpanded() const;

  Q_SIGNALS:
    void changed(const std::string& id, const deltascope::SettingValue& value);
    /// The last change goes on: a slider is still being dragged.
    void changedFurther(const std::string& id, const deltascope::SettingValue& value);
    /// "Your own" was chosen: the grid wants to be edited.
    void ownWanted(const std::string& id);
    void pictureWanted(const std::string& id);
    void undoWanted();
    void redoWanted();
    void resetWanted();

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent*) override { fitPanel(); }

  private:
    using Shower = std::function<void(const SettingValue&)>;

    void addField(const SettingSpec& spec);
    void addWideField(const SettingSpec& spec);
    void addReset();
    void addPills(const SettingSpec& spec, QLayout* target, QWidget* parent);
    void addSize(const SettingSpec& spec, QBoxLayout* target, QWidget* parent);
    void addPictureButton(const SettingSpec& spec, QLayout* target, QWidget* parent);
    void addChoice(const SettingSpec& spec, QLayout* target, QWidget* parent);
    void addNetwork(const SettingSpec& spec, QLayout* target, QWidget* parent);
    void addNumber(const SettingSpec& spec, QBoxLayout* target, QWidget* parent);
    void addSliders(const SettingSpec& spec, QLayout* target, QWidget* parent);
    void addSwitch(const SettingSpec& spec, QBoxLayout* target, QWidget* parent);
    QToolButton* addTool(const QString& icon, const QString& name, const QString& key, QLayout* row);
    void rememberValue(const SettingSpec& spec, Shower show) {
        showers_.emplace_back(spec.id, std::move(show));
    }
    void dress();

    void makeTools();
    void fitPanel();

    QWidget *front_ = nullptr, *tools_ = nullptr, *panel_ = nullptr;
    QToolButton *undo_ = nullptr, *redo_ = nullptr;
    QScrollArea* scroll_ = nullptr;  ///< around the panel: small windows show a part of it
    QPushButton* more_ = nullptr;
    std::vector<std::pair<std::string, Shower>> showers_;
    std::vector<Preset> networks_;
    Settings shown_;
};

/// `grid` with another size: what is cut off is lost, what is new is 0.
Tensor<double> resizedGrid(const Tensor<double>& grid, Index rows, Index columns);

}  // namespace deltascope
