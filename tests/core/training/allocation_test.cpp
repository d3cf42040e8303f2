#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <numeric>

#include "core/data/batches.h"
#include "core/network/initialise.h"
#include "core/training/metrics.h"
#include "core/training/trainer.h"

namespace {

std::atomic<long> allocations = 0;

[[maybe_unused]] void* counted(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
    throw std::bad_alloc();
}

[[maybe_unused]] void* countedAt(std::size_t size, std::align_val_t alignment) {
    ++allocations;
    const auto step = static_cast<std::size_t>(alignment);
    if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
    throw std::bad_alloc();
}

}  // namespace

// A sanitizer has an operator new of its own, which must not be replaced by half.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DELTASCOPE_COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DELTASCOPE_COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef DELTASCOPE_COUNTS_ALLOCATIONS
#define DELTASCOPE_COUNTS_ALLOCATIONS 1
#endif

#if DELTASCOPE_COUNTS_ALLOCATIONS
// For the whole test program: every other form of new and delete ends in these.
void* operator new(std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return countedAt(size, alignment); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
#endif

namespace deltascope {
namespace {

Examples someImages(Index count) {
    auto images = std::make_shared<LabelledImages>();
    images->count = count;
    images->height = images->width = 28;
    for (Index i = 0; i < count; ++i) {
        images->labels.push_back(static_cast<std::uint8_t>(i % 10));
        for (int k = 0; k < 28 * 28; ++k) images->pixels.push_back(static_cast<std::uint8_t>(i * k));
    }
    return imageExamples(images);
}

/// Allocations that `step` causes when it is done for the second time.
template <typename Step>
long allocationsOf(Step step) {
    // Which workplace a thread is lent is not defined, so the first rounds make them all.
    for (int i = 0; i < 20; ++i) step();
    const long before = allocations;
    for (int i = 0; i < 5; ++i) step();
    return allocations - before;
}

}  // namespace

TEST(Memory, TrainingStepsAllocateNothingAfterTheFirst) {
    if (!DELTASCOPE_COUNTS_ALLOCATIONS) GTEST_SKIP() << "not counted under a sanitizer";
    const Examples images = someImages(96);
    for (const int threads : {1, 2}) {
        auto network = *Network<float>::make(lectureNetwork());
        initialise(network);
        ThreadTeam team(threads);
        Trainer<float> trainer(network, {0.1, 0.9, 0.001}, team);
        const EpochOrder order(images->size(), images->size(), 1, 1);
        EXPECT_EQ(allocationsOf([&] { trainer.train(*images, order.batch(0), 1); }), 0)
            << threads << " threads";
    }
}

TEST(Memory, PassesOverOneExampleAllocateNothing) {
    if (!DELTASCOPE_COUNTS_ALLOCATIONS) GTEST_SKIP() << "not counted under a sanitizer";
    auto network = *Network<float>::make(lectureNetwork());
    initialise(network);
    Pass<float> pass;
    network.prepare(pass, 1);
    pass.labels.fill(0);
    pass.labels[3] = 1;
    EXPECT_EQ(allocationsOf([&] {
                  network.forwardWithLoss(pass);
                  network.backward(pass);
              }),
              0);
}

}  // namespace deltascope
