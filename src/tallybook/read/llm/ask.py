"""Asking the server until it gives an answer that can be read, or there is no point in asking on."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from tallybook.errors import LlmError, NoServer
from tallybook.read.llm import answer
from tallybook.read.llm.prompt import Message
from tallybook.read.llm.run import Run
from tallybook.read.llm.server import Server, key
from tallybook.read.llm.web import Reply, Request, Send, Unanswered
from tallybook.settings import ENV_LLM_KEY

TOTAL = 5
"""All tries for one question, with the waits between them, take at most so many times the time of one request."""
MOST_WAIT = 60.0
"""The longest wait before a try, in seconds, whatever the server asks for."""
_AGAIN = frozenset((408, 409, 425, 429))
_MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the reader sees it: ``now`` runs in seconds from anywhere, ``today`` is a Unix time."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a try gave nothing. ``wait`` is what the server asks for, in seconds; ``down`` whether it is the server's
    fault and not this question's."""

    what: str
    down: bool
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts questions to one server for one run; ``send`` and ``clock`` are what a test replaces."""

    server: Server
    run: Run
    send: Send
    clock: Clock

    def greet(self) -> None:
        """Looks whether anybody is there and takes the key. Raises NoServer where not; costs no request of the budget.

        A server without a list of models is none the worse for it.
        """
        try:
            reply = self.send(Request(f"{self.server.url}/models", self.server.timeout, key()))
        except Unanswered as error:
            raise NoServer(
                f"nobody answers at {self.server.url} ({_masked(str(error))})",
                "start the server, or correct llm_url (docs/settings.md)",
            ) from error
        if reply.status in (401, 403):
            raise self._refusal(reply)

    def ask(self, messages: list[Message]) -> str:
        """What the model says to these messages: words in which ``answer.parse`` finds an answer.

        Raises NoServer where no question can be answered any more, BudgetSpent where no request is left, LlmError
        where this question gets no answer that can be read.
        """
        self.run.check()
        until = self.clock.now() + TOTAL * self.server.timeout
        trouble = Trouble("no try was made", down=False)
        tries = 0
        for number in range(self.server.retries + 1):
            if number and not self._wait(trouble, number, until):
                break
            tries = number + 1
            said = self._try(messages, until)
            if isinstance(said, str):
                self.run.answered()
                return said
            trouble = said
        raise self._given_up(trouble, tries)

    def _given_up(self, trouble: Trouble, tries: int) -> LlmError:
        often = "1 try" if tries == 1 else f"{tries} tries"
        what = f"{self.server.model} at {self.server.url} gave no answer in {often}: {trouble.what}"
        if trouble.down and self.run.failed():
            error = NoServer(what, "see to the server and run the same command again: what was answered is kept")
            self.run.stop(error)
            return error
        return LlmError(what, "run the same command again to try once more, or raise llm_timeout or llm_retries")

    def _wait(self, trouble: Trouble, number: int, until: float) -> bool:
        """Waits as long as the server asks for, else twice as long each time; False where the time would be up."""
        seconds = min(MOST_WAIT, 2.0 ** (number - 1) if trouble.wait is None else trouble.wait)
        if self.clock.now() + seconds >= until:
            return False
        self.clock.sleep(seconds)
        return True

    def _try(self, messages: list[Message], until: float) -> str | Trouble:
        plain = self.run.knows("plain")
        reply = self._post(messages, until, plain)
        if isinstance(reply, Reply) and reply.status in (400, 422) and not plain:
            # Some servers know no JSON mode, some models no temperature: then once more with neither.
            reply = self._post(messages, until, True)
            if isinstance(reply, Reply) and reply.status == 200:
                self.run.learn("plain")
        return reply if isinstance(reply, Trouble) else self._understood(reply)

    def _post(self, messages: list[Message], until: float, plain: bool) -> Reply | Trouble:
        self.run.spend()
        asked: dict[str, object] = {"model": self.server.model, "messages": messages}
        if not plain:
            asked |= {"temperature": 0, "response_format": {"type": "json_object"}}
        body = json.dumps(asked, ensure_ascii=True).encode("ascii")
        seconds = min(self.server.timeout, max(0.001, until - self.clock.now()))
        try:
            return self.send(Request(f"{self.server.url}/chat/completions", seconds, key(), body))
        except Unanswered as error:
            return Trouble(_masked(str(error)), down=True)

    def _understood(self, reply: Reply) -> str | Trouble:
        if reply.status == 200:
            return _content(reply.body)
        if reply.status in _AGAIN or reply.status >= 500:
            return Trouble(f"status {reply.status}{_told(reply)}", True, self._asked_wait(reply.retry_after))
        if reply.status in (401, 402, 403, 404) or 300 <= reply.status < 400:
            error = self._refusal(reply)
            self.run.stop(error)
            raise error
        raise LlmError(
            f"{self.server.model} at {self.server.url} refuses the question: status {reply.status}{_told(reply)}",
            "a report may be too long for the model; another model is named by llm_model",
        )

    def _refusal(self, reply: Reply) -> NoServer:
        """Why no question to this server can be answered."""
        url, status = self.server.url, reply.status
        if status in (401, 403) and key() is None:
            return NoServer(f"the server at {url} asks for a key", f"give it: export {ENV_LLM_KEY}=KEY")
        if status in (401, 403):
            what = f"the server at {url} refuses the key in {ENV_LLM_KEY} (status {status})"
            return NoServer(what, f"correct it: export {ENV_LLM_KEY}=KEY")
        if status == 402:
            return NoServer(f"the server at {url} asks for payment{_told(reply)}", "see to the account of the key")
        if status == 404:
            what = f"the server at {url} has no model {self.server.model!r}, or none at this address{_told(reply)}"
            return NoServer(what, "correct llm_model, or llm_url (it often ends in /v1)")
        return NoServer(f"the server at {url} points elsewhere (status {status})", "give the address itself as llm_url")

    def _asked_wait(self, words: str) -> float | None:
        """The seconds that a Retry-After asks for, given in seconds or as a date; None where it says nothing."""
        if re.fullmatch(r"\s*\d{1,9}\s*", words):
            return float(words)
        try:
            return max(0.0, parsedate_to_datetime(words).timestamp() - self.clock.today())
        except (ValueError, TypeError, OverflowError):
            return None


def _content(body: bytes) -> str | Trouble:
    """The model's words in a server's answer, where an answer of ours can be read in them."""
    try:
        choice = json.loads(body)["choices"][0]
        words = choice["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return Trouble("what the server sent is no chat completion", down=False)
    if isinstance(words, str) and answer.parse(words) is not None:
        return words
    cut = choice.get("finish_reason") == "length"
    return Trouble("the model's answer was cut off" if cut else "the model gave no JSON as asked for", down=False)


def _told(reply: Reply) -> str:
    """What the server says of its refusal, in brackets and short, without the key."""
    words = _masked(reply.body.decode("utf-8", "replace"))[: 4 * _MOST_TOLD]
    shown = "".join(letter for letter in " ".join(words.split()) if letter.isprintable())[:_MOST_TOLD]
    return f" ({shown})" if shown else ""


def _masked(words: str) -> str:
    """The words without the key, which a server may send back."""
    given = key()
    return words.replace(given, "***") if given else words
