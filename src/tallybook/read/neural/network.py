"""The network in use: an int8 encoder run by onnxruntime, and its heads. Loaded when first needed.

The weights lie in ``weights/`` beside this file; ``card.json`` there holds their digests and what they were made for.
One report is read at a time, window by window: int8 scales depend on what is read together, and the same report must
give the same answer whatever stands beside it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallybook.errors import MissingPart
from tallybook.read.neural import blind, features
from tallybook.read.neural.seen import Seen
from tallybook.read.neural.windows import Tokeniser, Windows, cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tallybook.read.neural.features import Around

    Array = NDArray[np.float32]

FOLDER = Path(__file__).parent / "weights"
FILES = ("encoder.onnx", "heads.onnx", "tokenizer.json")
THREADS = 1
"""How many threads one process computes with: reading in several processes is faster than in several threads."""

PAIRS_AT_ONCE = 8_000
"""How many pairs of a figure and a mention are scored at once: an ordinary report has fewer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Chances in [0, 1]: for each proposal of ``harm`` (column 0: none), ``victims``, ``scope``, ``current`` and
    ``speaker`` (one column a mention, the last the outlet's own voice); for each mention of ``kind`` and ``event``.
    """

    violent: float
    harm: Array
    victims: Array
    scope: Array
    current: Array
    speaker: Array
    kind: Array
    event: Array


class Network:
    """The encoder, its tokeniser and the heads."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self.card = _checked(folder)
        self._encoder, self._heads = _session(folder / "encoder.onnx"), _session(folder / "heads.onnx")
        self._tokeniser = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokeniser.no_padding()
        self._tokeniser.no_truncation()

    def answer(self, seen: Seen) -> Answers:
        """What the network makes of a report's proposals and mentions."""
        import numpy as np

        windows = windows_of(seen, self._tokeniser)
        hidden = [self._encode(window.ids) for window in windows.windows]
        first = np.mean([rows[0] for rows in hidden], axis=0, dtype=np.float32)
        start = np.concatenate([first, np.asarray(features.of_report(seen), np.float32)])
        figures = [(p.weighed.sentence.index, p.start, p.end) for p in seen.proposals]
        mentions = [(seen.doc.at(m.start).index, m.start, m.end) for m in seen.mentions]
        return self._answers(
            start,
            _gathered(windows, hidden, figures, [features.of_proposal(seen, at) for at in range(len(figures))]),
            _gathered(windows, hidden, mentions, [features.of_mention(seen, at) for at in range(len(mentions))]),
            features.Around(seen),
        )

    def _encode(self, ids: list[int]) -> Array:
        import numpy as np

        (rows,) = self._encoder.run(None, {"ids": np.asarray([ids], np.int64)})
        hidden: Array = np.asarray(rows[0], np.float32)
        return hidden

    def _answers(self, start: Array, figures: Array | None, mentions: Array | None, around: Around) -> Answers:
        """The heads' scores as chances. They want one row at least: where there is none, an empty one stands in."""
        import numpy as np

        f, m = len(around.seen.proposals), len(around.mentions)
        sizes = {one.name: one.shape[-1] for one in self._heads.get_inputs()}
        figures = np.zeros((1, sizes["figures"]), np.float32) if figures is None else figures
        mentions = np.zeros((1, sizes["mentions"]), np.float32) if mentions is None else mentions
        found = self._scored(start[None], figures, mentions, around)
        divisor = float(self.card.get("temperature", {}).get("harm", 1.0))
        return Answers(
            float(_sigmoid(found["violent"])[0, 0]),
            _softmax(found["harm"][:f] / np.float32(divisor)),
            _softmax(found["victims"][:f]),
            _softmax(found["scope"][:f]),
            _sigmoid(found["current"][:f, 0]),
            _softmax(np.concatenate([found["speaker"][:f, :m], found["speaker"][:f, -1:]], 1)),
            _softmax(found["kind"][:m]),
            _sigmoid(found["event"][:m]),
        )

    def _scored(self, start: Array, figures: Array, mentions: Array, around: Around) -> dict[str, Array]:
        """The heads' scores by name. Figures go in blocks: each is set beside every mention, and in a long list of
        attacks both are many."""
        import numpy as np

        names = [one.name for one in self._heads.get_outputs()]
        step = max(1, PAIRS_AT_ONCE // len(mentions))
        blocks = []
        for at in range(0, len(figures), step):
            rows = slice(at, at + step)
            pairs = around.block(rows)
            if not pairs.size:
                pairs = np.zeros((len(figures[rows]), len(mentions), features.PAIR), np.float32)
            given = {"start": start, "figures": figures[rows], "mentions": mentions, "pairs": pairs}
            blocks.append(dict(zip(names, self._heads.run(None, given), strict=True)))
        one_a_figure = ("harm", "victims", "scope", "current", "speaker")
        return {**blocks[0], **{name: np.concatenate([block[name] for block in blocks]) for name in one_a_figure}}


def windows_of(seen: Seen, tokeniser: Tokeniser) -> Windows:
    """The windows of a report: the sentences that are worth reading, without the names of the sides."""
    sentences = [sentence for sentence in seen.doc.sentences if sentence.index in seen.read]
    return cut(seen.doc.report.text, sentences, tokeniser, blind.spans(sentences))


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _gathered(
    windows: Windows, hidden: list[Array], spans: list[tuple[int, int, int]], rows: list[list[float]]
) -> Array | None:
    """The vectors of the first, last and next token of each span, and its features; None where there is no span."""
    import numpy as np

    if not spans:
        return None
    found = [windows.tokens(*span) or (0, 0, 0, 0) for span in spans]
    vectors = [np.concatenate([hidden[window][token] for token in tokens]) for window, *tokens in found]
    return np.concatenate([np.stack(vectors), np.asarray(rows, np.float32)], 1)


@cache
def network() -> Network:
    """The network that is shipped, loaded once a process. Raises MissingPart where it, or what runs it, is missing."""
    try:
        return Network(FOLDER)
    except ImportError as error:
        raise MissingPart(
            f"the learned reader needs {error.name}", "pip install 'tallybook'; or --reader rules"
        ) from error


def _checked(folder: Path) -> dict[str, Any]:
    """The card of the weights. Raises MissingPart where a file is missing, damaged or made for other features."""
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    except OSError as error:
        what = f"the learned reader's weights cannot be read: {error.filename} ({error.strerror})"
        raise MissingPart(what, "make train; or --reader rules") from error
    for name, digest in digests.items():
        if card["sha256"].get(name) != digest:
            raise MissingPart(f"{folder / name} is not the file that its card describes", "install tallybook again")
    if card["features"] != features.digest():
        raise MissingPart(f"the weights in {folder} were made for other features", "make train; or --reader rules")
    return card


def _softmax(scores: Array) -> Array:
    import numpy as np

    raised = np.exp(scores - scores.max(-1, keepdims=True)) if scores.size else scores
    chances: Array = raised / raised.sum(-1, keepdims=True) if scores.size else scores
    return chances


def _sigmoid(scores: Array) -> Array:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)
