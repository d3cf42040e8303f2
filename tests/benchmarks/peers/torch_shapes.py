#!/usr/bin/python3
"""Trains the networks that `layer_shapes --list` names (on standard input) in PyTorch; prints the same JSON lines."""
import argparse
import json
import statistics
import sys
import time

import torch
from torch import nn


def modules(architecture):
    shape = torch.zeros(1, *architecture["input"])
    for layer in architecture["layers"]:
        kind, option = layer["kind"], layer.get
        if kind == "conv2d":
            module = nn.Conv2d(shape.shape[1], option("maps"), (option("kernel_height"), option("kernel_width")),
                               option("stride"), option("padding"))
        elif kind == "fully_connected":
            module = nn.Linear(shape.shape[1], option("units"))
        elif kind == "softmax":
            return  # the loss has it
        else:
            module = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "flatten": nn.Flatten,
                      "max_pool": lambda: nn.MaxPool2d(option("window"), option("stride")),
                      "average_pool": lambda: nn.AvgPool2d(option("window"), option("stride"))}[kind]()
        shape = module(shape)
        yield module


def images_per_second(architecture, secs, memory_format, batch=32):
    net = nn.Sequential(*modules(architecture)).to(memory_format=memory_format)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    pictures = torch.rand(batch, *architecture["input"]).to(memory_format=memory_format)
    labels = torch.arange(batch) % 10

    def seconds_of_a_step():
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(net(pictures), labels).backward()
        optimizer.step()
        return time.perf_counter() - start

    for _ in range(40):  # the first steps compile kernels and find memory: several times as slow as the rest
        seconds_of_a_step()
    steps = [seconds_of_a_step() for _ in range(10)]
    while sum(steps) < secs:
        steps.append(seconds_of_a_step())
    return batch / statistics.median(steps)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--secs", type=float, default=0.3)
    parser.add_argument("--variant", choices=["", "channels_last", "nomkldnn"], default="")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.variant == "nomkldnn":
        torch.backends.mkldnn.enabled = False
        torch._C._set_mkldnn_enabled(False)
    memory_format = torch.channels_last if arguments.variant == "channels_last" else torch.contiguous_format
    for line in sys.stdin:
        shape = json.loads(line)
        shape["value"] = images_per_second(shape["architecture"], arguments.secs, memory_format)
        print(json.dumps(shape), flush=True)


main()
