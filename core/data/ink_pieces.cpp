#include "core/data/ink_pieces.h"

#include <algorithm>
#include <vector>

namespace deltascope {
namespace {

constexpr float inkThreshold = 0.25F;

/// Neighbouring ink pixels of one row, and the piece that they belong to.
struct Run {
    Index row = 0, left = 0, right = 0;  ///< right is the first pixel past the run
    std::size_t piece = 0;
};

struct Piece {
    InkBox box{};
    double mass = 0;
};

/// Union-find over runs (8-neighbours). A run's parent is never below it, so the roots are the first runs.
class RunForest {
  public:
    std::size_t root(std::size_t run) {
        while (parents_[run] != run) run = parents_[run] = parents_[parents_[run]];
        return run;
    }
    void add() { parents_.push_back(parents_.size()); }
    void join(std::size_t a, std::size_t b) {
        const auto [first, second] = std::minmax({root(a), root(b)});
        parents_[second] = first;
    }

  private:
    std::vector<std::size_t> parents_;
};

void appendRuns(const InkMap& ink, Index row, std::vector<Run>& runs) {
    const float* values = &ink(row, 0);
    const Index width = ink.cols();
    for (Index x = 0; x < width; ++x) {
        if (values[x] < inkThreshold) continue;
        const Index left = x;
        while (x < width && values[x] >= inkThreshold) ++x;
        runs.push_back({row, left, x, 0});
    }
}

/// Joins the runs of a row (from `begin` on) with those of the row above (from `above` on), both sorted.
void joinRows(const std::vector<Run>& runs, std::size_t above, std::size_t begin, RunForest& forest) {
    for (std::size_t a = above, b = begin; a < begin && b < runs.size();) {
        if (runs[a].right >= runs[b].left && runs[b].right >= runs[a].left) forest.join(a, b);
        if (runs[a].right < runs[b].right) {
            ++a;
        } else {
            ++b;
        }
    }
}

/// All runs, each with the number of its root run as its piece.
std::vector<Run> connectedRuns(const InkMap& ink) {
    std::vector<Run> runs;
    RunForest forest;
    std::size_t above = 0;
    for (Index row = 0; row < ink.rows(); ++row) {
        const std::size_t begin = runs.size();
        appendRuns(ink, row, runs);
        for (std::size_t i = begin; i < runs.size(); ++i) forest.add();
        joinRows(runs, above, begin, forest);
        above = begin;
    }
    for (std::size_t i = 0; i < runs.size(); ++i) runs[i].piece = forest.root(i);
    return runs;
}

InkBox united(const InkBox& a, const InkBox& b) {
    if (a.width() == 0) return b;
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

/// Indexed by Run::piece; entries that no run refers to stay empty.
std::vector<Piece> measuredPieces(const InkMap& ink, const std::vector<Run>& runs) {
    std::vector<Piece> pieces(runs.size());
    for (const Run& run : runs) {
        Piece& piece = pieces[run.piece];
        piece.box = united(piece.box, {run.left, run.row, run.right, run.row + 1});
        piece.mass += ink.row(run.row).segment(run.left, run.right - run.left).sum();
    }
    return pieces;
}

/// Pixels between two boxes along the axis where they are further apart, 0 where they touch.
Index gap(const InkBox& a, const InkBox& b) {
    const Index across = std::max(a.left, b.left) - std::min(a.right, b.right);
    const Index down = std::max(a.top, b.top) - std::min(a.bottom, b.bottom);
    return std::max({across, down, Index{0}});
}

/// Which pieces make the digit: all with a twentieth of the largest one's ink, wherever they lie (the bar of
/// a 5), and the small ones beside those (a broken line), but not dust.
class DigitPieces {
  public:
    explicit DigitPieces(const std::vector<Piece>& pieces) {
        for (const Piece& piece : pieces) largest_ = std::max(largest_, piece.mass);
        for (const Piece& piece : pieces) {
            if (isLarge(piece)) core_ = united(core_, piece.box);
        }
    }
    bool contain(const Piece& piece) const {
        return isLarge(piece) ||
               (piece.mass >= 0.005 * largest_ && 10 * gap(piece.box, core_) <= core_.longerSide());
    }

  private:
    bool isLarge(const Piece& piece) const { return piece.mass > 0 && piece.mass >= 0.05 * largest_; }

    double largest_ = 0;
    InkBox core_;
};

/// A pixel more on each side: the faint rim of a line lies below the threshold.
InkBox withRim(const InkBox& box, const InkMap& ink) {
    const auto hasInk = [&](Index row, Index column, Index rows, Index columns) {
        return row >= 0 && column >= 0 && row < ink.rows() && column < ink.cols() &&
               ink.block(row, column, rows, columns).maxCoeff() > inkThreshold / 8;
    };
    InkBox grown = box;
    grown.left -= hasInk(box.top, box.left - 1, box.height(), 1);
    grown.right += hasInk(box.top, box.right, box.height(), 1);
    grown.top -= hasInk(box.top - 1, box.left, 1, box.width());
    grown.bottom += hasInk(box.bottom, box.left, 1, box.width());
    return grown;
}

}  // namespace

InkBox separateDigit(InkMap& ink) {
    const std::vector<Run> runs = connectedRuns(ink);
    const std::vector<Piece> pieces = measuredPieces(ink, runs);
    const DigitPieces digit(pieces);
    InkBox box;
    for (const Run& run : runs) {
        if (digit.contain(pieces[run.piece])) {
            box = united(box, {run.left, run.row, run.right, run.row + 1});
        } else {
            ink.row(run.row).segment(run.left, run.right - run.left).setZero();
        }
    }
    return box.width() == 0 ? box : withRim(box, ink);
}

}  // namespace deltascope
