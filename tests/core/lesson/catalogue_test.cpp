// Holds every step of every walkthrough against what it promises: its JSON adds up, its references resolve,
// it says where what it uses was computed.

#include "core/lesson/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iomanip>
#include <iostream>
#include <set>

#include "core/lesson/step_json.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/json_evaluator.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

std::unique_ptr<Walkthrough> make(const WalkthroughKind& kind, const Settings& settings = {}) {
    auto made = kind.make(settings);
    EXPECT_TRUE(made.has_value()) << kind.id << ": " << (made ? "" : made.error().message);
    return made ? std::move(*made) : nullptr;
}

std::string formulaFile(const std::string& id) {
    return DELTASCOPE_SOURCE "/resources/formulas/" + id + ".tex";
}

/// The names of the terms that a formula's source marks.
std::string formulaSource(const std::string& id) {
    std::ifstream file(formulaFile(id));
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The settings of `kind` with every grid and rate replaced by random numbers of the same shape.
Settings randomSettings(const WalkthroughKind& kind, std::uint64_t seed) {
    Settings settings;
    Random random(seed);
    for (const SettingSpec& spec : kind.settings) {
        if (const auto* grid = std::get_if<Tensor<double>>(&spec.standard)) {
            settings[spec.id] = randomTensor(grid->shape(), random.below(1u << 31));
        } else if (const auto* network = std::get_if<LessonNetwork>(&spec.standard)) {
            Network<double> other = **network;
            for (auto& parameter : other.parameters()) {
                parameter = randomTensor(parameter.shape(), random.below(1u << 31), -0.5, 0.5);
            }
            settings[spec.id] = std::make_shared<const Network<double>>(std::move(other));
        }
    }
    return settings;
}

/// Checks one walkthrough; counts what it checked.
class Inspection {
  public:
    Inspection(const WalkthroughKind& kind, const Settings& settings)
        : kind_(kind), settings_(settings), walkthrough_(make(kind, settings)) {}

    Index steps() const { return walkthrough_ ? walkthrough_->stepCount() : 0; }
    Index checks() const { return checks_; }

    void run() {
        if (!walkthrough_) return;
        ASSERT_GE(steps(), 1) << kind_.id;
        for (const Index i : sampledSteps()) {
            SCOPED_TRACE(kind_.id + " step " + std::to_string(i + 1));
            inspect(i);
            if (::testing::Test::HasFailure()) return;
        }
        EXPECT_THROW(walkthrough_->step(steps()), std::invalid_argument);
        EXPECT_THROW(walkthrough_->step(-1), std::invalid_argument);
    }

  private:
    /// All steps; of very long walkthroughs the first, the last and some between.
    std::vector<Index> sampledSteps() const {
        constexpr Index most = 120;
        std::vector<Index> sampled;
        const Index count = steps(), stride = std::max<Index>(1, count / most);
        for (Index i = 0; i < count; i += stride) sampled.push_back(i);
        if (sampled.back() != count - 1) sampled.push_back(count - 1);
        return sampled;
    }

    void inspect(Index i) {
        const Step step = walkthrough_->step(i);
        const Json json = stepJson(*walkthrough_, i);
        inspectWords(step);
        for (const Json& explanation : json["explanations"]) inspectExplanation(explanation);
        inspectStage(step, i);
        for (const Earlier& earlier : step.earlier) inspectEarlier(earlier, i);
        for (const Chip& chip : step.chips) inspectChip(chip, i);
    }

    void inspectWords(const Step& step) {
        EXPECT_FALSE(step.title.empty());
        EXPECT_FALSE(step.text.empty());
        EXPECT_LE(sentences(step.text), 2) << step.text;
        if (step.question) {
            EXPECT_FALSE(step.question->text.empty());
        }
        if (!step.formula.empty()) inspectFormula(step.formula, step.terms);
        checks_ += 2;
    }

    /// Sentence ends followed by a space or the end of the text.
    static int sentences(const std::string& text) {
        int count = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool ends = text[i] == '.' || text[i] == '!' || text[i] == '?';
            if (ends && (i + 1 == text.size() || text[i + 1] == ' ')) ++count;
        }
        return count;
    }

    void inspectFormula(const std::string& id, const std::vector<std::string>& terms) {
        const std::string source = formulaSource(id);
        EXPECT_FALSE(source.empty()) << "no formula " << id;
        EXPECT_TRUE(std::filesystem::exists(DELTASCOPE_SOURCE "/resources/formulas/" + id + ".svg")) << id;
        for (const std::string& term : terms) {
            EXPECT_NE(source.find("\\cssId{" + term + "}"), std::string::npos) << id << " has no " << term;
        }
        checks_ += 1 + static_cast<Index>(terms.size());
    }

    /// The JSON adds up by itself, and every cell that it names has the value that it says.
    void inspectExplanation(const Json& json) {
        const double value = json["value"].get<double>();
        const double again = evaluateJson(json["expression"]);
        EXPECT_NEAR(again, value, 1e-12 * std::max(1.0, std::abs(value))) << json.dump();
        EXPECT_TRUE(std::filesystem::exists(formulaFile(json["formula"]))) << json["formula"];
        for (const auto& [address, shown] : leavesOf(json["expression"])) {
            const auto cell = parseCell(address);
            ASSERT_TRUE(cell.has_value()) << address;
            const auto explained = walkthrough_->explain(*cell);
            ASSERT_TRUE(explained.has_value()) << address << ": " << explained.error().message;
            EXPECT_EQ(explained->value, shown) << address;
            ++checks_;
        }
        ++checks_;
    }

    void inspectStage(const Step& step, Index i) {
        const auto exhibits = exhibitsAt(*walkthrough_, step);
        EXPECT_FALSE(exhibits.empty());
        if (!step.shown.empty()) {
            EXPECT_EQ(exhibits.size(), step.shown.size()) << "an unknown id in shown";
        }
        std::set<std::string> ids;
        for (const Exhibit& exhibit : exhibits) {
            EXPECT_TRUE(ids.insert(exhibit.id).second) << "two exhibits " << exhibit.id;
            inspectExhibit(exhibit, knownCount(exhibit, step, i));
        }
        for (const Focus& focus : step.focus) EXPECT_TRUE(ids.contains(focus.exhibit)) << focus.exhibit;
        for (const Exhibit& exhibit : exhibits) {
            for (const std::string* other : {&exhibit.on, &exhibit.from, &exhibit.to}) {
                if (!other->empty()) {
                    EXPECT_TRUE(ids.contains(*other)) << exhibit.id << " needs " << *other;
                }
            }
        }
    }

    /// Its numbers are those of the cells whose addresses it gives.
    void inspectExhibit(const Exhibit& exhibit, Index known) {
        EXPECT_GE(known, 0) << exhibit.id;
        EXPECT_LE(known, exhibit.values.size()) << exhibit.id;
        EXPECT_FALSE(exhibit.title.empty() && exhibit.form == Form::grid) << exhibit.id;
        const auto isItsSetting = [&](const SettingSpec& spec) { return spec.id == exhibit.setting; };
        EXPECT_TRUE(exhibit.setting.empty() ||
                    std::any_of(kind_.settings.begin(), kind_.settings.end(), isItsSetting))
            << exhibit.id << " claims to come from a setting '" << exhibit.setting << "'";
        for (const std::string& link : exhibit.links) {
            if (!link.empty()) {
                EXPECT_TRUE(findWalkthrough(link).has_value()) << link;
            }
        }
        if (exhibit.tensor.empty()) return;
        for (Index offset = 0; offset < exhibit.values.size(); offset += 1 + exhibit.values.size() / 7) {
            const auto cell = cellOf(exhibit, offset);
            ASSERT_TRUE(cell.has_value()) << exhibit.id;
            EXPECT_EQ(offsetIn(exhibit, *cell), offset) << exhibit.id;
            const auto explained = walkthrough_->explain(*cell);
            ASSERT_TRUE(explained.has_value()) << exhibit.id << ": " << explained.error().message;
            EXPECT_EQ(explained->value, exhibit.values[offset]) << cellText(*cell);
            ++checks_;
        }
    }

    void inspectChip(const Chip& chip, Index i) {
        inspectFormula(chip.formula, {});
        if (chip.earlier) inspectEarlier(*chip.earlier, i);
    }

    /// The step it points at computes the cell: it was not known before, or the step explains it.
    void inspectEarlier(const Earlier& earlier, Index i) {
        std::unique_ptr<Walkthrough> elsewhere;
        if (!earlier.walkthrough.empty())
            elsewhere = make(**findWalkthrough(earlier.walkthrough), shared(earlier));
        const Walkthrough& there = elsewhere ? *elsewhere : *walkthrough_;
        if (!elsewhere) {
            EXPECT_LT(earlier.step, i) << "points at itself or ahead";
        }
        ASSERT_LT(earlier.step, there.stepCount());
        EXPECT_TRUE(computes(there, earlier.step, earlier.cell))
            << earlier.walkthrough << " step " << earlier.step + 1 << " does not compute "
            << cellText(earlier.cell);
        EXPECT_EQ(there.explain(earlier.cell)->value, walkthrough_->explain(earlier.cell)->value);
        ++checks_;
    }

    /// The settings that both walkthroughs have.
    Settings shared(const Earlier& earlier) const {
        Settings common;
        for (const SettingSpec& spec : (*findWalkthrough(earlier.walkthrough))->settings) {
            if (const auto own = settings_.find(spec.id); own != settings_.end()) common.insert(*own);
        }
        return common;
    }

    static bool computes(const Walkthrough& walkthrough, Index i, const Cell& cell) {
        const Step step = walkthrough.step(i);
        for (const Explanation& explanation : step.explanations) {
            if (explanation.cell == cell) return true;
        }
        return isKnown(walkthrough, step, i, cell) &&
               (i == 0 || !isKnown(walkthrough, walkthrough.step(i - 1), i - 1, cell));
    }

    static bool isKnown(const Walkthrough& walkthrough, const Step& step, Index i, const Cell& cell) {
        for (const auto* exhibits : {&walkthrough.exhibits(), &step.own})
            for (const Exhibit& exhibit : *exhibits) {
                const auto offset = offsetIn(exhibit, cell);
                if (offset && *offset < knownCount(exhibit, step, i)) return true;
            }
        return false;
    }

    const WalkthroughKind& kind_;
    Settings settings_;
    std::unique_ptr<Walkthrough> walkthrough_;
    Index checks_ = 0;
};

TEST(Catalogue, EveryStepOfEveryWalkthroughKeepsItsPromises) {
    std::cout << "walkthrough                                   steps    checks\n";
    for (const WalkthroughKind& kind : walkthroughs()) {
        Inspection inspection(kind, {});
        inspection.run();
        std::cout << std::left << std::setw(44) << kind.id + "-" + kind.slug << std::right << std::setw(7)
                  << inspection.steps() << std::setw(10) << inspection.checks() << '\n';
        if (HasFailure()) return;
    }
}

TEST(Catalogue, KeepsItsPromisesForNumbersOfOnesOwn) {
    for (const WalkthroughKind& kind : walkthroughs())
        for (const std::uint64_t seed : {1, 2}) {
            Inspection inspection(kind, randomSettings(kind, seed));
            inspection.run();
            if (HasFailure()) return;
        }
}

/// Sizes, biases and classes are other ones than the pencil network's.
TEST(Catalogue, KeepsItsPromisesOnTheDigitNetwork) {
    for (const WalkthroughKind& kind : walkthroughs()) {
        const auto isNetwork = [](const SettingSpec& spec) { return spec.id == "network"; };
        if (std::none_of(kind.settings.begin(), kind.settings.end(), isNetwork)) continue;
        Inspection inspection(kind, {{"network", randomNetwork(3)}});
        inspection.run();
        if (HasFailure()) return;
    }
}

/// What changes with a setting: every number that the steps show.
std::string numbersOf(const Walkthrough& walkthrough) {
    std::string text;
    for (Index i = 0; i < walkthrough.stepCount(); i += 1 + walkthrough.stepCount() / 20) {
        const Json json = stepJson(walkthrough, i);
        text += json["explanations"].dump() + json["exhibits"].dump();
    }
    return text;
}

TEST(Catalogue, EverySettingThatIsAGridOrANetworkChangesTheNumbers) {
    for (const WalkthroughKind& kind : walkthroughs()) {
        const auto standard = make(kind);
        for (const auto& [id, value] : randomSettings(kind, 5)) {
            const auto changed = make(kind, {{id, value}});
            ASSERT_TRUE(standard && changed) << kind.id;
            EXPECT_NE(numbersOf(*standard), numbersOf(*changed)) << kind.id << ": " << id;
        }
    }
}

TEST(Catalogue, HasIdsInTheLecturesOrderAndSlugsOfTheirOwn) {
    std::set<std::string> slugs;
    int last = 0;
    for (const WalkthroughKind& kind : walkthroughs()) {
        const int number = std::stoi(kind.id.substr(1));
        EXPECT_EQ(number, last + 1) << kind.id;
        last = number;
        EXPECT_TRUE(slugs.insert(kind.slug).second) << kind.slug;
        EXPECT_EQ(kind.video.substr(0, 3), "12.") << kind.id;
        EXPECT_FALSE(kind.title.empty() || kind.subtitle.empty()) << kind.id;
    }
    EXPECT_EQ(last, 33) << "the lecture's checklist";
}

}  // namespace
}  // namespace deltascope
