#pragma once

#include <utility>

#include "core/kernels/lane_kernels.h"

// Vectors for the instruction set that the including file is compiled for (DELTASCOPE_SET names the set and
// the namespace). Only built-in operators, and of the standard library only types: an inline function of it,
// compiled here for a new CPU, could be linked into code that an old one runs.

namespace deltascope::DELTASCOPE_SET {

using Size = std::ptrdiff_t;

#if defined(__AVX512F__)
inline constexpr Size width = 16;
inline constexpr int registers = 32;
#elif defined(__AVX2__)
inline constexpr Size width = 8;
inline constexpr int registers = 16;
#else
inline constexpr Size width = 4;
inline constexpr int registers = 16;
#endif

#define DELTASCOPE_INLINE inline __attribute__((always_inline))
#define DELTASCOPE_UNROLL _Pragma("GCC unroll 24")

template <typename Number, Size count>
struct VectorOf {
    typedef Number Type __attribute__((vector_size(sizeof(Number) * count), may_alias));
};
using Vector = VectorOf<float, width>::Type;
using IntVector = VectorOf<int, width>::Type;

DELTASCOPE_INLINE Vector& at(float* p) { return *reinterpret_cast<Vector*>(p); }
DELTASCOPE_INLINE const Vector& at(const float* p) { return *reinterpret_cast<const Vector*>(p); }
/// The same memory as whole numbers.
DELTASCOPE_INLINE IntVector& intsAt(float* p) { return *reinterpret_cast<IntVector*>(p); }
DELTASCOPE_INLINE const IntVector& intsAt(const float* p) { return *reinterpret_cast<const IntVector*>(p); }
/// The same address, of which the compiler knows nothing: else it keeps numbers that a loop's next step reads
/// again in registers, and has none left for the sums.
DELTASCOPE_INLINE const float* unknown(const float* p) {
    asm("" : "+r"(p));
    return p;
}
/// The same numbers, now in a register: else each use may read them from memory again, and reading is what
/// the loop waits for.
DELTASCOPE_INLINE Vector held(Vector v) {
#if defined(__AVX512F__)
    asm("" : "+v"(v));
#endif
    return v;
}
/// x in every element. Taking 0 away is no work, while adding 0 is: it would turn -0 into 0.
DELTASCOPE_INLINE Vector all(float x) { return x - Vector{}; }

/// A vector at an address that need not be aligned.
template <typename V>
struct __attribute__((packed, may_alias)) Loose {
    V vector;
};
template <typename V = Vector, typename Number>
DELTASCOPE_INLINE V loose(const Number* p) {
    return reinterpret_cast<const Loose<V>*>(p)->vector;
}
template <typename V, typename Number>
DELTASCOPE_INLINE void setLoose(Number* p, V v) {
    reinterpret_cast<Loose<V>*>(p)->vector = v;
}

DELTASCOPE_INLINE void clear(float* numbers, Size count) {
    for (Size i = 0; i < count; ++i) numbers[i] = 0;
}

/// The sum of all elements, by halves.
template <Size count>
DELTASCOPE_INLINE float total(const typename VectorOf<float, count>::Type& v) {
    if constexpr (count == 1) {
        return v[0];
    } else if constexpr (count == 4) {
        return (v[0] + v[2]) + (v[1] + v[3]);
    } else {
        using Half = typename VectorOf<float, count / 2>::Type;
        const Half* half = reinterpret_cast<const Half*>(&v);
        return total<count / 2>(half[0] + half[1]);
    }
}

template <typename Places, typename V, int... i>
DELTASCOPE_INLINE V shuffled(V a, V b, std::integer_sequence<int, i...>) {
    return __builtin_shufflevector(a, b, Places::of(i)...);
}
/// Element i is number Places::of(i) of a's elements followed by b's.
template <typename Places, typename V>
DELTASCOPE_INLINE V shuffled(V a, V b) {
    return shuffled<Places>(a, b, std::make_integer_sequence<int, sizeof(V) / sizeof(float)>());
}

/// Of each pair of blocks of `half` elements, a's first and b's first (or a's second and b's second), where
/// vectors have `size` elements.
template <Size half, bool second, Size size = width>
struct Mixed {
    static constexpr int of(int i) {
        const bool isFromB = (i & half) != 0;
        return static_cast<int>(isFromB ? size + i - (second ? 0 : half) : i + (second ? half : 0));
    }
};

/// `size` vectors of as many elements as rows of a matrix, which is transposed in place: block by block,
/// halving the blocks.
template <Size size = width, Size half = size / 2>
DELTASCOPE_INLINE void transpose(typename VectorOf<float, size>::Type* rows) {
    DELTASCOPE_UNROLL
    for (int i = 0; i < size; ++i) {
        if ((i & half) != 0) continue;
        const auto a = rows[i], b = rows[i + half];
        rows[i] = shuffled<Mixed<half, false, size>>(a, b);
        rows[i + half] = shuffled<Mixed<half, true, size>>(a, b);
    }
    if constexpr (half > 1) transpose<size, half / 2>(rows);
}

/// Element i of the result is the sum of vectors[i]: `count` of them begin, a power of two.
template <Size count = width>
DELTASCOPE_INLINE Vector totals(Vector* vectors) {
    if constexpr (count == 1) {
        return vectors[0];
    } else {
        constexpr Size half = count / 2;
        DELTASCOPE_UNROLL
        for (int i = 0; i < half; ++i)
            vectors[i] = shuffled<Mixed<half, false>>(vectors[i], vectors[i + half]) +
                         shuffled<Mixed<half, true>>(vectors[i], vectors[i + half]);
        return totals<half>(vectors);
    }
}

/// f(i, the sum of vectors[i]'s elements) for each of `count` vectors: as many as a vector has elements at a
/// time, because their sums are then taken together.
template <int count, typename F>
DELTASCOPE_INLINE void forTotals(const Vector* vectors, F f) {
    if constexpr (count * 4 <= width) {
        DELTASCOPE_UNROLL
        for (int i = 0; i < count; ++i) f(i, total<width>(vectors[i]));
    } else {
        constexpr int some = count < width ? count : int{width};
        Vector group[width] = {};
        DELTASCOPE_UNROLL
        for (int i = 0; i < some; ++i) group[i] = vectors[i];
        const Vector sums = totals(group);
        DELTASCOPE_UNROLL
        for (int i = 0; i < some; ++i) f(i, sums[i]);
        if constexpr (some < count)
            forTotals<count - some>(vectors + some, [&](int i, float sum) { f(some + i, sum); });
    }
}

/// Adds the sum of vectors[i]'s elements to sums[i], for `count` neighbours.
template <int count>
DELTASCOPE_INLINE void addTotals(const Vector* vectors, float* sums) {
    if constexpr (count < width) {
        forTotals<count>(vectors, [&](int i, float sum) { sums[i] += sum; });
    } else {
        Vector group[width];
        DELTASCOPE_UNROLL
        for (int i = 0; i < width; ++i) group[i] = vectors[i];
        setLoose(sums, loose(sums) + totals(group));
        if constexpr (count > width) addTotals<count - width>(vectors + width, sums + width);
    }
}

/// A number that is known when compiling.
template <int value>
struct Constant {
    static constexpr int number = value;
};

/// f(Constant<n>), for n from 1 to `most`.
template <int most, typename F>
DELTASCOPE_INLINE void withConstant(Size n, F f) {
    if constexpr (most > 1) {
        if (n < most) return withConstant<most - 1>(n, f);
    }
    f(Constant<most>{});
}

/// f(first, Constant<size>) over [0, count) in as few pieces of up to `most` as there can be, as equal as can
/// be: a small piece at the end would leave most of a tile's registers idle.
template <int most, typename F>
DELTASCOPE_INLINE void inTiles(Size count, F f) {
    const Size pieces = (count + most - 1) / most;
    if (pieces == 0) return;
    const Size size = count / pieces, larger = count % pieces;
    Size first = 0;
    for (Size i = 0; i < pieces; ++i) {
        const Size own = size + (i < larger ? 1 : 0);
        withConstant<most>(own, [&](auto constant) { f(first, constant); });
        first += own;
    }
}

/// f(offset of the part within a cell) for every vector that the lanes of a cell take.
template <typename F>
DELTASCOPE_INLINE void forParts(F f) {
    for (Size part = 0; part < laneCount; part += width) f(part);
}

}  // namespace deltascope::DELTASCOPE_SET
