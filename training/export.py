"""Writes a fitted network in the form in which it is used: an int8 encoder, the heads as arrays, and their card."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tallybook.read.neural import features
from tallybook.read.neural.network import FILES
from training.model import Reader


class _Encoder(nn.Module):
    """The encoder alone: [1, tokens] ids -> [1, tokens, width]."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        return hidden


def export(model: Reader, tokeniser: Path, folder: Path, card: dict[str, Any]) -> None:
    """The files of ``FILES`` and ``card.json`` into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Encoder(model.encoder),
            (torch.ones(1, 16, dtype=torch.long),),
            str(whole),
            input_names=["ids"],
            output_names=["hidden"],
            dynamic_axes={"ids": {1: "tokens"}, "hidden": {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(folder / "encoder.onnx"))
    heads = {name: value.numpy().astype(np.float16) for name, value in model.heads.state_dict().items()}
    np.savez_compressed(folder / "heads.npz", **heads)
    shutil.copyfile(tokeniser, folder / "tokenizer.json")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    told = {**card, "features": features.digest(), "sha256": digests}
    (folder / "card.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
