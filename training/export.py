"""Writes a fitted network in the form in which it is used: an int8 encoder, the heads as arrays, and their card."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tallybook.read.neural import features
from tallybook.read.neural.network import FILES
from training.model import Heads, Reader

OUTPUTS = ["violent", "harm", "victims", "scope", "current", "speaker", "kind", "event"]


class _Encoder(nn.Module):
    """The encoder alone: [1, tokens] ids -> [1, tokens, width]."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        return hidden


class _Answers(nn.Module):
    """All heads: [1, report], [F, figure], [M, mention] and [F, M, pair] -> their scores, as ``OUTPUTS`` names them."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, start: Tensor, figures: Tensor, mentions: Tensor, pairs: Tensor) -> tuple[Tensor, ...]:
        heads = self.heads
        told, named = heads.of_figures(figures), heads.of_mentions(mentions)
        return (
            heads.violent(start),
            *(head(told) for head in (heads.harm, heads.victims, heads.scope, heads.current)),
            heads.speakers(told, named, pairs),
            heads.kind(named),
            heads.event(named),
        )


def _export_heads(heads: Heads, path: Path) -> None:
    widths = (heads.violent.in_features, heads.figure.in_features, heads.mention.in_features, heads.between.in_features)
    shapes = ((1, widths[0]), (3, widths[1]), (2, widths[2]), (3, 2, widths[3]))
    names = ["start", "figures", "mentions", "pairs"]
    torch.onnx.export(
        _Answers(heads),
        tuple(torch.zeros(shape) for shape in shapes),
        str(path),
        input_names=names,
        output_names=OUTPUTS,
        dynamic_axes={
            "figures": {0: "figures"},
            "mentions": {0: "mentions"},
            "pairs": {0: "figures", 1: "mentions"},
            **{name: {0: "figures"} for name in ("harm", "victims", "scope", "current")},
            **{name: {0: "mentions"} for name in ("kind", "event")},
            "speaker": {0: "figures", 1: "answers"},
        },
        opset_version=17,
        dynamo=False,
    )


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
    _export_heads(model.heads, folder / "heads.onnx")
    shutil.copyfile(tokeniser, folder / "tokenizer.json")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    told = {**card, "features": features.digest(), "sha256": digests}
    (folder / "card.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
