"""Every setting with its help. A TOML file gives way to the environment, and that to a flag.

``resolve()`` collects all that is wrong and raises it once. The resolved settings and their digest are kept with
each run, so that a record can say how it was made.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tallybook.errors import SettingsError

ENV_PREFIX = "TALLYBOOK_"
ENV_FILE = "TALLYBOOK_SETTINGS"
ENV_CACHE = "TALLYBOOK_CACHE"
"""Names the folder for what can be made anew (the gazetteer's index); it changes no result, so it is no setting."""
ENV_LLM_KEY = "TALLYBOOK_LLM_KEY"
"""Names the key of the reader ``llm``. It is no setting: the settings are kept with each run, and a key never is."""
ENV_WHO = "TALLYBOOK_WHO"
"""Names the analyst who judges. It is no setting: it changes nothing but the name beside a judgement."""
FILE_NAME = "tallybook.toml"

READERS = ("rules", "learned", "hybrid", "llm")
POLICIES = ("latest", "ucdp", "acled", "gtd", "ibc")


def _setting(default: Any, help: str, **bounds: Any) -> Any:
    return field(default=default, metadata={"help": help, **bounds})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set. Each field's ``help`` is in its metadata; ``describe()`` lists them."""

    reader: str = _setting("hybrid", "The reader that turns a report into claims.", choices=READERS)
    policy: str = _setting("latest", "The rule by which differing figures become one estimate.", choices=POLICIES)
    jobs: int = _setting(0, "How many processes read at once; 0 means one for each core.", least=0, most=256)
    batch: int = _setting(250, "How many reports are kept in one transaction.", least=1, most=10_000)
    lock_wait: int = _setting(
        300, "How many seconds to wait while another process writes to the book.", least=0, most=86_400
    )
    llm_url: str = _setting(
        "",
        "The address of an OpenAI-compatible server for the reader `llm`, such as `http://localhost:11434/v1`.",
        form="address",
    )
    llm_model: str = _setting("", "The model that the reader `llm` asks for, by the server's name for it.", form="name")
    llm_timeout: int = _setting(
        60,
        "How many seconds one request of the reader `llm` may take; all tries for a question at most five times that.",
        least=1,
        most=3600,
    )
    llm_retries: int = _setting(
        4, "How often the reader `llm` asks again where a server is busy, down or gives no JSON.", least=0, most=20
    )
    llm_budget: int = _setting(
        1000,
        "The most requests of the reader `llm` in one run; 0 asks nobody and reads only what was answered before.",
        least=0,
        most=10_000_000,
    )

    def digest(self) -> str:
        """16 hexadecimal digits over all settings: the same settings, the same digest."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """The settings as one line of JSON, keys in order."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class SettingHelp:
    """One line of the settings' reference."""

    name: str
    environment: str
    default: str | int
    help: str


def describe() -> tuple[SettingHelp, ...]:
    """All settings in order, for the reference and for ``--help``."""
    defaults = Settings()
    return tuple(
        SettingHelp(item.name, ENV_PREFIX + item.name.upper(), getattr(defaults, item.name), item.metadata["help"])
        for item in fields(Settings)
    )


def resolve(
    *,
    file: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings from file, environment and flags, in rising order; a flag of None counts as not given.

    The file is ``file``, else the one that ``TALLYBOOK_SETTINGS`` names, else ``tallybook.toml`` in the current
    folder, else none. Raises SettingsError with every problem at once.
    """
    environ = os.environ if environ is None else environ
    problems: list[str] = []
    given: dict[str, Any] = {}
    for origin, values in (
        _from_file(file, environ, problems),
        ("environment", _from_environment(environ)),
        ("flag", {name: value for name, value in (flags or {}).items() if value is not None}),
    ):
        given.update(_checked(origin, values, problems))
    if problems:
        raise SettingsError(
            "the settings have " + ("a problem" if len(problems) == 1 else f"{len(problems)} problems") + ":\n"
            + "\n".join(f"  - {problem}" for problem in problems),
            "correct them and run the command again; every setting is described in docs/settings.md",
        )  # fmt: skip
    return Settings(**given)


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    others = (ENV_FILE, ENV_CACHE, ENV_LLM_KEY, ENV_WHO)
    names = {name for name in environ if name.startswith(ENV_PREFIX) and name not in others}
    return {name.removeprefix(ENV_PREFIX).lower(): environ[name] for name in sorted(names)}


def _from_file(file: str | Path | None, environ: Mapping[str, str], problems: list[str]) -> tuple[str, dict[str, Any]]:
    named = file or environ.get(ENV_FILE)
    path = Path(named or FILE_NAME)
    if not named and not path.is_file():
        return str(path), {}
    try:
        return str(path), tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror})")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{path}: is not TOML ({error})")
    return str(path), {}


def _checked(origin: str, values: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    known = {item.name: item for item in fields(Settings)}
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            problems.append(f"{origin}: no setting is called {name!r}{_closest(name, list(known))}")
            continue
        try:
            good[name] = _value(type(known[name].default), known[name].metadata, value)
        except ValueError as error:
            problems.append(f"{origin}: {name} = {_shown(known[name].metadata, value)}: {error}")
    return good


def _value(kind: type, bounds: Mapping[str, Any], value: Any) -> str | int:
    if kind is int:
        return _number(bounds, value)
    if "form" in bounds:
        return _text(bounds["form"], value)
    if not isinstance(value, str) or value not in bounds["choices"]:
        raise ValueError("must be " + " or ".join(bounds["choices"]))
    return value


def _number(bounds: Mapping[str, Any], value: Any) -> int:
    low, high = bounds["least"], bounds["most"]
    message = f"must be a whole number from {low} to {high}"
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(message)
    try:
        number = int(value)
    except ValueError:
        raise ValueError(message) from None
    if not low <= number <= high:
        raise ValueError(message)
    return number


def _text(form: str, value: Any) -> str:
    """A text of one form: an ``address`` of a server, or a ``name``; an empty one stands for none."""
    if not isinstance(value, str) or not (value.isprintable() and len(value) <= 1000):
        raise ValueError("must be a text of one line")
    text = value.strip()
    if form == "address" and text and not _is_address(text):
        raise ValueError("must be http://HOST/PATH or https://HOST/PATH, without a user, a question mark or a key")
    return text


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not (parts.username or parts.password or parts.query or parts.fragment or " " in value)
        )
    except ValueError:
        return False


def _shown(bounds: Mapping[str, Any], value: Any) -> str:
    """A value as a message shows it: without what an address may hold of a key."""
    if bounds.get("form") != "address":
        return repr(value)
    return re.sub(r"//[^/@\s]*@|\?.*", lambda part: "//***@" if part[0].startswith("//") else "?***", repr(value))


def _closest(name: str, known: list[str]) -> str:
    if name == ENV_LLM_KEY.removeprefix(ENV_PREFIX).lower():
        return f"; a key is never kept: give it in the environment, {ENV_LLM_KEY}"
    found = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {found[0]!r}?" if found else f"; there are {', '.join(known)}"
