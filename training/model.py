"""The network: a small encoder over windows of a report, and heads over phrases and pairs of phrases."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tallybook.read.neural.seen import EVENTS
from tallybook.records import HARMS, SCOPES, SPEAKER_KINDS, VICTIMS

FIGURE, MENTION, PAIR = 192, 128, 64
RARE = -4.0
"""Where the score of an event starts: few mentions take part in one."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long the feature vectors are."""

    report: int
    figure: int
    mention: int
    pair: int


class Heads(nn.Module):
    """All heads over the encoder's vectors; what is exported for use beside the encoder."""

    def __init__(self, width: int, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.figure = nn.Linear(3 * width + sizes.figure, FIGURE)
        self.mention = nn.Linear(3 * width + sizes.mention, MENTION)
        self.harm = nn.Linear(FIGURE, 1 + len(HARMS))
        self.victims = nn.Linear(FIGURE, len(VICTIMS))
        self.scope = nn.Linear(FIGURE, len(SCOPES))
        self.current = nn.Linear(FIGURE, 1)
        self.kind = nn.Linear(MENTION, len(SPEAKER_KINDS))
        self.event = nn.Linear(MENTION, len(EVENTS))
        self.asks = nn.Linear(FIGURE, PAIR)
        self.answers = nn.Linear(MENTION, PAIR)
        self.between = nn.Linear(sizes.pair, PAIR)
        self.speaks = nn.Linear(2 * PAIR, 1)
        self.outlet = nn.Linear(FIGURE, 1)
        self.violent = nn.Linear(width + sizes.report, 1)
        nn.init.constant_(self.event.bias, RARE)

    def of_figures(self, vectors: Tensor) -> Tensor:
        """[F, 3 x width + features] -> [F, FIGURE]."""
        return self.drop(torch.relu(self.figure(vectors)))

    def of_mentions(self, vectors: Tensor) -> Tensor:
        """[M, 3 x width + features] -> [M, MENTION]."""
        return self.drop(torch.relu(self.mention(vectors)))

    def speakers(self, figures: Tensor, mentions: Tensor, pairs: Tensor) -> Tensor:
        """[F, FIGURE], [M, MENTION], [F, M, features] -> [F, M + 1]: who speaks each, the outlet last."""
        outlet = self.outlet(figures)
        if not mentions.shape[0]:
            return outlet
        asked = self.asks(figures)[:, None, :]
        product = asked * self.answers(mentions)[None, :, :]
        joined = torch.relu(asked + self.answers(mentions)[None, :, :] + self.between(pairs))
        scores = self.speaks(torch.cat([joined, product], -1)).squeeze(-1)
        return torch.cat([scores, outlet], 1)


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, encoder: nn.Module, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads

    def encode(self, windows: list[list[int]]) -> Tensor:
        """[windows, tokens, width], padded."""
        longest = max(map(len, windows))
        ids = torch.zeros(len(windows), longest, dtype=torch.long)
        mask = torch.zeros(len(windows), longest, dtype=torch.long)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = torch.tensor(window)
            mask[row, : len(window)] = 1
        device = next(self.parameters()).device
        hidden: Tensor = self.encoder(input_ids=ids.to(device), attention_mask=mask.to(device)).last_hidden_state
        return hidden


def gathered(hidden: Tensor, rows: Tensor, features: Tensor) -> Tensor:
    """The vectors of the first, last and next token of each phrase, and its features."""
    window = rows[:, 0]
    return torch.cat([*(hidden[window, rows[:, k]] for k in (1, 2, 3)), features], -1)
