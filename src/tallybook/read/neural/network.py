"""The network in use: an int8 encoder run by onnxruntime, and heads in plain numpy. Loaded when first needed.

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
from tallybook.read.neural import features
from tallybook.read.neural.seen import Seen
from tallybook.read.neural.windows import Windows, cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FOLDER = Path(__file__).parent / "weights"
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
THREADS = 1
"""How many threads one process computes with: reading in several processes is faster than in several threads."""


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
        import numpy as np
        import onnxruntime
        from tokenizers import Tokenizer

        self.card = _checked(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokeniser = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokeniser.no_padding()
        self._tokeniser.no_truncation()
        with np.load(folder / "heads.npz", allow_pickle=False) as held:
            self._heads: dict[str, Array] = {name: held[name].astype(np.float32) for name in held.files}

    def answer(self, seen: Seen) -> Answers:
        """What the network makes of a report's proposals and mentions."""
        import numpy as np

        windows = cut(seen.doc.report.text, seen.doc.sentences, self._tokeniser)
        hidden = [self._encode(window.ids) for window in windows.windows]
        report = np.asarray(features.of_report(seen), np.float32)
        start = np.concatenate([np.mean([rows[0] for rows in hidden], axis=0, dtype=np.float32), report])
        figures = self._figures(seen, windows, hidden)
        mentions = self._mentions(seen, windows, hidden)
        return Answers(
            float(_sigmoid(self._linear("violent", start))[0]),
            _softmax(self._tempered("harm", figures)),
            _softmax(self._linear("victims", figures)),
            _softmax(self._linear("scope", figures)),
            _sigmoid(self._linear("current", figures))[:, 0],
            self._speakers(seen, figures, mentions),
            _softmax(self._linear("kind", mentions)),
            _sigmoid(self._linear("event", mentions)),
        )

    def _encode(self, ids: list[int]) -> Array:
        import numpy as np

        (rows,) = self._session.run(None, {"ids": np.asarray([ids], np.int64)})
        hidden: Array = np.asarray(rows[0], np.float32)
        return hidden

    def _linear(self, name: str, vectors: Array) -> Array:
        import numpy as np

        return np.asarray(vectors @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"], np.float32)

    def _tempered(self, name: str, vectors: Array) -> Array:
        """Scores divided by the temperature that makes the chances as good as they say."""
        divisor = float(self.card.get("temperature", {}).get(name, 1.0))
        return self._linear(name, vectors) * (1 / divisor)

    def _figures(self, seen: Seen, windows: Windows, hidden: list[Array]) -> Array:
        import numpy as np

        spans = [(p.weighed.sentence.index, p.start, p.end) for p in seen.proposals]
        rows = [features.of_proposal(seen, index) for index in range(len(spans))]
        return np.maximum(self._linear("figure", self._gathered("figure", windows, hidden, spans, rows)), 0)

    def _mentions(self, seen: Seen, windows: Windows, hidden: list[Array]) -> Array:
        import numpy as np

        spans = [(seen.doc.at(m.start).index, m.start, m.end) for m in seen.mentions]
        rows = [features.of_mention(seen, index) for index in range(len(spans))]
        return np.maximum(self._linear("mention", self._gathered("mention", windows, hidden, spans, rows)), 0)

    def _gathered(
        self,
        head: str,
        windows: Windows,
        hidden: list[Array],
        spans: list[tuple[int, int, int]],
        rows: list[list[float]],
    ) -> Array:
        """The vectors of the first, last and next token of each span, and its features."""
        import numpy as np

        if not spans:
            return np.zeros((0, self._heads[f"{head}.weight"].shape[1]), np.float32)
        found = []
        for span, row in zip(spans, rows, strict=True):
            window, *tokens = windows.tokens(*span) or (0, 0, 0, 0)
            found.append(np.concatenate([*(hidden[window][token] for token in tokens), np.asarray(row, np.float32)]))
        return np.stack(found)

    def _speakers(self, seen: Seen, figures: Array, mentions: Array) -> Array:
        import numpy as np

        outlet = self._linear("outlet", figures)
        if not len(figures) or not len(mentions):
            return _softmax(outlet)
        asked = self._linear("asks", figures)[:, None, :]
        answered = self._linear("answers", mentions)[None, :, :]
        joined = np.maximum(asked + answered + self._linear("between", pairs_of(seen)), 0)
        scores = self._linear("speaks", np.concatenate([joined, asked * answered], -1))[:, :, 0]
        return _softmax(np.concatenate([scores, outlet], 1))


def pairs_of(seen: Seen) -> Array:
    """[proposals, mentions, features]: what the rules know of each pair."""
    import numpy as np

    return np.asarray([features.of_pairs(seen, index) for index in range(len(seen.proposals))], np.float32)


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
