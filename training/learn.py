"""Losses and the loop that fits the network."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tallybook.read.neural.seen import EVENTS
from training.data import Example
from training.model import Reader, gathered

BATCH = 6
EPOCHS = 4
HEADS_RATE, ENCODER_RATE = 2e-3, 2e-4
HIDDEN, MASK = 0.12, 103
"""The share of tokens masked while training, and the encoder's token for it."""
_SURE = 1e-6


def outputs(model: Reader, batch: Sequence[Example]) -> list[dict[str, Tensor]]:
    """What the network answers for each report of a batch."""
    out = []
    for one in batch:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = [model.encode([hidden_words(window, model.training)])[0] for window in one.windows]
        out.append(_answers(model, one, [rows.float() for rows in hidden]))
    return out


def hidden_words(window: list[int], training: bool) -> list[int]:
    """The window with one token in eight masked while training: what is learned must not hang on single words."""
    if not training:
        return window
    hide = torch.rand(len(window)) < HIDDEN
    hide[0] = hide[-1] = False
    return [MASK if masked else token for token, masked in zip(window, hide.tolist(), strict=True)]


def _answers(model: Reader, one: Example, hidden: list[Tensor]) -> dict[str, Tensor]:
    longest = max(h.shape[0] for h in hidden)
    stacked = torch.stack([F.pad(h, (0, 0, 0, longest - h.shape[0])) for h in hidden])
    heads, found = model.heads, {}
    start = torch.cat([stacked[:, 0].mean(0), torch.from_numpy(one.report)])
    found["violent"] = heads.violent(start).squeeze(-1)
    mentions = torch.zeros(0, heads.mention.out_features)
    if len(one.mentions):
        vectors = gathered(stacked, torch.from_numpy(one.mentions), torch.from_numpy(one.mention_features))
        mentions = heads.of_mentions(vectors)
        found["kind"], found["event"] = heads.kind(mentions), heads.event(mentions)
    if len(one.figures):
        vectors = gathered(stacked, torch.from_numpy(one.figures), torch.from_numpy(one.figure_features))
        figures = heads.of_figures(vectors)
        found |= {name: getattr(heads, name)(figures) for name in ("harm", "victims", "scope", "current")}
        found["speaker"] = heads.speakers(figures, mentions, torch.from_numpy(one.pair_features))
    return found


def losses(one: Example, found: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head on one report, summed over its phrases."""
    out = {"violent": F.binary_cross_entropy_with_logits(found["violent"], torch.tensor(one.violent))}
    if "harm" in found:
        out |= _of_figures(one, found)
    if "kind" in found:
        known = one.kinds >= 0
        if known.any():
            kinds = torch.from_numpy(one.kinds[known])
            out["kind"] = F.cross_entropy(found["kind"][torch.from_numpy(known)], kinds, reduction="sum")
        out["event"] = _of_events(one, found["event"])
    return out


def _of_figures(one: Example, found: dict[str, Tensor]) -> dict[str, Tensor]:
    harm = torch.from_numpy(one.harm)
    out = {"harm": F.cross_entropy(found["harm"], harm, reduction="sum", label_smoothing=0.03)}
    real = harm > 0
    if not real.any():
        return out
    out["victims"] = _any_of(found["victims"][real], torch.from_numpy(one.victims)[real])
    out["scope"] = F.cross_entropy(found["scope"][real], torch.from_numpy(one.scope)[real], reduction="sum")
    current = torch.from_numpy(one.current)
    asked = current >= 0
    if asked.any():
        out["current"] = F.binary_cross_entropy_with_logits(
            found["current"][asked].squeeze(-1), current[asked], reduction="sum"
        )
    right = torch.from_numpy(one.speaker)
    spoken = right.sum(1) > 0
    if spoken.any():
        out["speaker"] = _any_of(found["speaker"][spoken], right[spoken])
    return out


def _any_of(scores: Tensor, right: Tensor) -> Tensor:
    """Minus the logarithm of what the right answers get together, summed."""
    chances = torch.log_softmax(scores, -1)
    return -torch.logsumexp(chances.masked_fill(right == 0, -math.inf), -1).sum()


def _of_events(one: Example, scores: Tensor) -> Tensor:
    """One at least of each event's mentions takes part in it; every mention that is in none of its kind does not."""
    chances = torch.sigmoid(scores)
    free = torch.ones_like(scores)
    loss = scores.new_zeros(())
    for event, mentions in one.events:
        missed = torch.prod(1 - chances[mentions, event])
        loss = loss - torch.log((1 - missed).clamp_min(_SURE))
        free[mentions, event] = 0
    return loss - (torch.log((1 - chances).clamp_min(_SURE)) * free).sum()


WEIGHTS = {
    "violent": 1.0,
    "harm": 1.0,
    "victims": 0.7,
    "scope": 0.4,
    "current": 0.7,
    "speaker": 1.2,
    "kind": 0.3,
    "event": 1.0,
}
"""How much each head's loss counts."""


def fit(model: Reader, examples: Sequence[Example], epochs: int, seed: int, say: Callable[[str], None] = print) -> None:
    """Fits in place. The same seed, examples and thread count give the same weights."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    steps = epochs * math.ceil(len(examples) / BATCH)
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": ENCODER_RATE},
        {"params": model.heads.parameters(), "lr": HEADS_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
    )
    model.train()
    for epoch in range(epochs):
        order = list(examples)
        chance.shuffle(order)
        total: dict[str, float] = {}
        began = time.perf_counter()
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            loss = torch.zeros(())
            for one, found in zip(batch, outputs(model, batch), strict=True):
                for name, value in losses(one, found).items():
                    loss = loss + WEIGHTS[name] * value
                    total[name] = total.get(name, 0.0) + float(value.detach())
            optimiser.zero_grad()
            (loss / len(batch)).backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 5.0)
            optimiser.step()
            schedule.step()
        told = "  ".join(f"{name} {value / len(order):.3f}" for name, value in total.items())
        say(f"epoch {epoch + 1}/{epochs} {time.perf_counter() - began:.0f} s  {told}")


@torch.no_grad()
def answer(model: Reader, examples: Sequence[Example]) -> list[dict[str, np.ndarray]]:
    """What the fitted network answers for each report, as arrays."""
    model.eval()
    out = []
    for one in examples:
        (found,) = outputs(model, [one])
        out.append({name: value.float().numpy() for name, value in found.items()})
    return out


def agreement(examples: Sequence[Example], answers: Sequence[dict[str, np.ndarray]]) -> dict[str, float]:
    """How far the answers are right, head by head, over phrases that are figures in the marks."""
    hit = found = marked = 0
    right: dict[str, list[bool]] = {"harm": [], "victims": [], "scope": [], "current": [], "speaker": [], "kind": []}
    events = np.zeros(3)
    noise = [0, 0]
    for one, said in zip(examples, answers, strict=True):
        violent = said["violent"] > 0
        guess = said["harm"].argmax(1) * violent if "harm" in said else np.zeros(0, int)
        hit += int(((guess == one.harm) & (one.harm > 0)).sum())
        found, marked = found + int((guess > 0).sum()), marked + int((one.harm > 0).sum())
        if not one.violent:
            noise = [noise[0] + 1, noise[1] + bool((guess > 0).any())]
        for at in np.flatnonzero((one.harm > 0) & (guess == one.harm)):
            right["victims"].append(bool(one.victims[at, said["victims"][at].argmax()]))
            right["scope"].append(said["scope"][at].argmax() == one.scope[at])
            if one.current[at] >= 0:
                right["current"].append((said["current"][at, 0] > 0) == (one.current[at] > 0))
            right["speaker"].append(bool(one.speaker[at, said["speaker"][at].argmax()]))
        if "kind" in said:
            right["kind"] += list(said["kind"].argmax(1)[one.kinds >= 0] == one.kinds[one.kinds >= 0])
            told = (said["event"] > 0) & violent
            wanted = {(e, m) for e, ms in one.events for m in ms}
            events[0] += sum(any(told[m, e] for m in ms) for e, ms in one.events)
            events[1] += sum((e, m) not in wanted for m, e in zip(*np.nonzero(told), strict=True))
            events[2] += len(one.events)
    out = {"found P": hit / max(1, found), "found R": hit / max(1, marked), "found": 2 * hit / max(1, found + marked)}
    out |= {name: float(np.mean(values)) for name, values in right.items() if values}
    out |= {"event R": events[0] / max(1, events[2]), "event false": events[1] / max(1, events[2])}
    return out | {"noise": noise[1] / max(1, noise[0]), "kinds of events": float(len(EVENTS))}
