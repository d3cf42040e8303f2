#!/usr/bin/env python3
"""Writes pytorch_reference.safetensors: a small network made, run and differentiated by PyTorch.

The tests load it and expect the same outputs and gradients. Run it again only to change the network; it needs
Debian's python3-torch. The format is written by hand because Debian has no package for safetensors.
"""
import json
import struct
import sys
from collections import OrderedDict

import numpy
import torch
from torch import nn


def network():
    return nn.Sequential(OrderedDict([
        ("conv1", nn.Conv2d(1, 2, 3)), ("sigmoid1", nn.Sigmoid()), ("pool1", nn.MaxPool2d(2)),
        ("conv2", nn.Conv2d(2, 3, 3)), ("sigmoid2", nn.Sigmoid()), ("pool2", nn.MaxPool2d(2)),
        ("flatten", nn.Flatten()), ("fc1", nn.Linear(12, 4)), ("sigmoid3", nn.Sigmoid()), ("fc2", nn.Linear(4, 5)),
    ]))


def write(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().numpy().astype(numpy.float32).tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


def main(path):
    torch.manual_seed(1)
    net, picture, label = network(), torch.rand(1, 1, 14, 14), torch.tensor([3])
    scores = net(picture)
    nn.functional.cross_entropy(scores, label).backward()
    tensors = OrderedDict(net.state_dict())
    tensors["reference.picture"] = picture[0]
    tensors["reference.predictions"] = torch.softmax(scores, 1)
    for name, parameter in net.named_parameters():
        tensors["reference." + name + "_gradient"] = parameter.grad
    write(path, tensors)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "pytorch_reference.safetensors")
