#!/usr/bin/python3
"""Trains the networks that `layer_shapes --list` names (on standard input) in PyTorch; prints the same JSON lines."""
import argparse
import json
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


def images_per_second(architecture, secs, batch=32):
    net = nn.Sequential(*modules(architecture))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    pictures, labels = torch.rand(batch, *architecture["input"]), torch.arange(batch) % 10

    def step():
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(net(pictures), labels).backward()
        optimizer.step()

    for duration in (0.1, secs):  # the first warms up
        steps, start = 0, time.perf_counter()
        while time.perf_counter() - start < duration:
            step()
            steps += 1
    return batch * steps / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--secs", type=float, default=0.3)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    for line in sys.stdin:
        shape = json.loads(line)
        shape["value"] = images_per_second(shape["architecture"], arguments.secs)
        print(json.dumps(shape), flush=True)


main()
