"""Which model is asked, where, and how long: the settings of the llm reader, and its key."""

from __future__ import annotations

import os
from dataclasses import dataclass

from tallybook.errors import NoServer
from tallybook.settings import ENV_LLM_KEY, Settings

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Server:
    """An OpenAI-compatible endpoint: ``url`` is the address before ``/chat/completions``.

    ``timeout`` is in seconds for one request; ``retries`` are the tries after the first one; ``budget`` the most
    requests a run may make. The key is no part of it: it is never written, pickled or shown.
    """

    url: str
    model: str
    timeout: float = 60.0
    retries: int = 4
    budget: int = 1000


def server_of(settings: Settings) -> Server:
    """The server that the settings name. Raises NoServer where they name none, or no model."""
    url = settings.llm_url.rstrip("/").removesuffix(_PATH)
    if not url:
        raise NoServer(
            "the llm reader has no server to ask: llm_url is not set",
            "set it, for instance TALLYBOOK_LLM_URL=http://localhost:11434/v1 (docs/settings.md)",
        )
    if not settings.llm_model:
        raise NoServer(
            f"the llm reader has no model to ask at {url}: llm_model is not set",
            "set it to a name that the server knows, for instance TALLYBOOK_LLM_MODEL=NAME (docs/settings.md)",
        )
    return Server(url, settings.llm_model, settings.llm_timeout, settings.llm_retries, settings.llm_budget)


def key() -> str | None:
    """The key of the environment, None where there is none. Raises NoServer, without showing it, for one that is none.

    A header takes plain characters alone, and what complains of others would print them.
    """
    given = os.environ.get(ENV_LLM_KEY, "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isprintable()) or " " in given:
        raise NoServer(f"what stands in {ENV_LLM_KEY} is no key", f"give the key alone: export {ENV_LLM_KEY}=KEY")
    return given
