#include "core/training/exciting_examples.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.h"
#include "core/network/initialise.h"

namespace deltascope {
namespace {

class ExcitingExamples : public ::testing::Test {
  protected:
    ExcitingExamples() {
        initialise(network_);
        for (std::uint64_t i = 0; i < 20; ++i) {
            Random random(i);
            Tensor<double> picture(network_.outputShape(0));
            for (double& value : picture.values()) value = random.uniform();
            pictures_.push_back(std::move(picture));
        }
    }
    std::vector<ExcitedExample> search(const UnitOfLayer& unit, std::size_t count) const {
        return mostExcitingExamples<double>(
            network_, unit, 20, [this](Index i) { return pictures_[static_cast<std::size_t>(i)]; }, count);
    }

    Network<double> network_ = *Network<double>::make(pencilNetwork());
    std::vector<Tensor<double>> pictures_;
};

TEST_F(ExcitingExamples, AreThoseWithTheLargestOutputOfTheUnit) {
    const int pool = 3;
    const Index size = network_.outputShape(pool).inner().size();
    const auto found = search({pool, size, size}, 20);
    ASSERT_EQ(found.size(), 20U);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto pass = network_.run(pictures_[static_cast<std::size_t>(found[i].example)]);
        const auto map = pass.outputs[pool].values().subspan(static_cast<std::size_t>(size),
                                                             static_cast<std::size_t>(size));
        EXPECT_EQ(found[i].value, *std::max_element(map.begin(), map.end()));
        EXPECT_EQ(found[i].value, pass.outputs[pool][found[i].offset]);
        if (i > 0) {
            EXPECT_GE(found[i - 1].value, found[i].value);
        }
    }
    EXPECT_EQ(search({pool, size, size}, 3).size(), 3U);
}

TEST_F(ExcitingExamples, EndsWhereItIsToldToWithTheStrongestSoFar) {
    std::vector<Index> told;
    const auto found = mostExcitingExamples<double>(
        network_, {9, 0, 1}, 20, [this](Index i) { return pictures_[static_cast<std::size_t>(i)]; }, 3,
        [&](Index done) { return told.push_back(done), done < 2; });
    EXPECT_EQ(told, (std::vector<Index>{0, 1, 2}));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_GE(found[0].value, found[1].value);
    EXPECT_EQ(found[0].example + found[1].example, 1);
}

TEST_F(ExcitingExamples, RefuseAUnitThatDoesNotExist) {
    EXPECT_THROW(search({99, 0, 1}, 3), std::invalid_argument);
    EXPECT_THROW(search({9, 4, 2}, 3), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
