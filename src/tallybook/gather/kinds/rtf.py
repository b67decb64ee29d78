"""Rich text (.rtf): the text that is shown, in the code pages that it names; pictures, commands and notes are out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallybook.errors import Damaged, InputError, NotText
from tallybook.gather.encoding import western
from tallybook.gather.kinds import exports
from tallybook.gather.kinds.exports import Paragraph
from tallybook.gather.raw import Raw
from tallybook.records import Report

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I
)
_HIDDEN = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"headerl", b"headerr",
     b"headerf", b"footerl", b"footerr", b"footerf", b"footnote", b"annotation", b"fldinst", b"listtable", b"filetbl",
     b"listoverridetable", b"rsidtbl", b"generator", b"xmlnstbl", b"themedata", b"colorschememapping", b"datastore",
     b"latentstyles", b"bkmkstart", b"bkmkend", b"nonshppict", b"atnid", b"atnauthor", b"revtbl", b"pgptbl")
)  # fmt: skip
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_MOST_DEEP = 2000
_MOST_TEXT = 20_000_000


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports of a document."""
    text = _Reader(raw).text()
    if not text.strip():
        raise NotText(f"{raw.shown} is a rich text document without text", "it may hold pictures: read them with OCR")
    yield from exports.reports(raw, [Paragraph(line) for line in text.split("\n")], "rtf")


class _State:
    """What a group of the document changes and gives back at its end."""

    __slots__ = ("font", "hidden", "is_starred", "skip")

    def __init__(self, font: int = -1, skip: int = 1, hidden: bool = False) -> None:
        self.font = font
        self.skip = skip
        self.hidden = hidden
        self.is_starred = False


class _Reader:
    """One pass over a document's tokens."""

    def __init__(self, raw: Raw) -> None:
        self._name = raw.shown
        self._data = raw.whole
        self._out: list[str] = []
        self._bytes = bytearray()
        self._state = _State()
        self._above: list[_State] = []
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._naming: int | None = None
        self._left = 0
        self._high = ""
        self._size = 0

    def text(self) -> str:
        """The text, with a line for each paragraph and row."""
        at = 0
        while at < len(self._data):
            match = _TOKEN.match(self._data, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            if match[1] == b"bin" and match[2]:
                at += max(0, int(match[2]))
            else:
                self._take(match)
        self._flush()
        return "".join(self._out)

    def _take(self, match: re.Match[bytes]) -> None:
        if match[5]:
            self._group(match[5] == b"{")
        elif match[1]:
            self._word(match[1].lower(), int(match[2]) if match[2] else None)
        elif match[3]:
            self._add(bytes.fromhex(match[3].decode("ascii")))
        elif match[4]:
            self._sign(match[4])
        elif match[6]:
            self._add(match[6])

    def _group(self, is_start: bool) -> None:
        self._flush()
        if is_start:
            if len(self._above) > _MOST_DEEP:
                raise Damaged(f"{self._name} has groups nested over {_MOST_DEEP} deep", "open it, and save it anew")
            self._above.append(self._state)
            state = self._state
            self._state = _State(state.font, state.skip, state.hidden)
        elif self._above:
            self._state = self._above.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _HIDDEN or (self._state.is_starred and word not in (b"shppict", b"shptxt")):
            self._flush()
            self._state.hidden = True
        if word == b"u" and number is not None:
            self._unicode(number)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif number is not None:
            self._number(word, number)

    def _number(self, word: bytes, number: int) -> None:
        if word == b"uc":
            self._state.skip = max(0, min(number, 8))
        elif word == b"ansicpg":
            self._page = _known(f"cp{number}") or self._page
        elif word == b"f":
            self._flush()
            self._state.font = self._naming = number
        elif word == b"fcharset" and self._naming is not None and number in _CHARSETS:
            self._fonts[self._naming] = _CHARSETS[number]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state.is_starred = True
        elif sign in b"\r\n":
            self._put("\n")
        elif sign == b"~":
            self._put("\u00a0")
        elif sign == b"_":
            self._put("-")
        elif sign in b"\\{}":
            self._add(sign)

    def _add(self, data: bytes) -> None:
        if self._left:
            dropped = min(self._left, len(data))
            self._left -= dropped
            data = data[dropped:]
        if data and not self._state.hidden:
            self._bytes += data

    def _unicode(self, number: int) -> None:
        """A UTF-16 unit; what follows it for older programs is dropped. Halves of a pair come one by one."""
        code = number % 65_536
        self._left = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._flush()
            self._high = chr(code)
        elif 0xDC00 <= code < 0xE000:
            pair = (self._high + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self._high = ""
            self._put(pair)
        elif code:
            self._put(chr(code))

    def _put(self, text: str) -> None:
        self._flush()
        if self._state.hidden:
            return
        self._size += len(text)
        if self._size > _MOST_TEXT:
            raise Damaged(f"{self._name} holds more than {_MOST_TEXT:,} characters", "split it")
        self._out.append(text)

    def _flush(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            page = self._fonts.get(self._state.font, self._page)
            self._put(western(data) if page == "cp1252" else data.decode(page, "replace"))


def _known(page: str) -> str | None:
    try:
        "".encode(page)
    except LookupError:
        return None
    return page
