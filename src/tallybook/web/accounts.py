"""Who may log in: a file of names, roles and hashed passwords, kept apart from the book, which others are given.

Passwords are hashed with scrypt (N 2^15, r 8, p 3: OWASP's Password Storage Cheat Sheet) and a salt of their own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from tallybook.errors import InputError, UsageError

Role = Literal["reader", "analyst", "lead"]
ROLES: tuple[Role, ...] = get_args(Role)
LEAST_LETTERS = 12
MOST_LETTERS = 1_000
_N, _R, _P = 2**15, 8, 3
_MEMORY = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Account:
    """A person: ``password`` is ``scrypt$N$r$p$salt$hash``, never the password itself."""

    name: str
    role: Role
    password: str


def load(path: Path) -> dict[str, Account]:
    """The accounts of a file by name; none where there is no file. Raises InputError where it cannot be read."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return {row["name"]: Account(row["name"], _role(row["role"]), row["password"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is no file of accounts ({error})", f"make one anew: tallybook account {path} NAME --role lead"
        ) from error


def save(path: Path, accounts: dict[str, Account]) -> None:
    """Write the accounts, whole or not at all, for their owner's eyes alone. Raises InputError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump([asdict(accounts[name]) for name in sorted(accounts)], file, indent=1)
        unfinished.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror})", "give a path where you may write") from error


def change(path: Path, name: str, *, role: str | None, password: str | None, remove: bool) -> None:
    """Make, change or remove an account; a role that is not given stays, or is ``analyst``. Raises UsageError."""
    if remove:
        return take_out(path, name)
    if password is None:
        raise UsageError(f"no password is given for {name}", "give one, or type it when asked")
    before = load(path).get(name.strip())
    put(path, name, role or (before.role if before else "analyst"), password)
    return None


def put(path: Path, name: str, role: str, password: str) -> Account:
    """Make an account, or give one another role and password. Raises UsageError, InputError."""
    made = Account(_name(name), _role(role), hashed(password))
    save(path, {**load(path), made.name: made})
    return made


def take_out(path: Path, name: str) -> None:
    """Take an account out. Raises UsageError where there is none of that name."""
    accounts = load(path)
    if name not in accounts:
        raise UsageError(f"{path} has no account {name!r}", f"it has: {', '.join(sorted(accounts)) or 'none'}")
    save(path, {other: account for other, account in accounts.items() if other != name})


def hashed(password: str) -> str:
    """A password as it is kept. Raises UsageError for one that is too short."""
    if not LEAST_LETTERS <= len(password) <= MOST_LETTERS:
        raise UsageError(
            f"the password has {len(password)} letters", f"use {LEAST_LETTERS} or more: a few words that belong to you"
        )
    salt = secrets.token_bytes(16)
    return "$".join(("scrypt", str(_N), str(_R), str(_P), _text(salt), _text(_digest(password, salt, _N, _R, _P))))


def fits(account: Account | None, password: str) -> bool:
    """Whether the password is the account's; takes as long where there is no such account."""
    kept = account.password if account else _nobody()
    _, n, r, p, salt, digest = kept.split("$")
    found = _digest(password[:MOST_LETTERS], base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(digest)) and account is not None


def _nobody() -> str:
    return "$".join(("scrypt", str(_N), str(_R), str(_P), _text(bytes(16)), _text(bytes(32))))


def _digest(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    words = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _name(name: str) -> str:
    plain = name.strip()
    if not plain or len(plain) > 100 or not plain.isprintable():
        raise UsageError(f"{name!r} is no name", "give up to a hundred letters, such as a first name")
    return plain


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise UsageError(f"{role!r} is not a role", f"there are: {', '.join(ROLES)}")
