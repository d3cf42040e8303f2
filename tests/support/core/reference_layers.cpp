#include "tests/support/core/reference_layers.h"

#include <cmath>

namespace deltascope {
namespace {

using Values = Tensor<double>;
using Parameters = std::vector<Values>;

struct Problem {
    LayerOptions options;
    const Values& input;
    const Parameters& parameters;
    const Values& outputDelta;
};

ReferenceResult blank(const Problem& problem) {
    ReferenceResult result{Values(problem.outputDelta.shape()), Values(problem.input.shape()), {}};
    for (const Values& parameter : problem.parameters) result.gradients.emplace_back(parameter.shape());
    return result;
}

/// Visits every pair of an output cell and a kernel weight whose input cell lies inside the picture.
template <typename Visit>
void forEachConvolutionProduct(const Problem& p, Visit visit) {
    const Shape &in = p.input.shape(), &out = p.outputDelta.shape(), &weight = p.parameters[0].shape();
    for (Index example = 0; example < out[0]; ++example)
        for (Index k = 0; k < out[1]; ++k)
            for (Index i = 0; i < out[2]; ++i)
                for (Index j = 0; j < out[3]; ++j)
                    for (Index c = 0; c < weight[1]; ++c)
                        for (Index m = 0; m < weight[2]; ++m)
                            for (Index n = 0; n < weight[3]; ++n) {
                                const Index u = i * p.options.at("stride") - p.options.at("padding") + m;
                                const Index v = j * p.options.at("stride") - p.options.at("padding") + n;
                                if (u < 0 || v < 0 || u >= in[2] || v >= in[3]) continue;
                                visit(example, k, i, j, c, m, n, u, v);
                            }
}

ReferenceResult convolution(const Problem& p) {
    ReferenceResult r = blank(p);
    forEachConvolutionProduct(p, [&](Index e, Index k, Index i, Index j, Index c, Index m, Index n, Index u,
                                     Index v) {
        r.output.at({e, k, i, j}) += p.input.at({e, c, u, v}) * p.parameters[0].at({k, c, m, n});
        r.inputDelta.at({e, c, u, v}) += p.outputDelta.at({e, k, i, j}) * p.parameters[0].at({k, c, m, n});
        r.gradients[0].at({k, c, m, n}) += p.outputDelta.at({e, k, i, j}) * p.input.at({e, c, u, v});
    });
    if (p.parameters.size() == 1) return r;
    const Shape& out = r.output.shape();
    for (Index cell = 0; cell < r.output.size(); ++cell) {
        const Index k = out.indexAt(cell)[1];
        r.output[cell] += p.parameters[1][k];
        r.gradients[1][k] += p.outputDelta[cell];
    }
    return r;
}

ReferenceResult fullyConnected(const Problem& p) {
    ReferenceResult r = blank(p);
    const Index examples = p.outputDelta.shape()[0], units = p.outputDelta.shape()[1];
    const Index inputs = p.input.size() / examples;
    for (Index e = 0; e < examples; ++e)
        for (Index j = 0; j < units; ++j) {
            const double delta = p.outputDelta.at({e, j});
            for (Index i = 0; i < inputs; ++i) {
                r.output.at({e, j}) += p.parameters[0].at({j, i}) * p.input[e * inputs + i];
                r.inputDelta[e * inputs + i] += p.parameters[0].at({j, i}) * delta;
                r.gradients[0].at({j, i}) += delta * p.input[e * inputs + i];
            }
            if (p.parameters.size() == 1) continue;
            r.output.at({e, j}) += p.parameters[1][j];
            r.gradients[1][j] += delta;
        }
    return r;
}

/// Calls visit(output cell, the window's input cells in row-major order) for every window.
template <typename Visit>
void forEachWindow(const Problem& p, Visit visit) {
    const Shape &in = p.input.shape(), &out = p.outputDelta.shape();
    const Index window = p.options.at("window"), stride = p.options.at("stride");
    for (Index cell = 0; cell < p.outputDelta.size(); ++cell) {
        const auto [e, c, i, j] = out.indexAt(cell);
        std::vector<Index> members;
        for (Index m = 0; m < window; ++m)
            for (Index n = 0; n < window; ++n) {
                members.push_back(((e * in[1] + c) * in[2] + i * stride + m) * in[3] + j * stride + n);
            }
        visit(cell, members);
    }
}

ReferenceResult maxPool(const Problem& p) {
    ReferenceResult r = blank(p);
    forEachWindow(p, [&](Index cell, const std::vector<Index>& members) {
        Index winner = members.front();
        for (const Index member : members) winner = p.input[member] > p.input[winner] ? member : winner;
        r.output[cell] = p.input[winner];
        r.inputDelta[winner] += p.outputDelta[cell];
    });
    return r;
}

ReferenceResult averagePool(const Problem& p) {
    ReferenceResult r = blank(p);
    forEachWindow(p, [&](Index cell, const std::vector<Index>& members) {
        for (const Index member : members) {
            r.output[cell] += p.input[member] / static_cast<double>(members.size());
            r.inputDelta[member] += p.outputDelta[cell] / static_cast<double>(members.size());
        }
    });
    return r;
}

template <typename Value, typename Slope>
ReferenceResult elementwise(const Problem& p, Value value, Slope slope) {
    ReferenceResult r = blank(p);
    for (Index i = 0; i < p.input.size(); ++i) {
        r.output[i] = value(p.input[i]);
        r.inputDelta[i] = p.outputDelta[i] * slope(p.input[i]);
    }
    return r;
}

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

ReferenceResult softmax(const Problem& p) {
    ReferenceResult r = blank(p);
    const Index examples = p.input.shape()[0], classes = p.input.shape()[1];
    for (Index e = 0; e < examples; ++e) {
        double sum = 0;
        for (Index k = 0; k < classes; ++k) sum += std::exp(p.input.at({e, k}));
        for (Index k = 0; k < classes; ++k) r.output.at({e, k}) = std::exp(p.input.at({e, k})) / sum;
        for (Index k = 0; k < classes; ++k)
            for (Index i = 0; i < classes; ++i) {  // the Jacobian dp_i/dz_k = p_i ([i = k] - p_k)
                const double slope = r.output.at({e, i}) * ((i == k ? 1 : 0) - r.output.at({e, k}));
                r.inputDelta.at({e, k}) += p.outputDelta.at({e, i}) * slope;
            }
    }
    return r;
}

}  // namespace

ReferenceResult referenceLayer(const LayerSpec& spec, const Values& input, const Parameters& parameters,
                               const Values& outputDelta) {
    const Problem p{*completeOptions(spec), input, parameters, outputDelta};
    if (spec.kind == "conv2d") return convolution(p);
    if (spec.kind == "fully_connected") return fullyConnected(p);
    if (spec.kind == "max_pool") return maxPool(p);
    if (spec.kind == "average_pool") return averagePool(p);
    if (spec.kind == "softmax") return softmax(p);
    if (spec.kind == "sigmoid") {
        return elementwise(p, sigmoid, [](double z) { return sigmoid(z) * (1 - sigmoid(z)); });
    }
    if (spec.kind == "tanh") {
        return elementwise(
            p, [](double z) { return std::tanh(z); },
            [](double z) { return 1 / (std::cosh(z) * std::cosh(z)); });
    }
    if (spec.kind == "relu") {
        return elementwise(
            p, [](double z) { return z > 0 ? z : 0; }, [](double z) { return z > 0 ? 1.0 : 0.0; });
    }
    require(spec.kind == "flatten", "no reference for a ", spec.kind, " layer: write one");
    return elementwise(
        p, [](double z) { return z; }, [](double) { return 1.0; });
}

}  // namespace deltascope
