#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// A convolution of one example backwards. What a row of the kernel meets lies in the lanes, and only deltas
// that are not 0 are gone through: behind max pooling and ReLU they are few.

/// Sums that stay in registers: of so many rows of the kernel, and vectors of each.
inline constexpr int cellRows = 5, cellVectors = registers == 32 ? 5 : 2;

/// Bit i: element i is not 0. What is not a number is not 0, either.
DELTASCOPE_INLINE unsigned nonzeros(Vector v) {
#if defined(__AVX512F__)
    constexpr int unequal = 4;
    const unsigned short mask = __builtin_ia32_cmpps512_mask(v, Vector{}, unequal, 0xffff, 4);
    unsigned bits;  // GCC 12, left alone, may save two bytes of it and read four
    asm("kmovw %1, %0" : "=r"(bits) : "k"(mask));
    return bits;
#elif defined(__AVX2__)
    const auto isUnequal = v != Vector{};
    return static_cast<unsigned>(__builtin_ia32_movmskps256(reinterpret_cast<const Vector&>(isUnequal)));
#else
    unsigned bits = 0;
    for (int i = 0; i < width; ++i) bits |= static_cast<unsigned>(v[i] != 0) << i;
    return bits;
#endif
}

/// Deltas of one map that are not 0, and what they meet: places in the cells.
struct DeltaList {
    static constexpr Size most = 128;  ///< their cells shall stay in the cache from map to map
    Size count;
    float deltas[most + width];
    int places[most + width];
};

/// Lists a delta as number `count`, unless it is 0; what count is then.
DELTASCOPE_INLINE Size listOne(DeltaList& list, Size count, float delta, int place) {
    list.deltas[count] = delta;
    list.places[count] = place;
    return count + (delta != 0 ? 1 : 0);
}

/// The same for a whole vector.
DELTASCOPE_INLINE Size listVector(DeltaList& list, Size count, const float* delta, const int* place) {
#if defined(__AVX512F__)
    const Vector d = loose(delta);
    const auto p = loose<IntVector>(place);
    const unsigned bits = nonzeros(d);
    setLoose(list.deltas + count, Vector(__builtin_ia32_compresssf512_mask(d, d, bits)));
    setLoose(list.places + count, IntVector(__builtin_ia32_compresssi512_mask(p, p, bits)));
    return count + __builtin_popcount(bits);
#else
    for (int i = 0; i < width; ++i) count = listOne(list, count, delta[i], place[i]);
    return count;
#endif
}

/// The count is no member meanwhile: it would go through memory, with every vector waiting for it.
DELTASCOPE_INLINE void listNonzeros(Size size, const float* delta, const int* place, DeltaList& list) {
    Size count = 0, i = 0;
    for (; i + width <= size; i += width) count = listVector(list, count, delta + i, place + i);
    for (; i < size; ++i) count = listOne(list, count, delta[i], place[i]);
    list.count = count;
}

/// f(row, Constant<rows>, vector, Constant<vectors>) for every tile of a kernel.
template <typename F>
DELTASCOPE_INLINE void inKernelTiles(const CellConvSizes& s, F f) {
    inTiles<cellRows>(s.kernelHeight, [&](Size m, auto rows) {
        inTiles<cellVectors>((s.run + width - 1) / width,
                             [&](Size v, auto vectors) { f(m, rows, v, vectors); });
    });
}

/// acc += delta number e times what it meets.
template <int rows, int vectors>
DELTASCOPE_INLINE void addMet(Vector (&acc)[rows][vectors], const CellConvSizes& s, const DeltaList& list,
                              Size e, const float* cells) {
    const Vector delta = all(list.deltas[e]);
    const float* x = cells + list.places[e];
    DELTASCOPE_UNROLL
    for (int m = 0; m < rows; ++m, x += s.pitch) {
        DELTASCOPE_UNROLL
        for (int v = 0; v < vectors; ++v) acc[m][v] += delta * loose(x + v * width);
    }
}

/// Where the sums are few, two of each, in turn: one would have to wait for itself.
template <int rows, int vectors>
DELTASCOPE_INLINE void cellGradientTile(const CellConvSizes& s, const DeltaList& list, const float* cells,
                                        bool isFirst, float* gradient) {
    constexpr int sets = rows * vectors * 2 < registers / 2 ? 2 : 1;
    Vector acc[sets][rows][vectors] = {};
    Size e = 0;
    for (; e + sets <= list.count; e += sets) {
        DELTASCOPE_UNROLL
        for (int i = 0; i < sets; ++i) addMet(acc[i], s, list, e + i, cells);
    }
    for (; e < list.count; ++e) addMet(acc[0], s, list, e, cells);
    DELTASCOPE_UNROLL
    for (int m = 0; m < rows; ++m) {
        DELTASCOPE_UNROLL
        for (int v = 0; v < vectors; ++v) {
            Vector& total = at(gradient + m * s.runStep + v * width);
            Vector sum = isFirst ? Vector{} : total;
            DELTASCOPE_UNROLL
            for (int i = 0; i < sets; ++i) sum += acc[i][m][v];
            total = sum;
        }
    }
}

inline void cellConvGradient(const CellConvSizes& s, const float* cells, const float* delta,
                             float* gradientRuns) {
    const Size positions = s.outputHeight * s.outputWidth;
    DeltaList list;
    for (Size p = 0; p < positions; p += DeltaList::most) {
        const Size some = positions - p < DeltaList::most ? positions - p : DeltaList::most;
        for (Size k = 0; k < s.maps; ++k) {
            listNonzeros(some, delta + k * positions + p, s.places + p, list);
            float* const ofMap = gradientRuns + k * s.kernelHeight * s.runStep;
            inKernelTiles(s, [&](Size m, auto rows, Size v, auto vectors) {
                cellGradientTile<rows.number, vectors.number>(s, list, cells + m * s.pitch + v * width,
                                                              p == 0, ofMap + m * s.runStep + v * width);
            });
        }
    }
}

/// acc += delta * weights, over the maps whose delta is not 0.
template <int rows, int vectors>
DELTASCOPE_INLINE void addWeighted(Vector (&acc)[rows][vectors], const CellConvSizes& s, const float* delta,
                                   const float* weights) {
    const Size mapStep = s.kernelHeight * s.runStep;
    for (Size first = 0; first < s.maps; first += width) {
        unsigned bits = nonzeros(loose(delta + first));
        if (s.maps - first < width) bits &= (1U << (s.maps - first)) - 1;
        for (; bits != 0; bits &= bits - 1) {
            const Size k = first + __builtin_ctz(bits);
            const Vector d = all(delta[k]);
            const float* w = weights + k * mapStep;
            DELTASCOPE_UNROLL
            for (int m = 0; m < rows; ++m, w += s.runStep) {
                DELTASCOPE_UNROLL
                for (int v = 0; v < vectors; ++v) acc[m][v] += d * at(w + v * width);
            }
        }
    }
}

/// Adds the first row of sums to a row of cells, and moves the others up.
template <int rows, int vectors>
DELTASCOPE_INLINE void giveFirstRow(Vector (&acc)[rows][vectors], const IntVector (&isInside)[vectors],
                                    float* row) {
    DELTASCOPE_UNROLL
    for (int v = 0; v < vectors; ++v) {
        float* const cells = row + v * width;
        setLoose(cells, loose(cells) + (isInside[v] ? acc[0][v] : Vector{}));
        DELTASCOPE_UNROLL
        for (int m = 1; m < rows; ++m) acc[m - 1][v] = acc[m][v];
        acc[rows - 1][v] = Vector{};
    }
}

/// What rows [0, rows) of the kernel send to the cells. Down a column of the output, because then a row of
/// cells gets its sum once, when the kernel leaves it.
template <int rows, int vectors>
DELTASCOPE_INLINE void cellInputDeltaTile(const CellConvSizes& s, const float* delta, const float* weights,
                                          const IntVector (&isInside)[vectors], float* cells) {
    const Size finished = s.stride < rows ? s.stride : rows;
    for (Size j = 0; j < s.outputWidth; ++j, delta += s.deltaStep, cells += s.stride * s.channels) {
        Vector acc[rows][vectors] = {};
        for (Size i = 0; i < s.outputHeight; ++i) {
            addWeighted(acc, s, delta + i * s.outputWidth * s.deltaStep, weights);
            float* const row = cells + i * s.stride * s.pitch;
            for (Size m = 0; m < finished; ++m) giveFirstRow(acc, isInside, row + m * s.pitch);
        }
        float* const row = cells + ((s.outputHeight - 1) * s.stride + finished) * s.pitch;
        for (Size m = 0; m < rows - finished; ++m) giveFirstRow(acc, isInside, row + m * s.pitch);
    }
}

inline void cellConvInputDelta(const CellConvSizes& s, const float* delta, const float* weightRuns,
                               float* inputDelta) {
    inKernelTiles(s, [&](Size m, auto rows, Size v, auto vectors) {
        IntVector isInside[vectors.number];
        for (int i = 0; i < vectors.number * width; ++i)
            isInside[i / width][i % width] = v * width + i < s.run ? -1 : 0;
        cellInputDeltaTile<rows.number, vectors.number>(s, delta, weightRuns + m * s.runStep + v * width,
                                                        isInside, inputDelta + m * s.pitch + v * width);
    });
}

}  // namespace deltascope::DELTASCOPE_SET
