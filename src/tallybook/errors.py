"""One tree of errors. Each says what is wrong, with the value, and what to type next.

TallybookError
├── InputError          a file or text that cannot be taken
│   ├── UnreadableFile  it cannot be opened
│   ├── NotText         it holds no text that can be decoded
│   ├── Damaged         it is of a kind that is read, but broken, locked or nested too deep
│   ├── Unmapped        a table whose columns of text and date cannot be told
│   ├── TooLarge        it is over a bound
│   └── FetchError      a page of the web that cannot be taken
│       ├── Forbidden   it may not be asked for: no web address, not public, or the site's robots.txt
│       └── NotThere    it is gone, or its server refuses it
├── UsageError          words of a command or a call that do not fit
│   └── NotFound        an id that the book does not hold
├── MissingPart         an optional part, or the weights, that a command needs are not installed
├── LlmError            a language model gives nothing that can be used
│   ├── NoServer        nobody to ask: no address, nobody there, or the key is refused
│   └── BudgetSpent     the run has made all the requests it may
├── SettingsError       all settings that are wrong, at once
├── VocabularyError     all entries of the vocabulary that are wrong, at once
├── DeskError           the desk does not do what a request asks
│   ├── LoginNeeded     nobody is logged in, or the name and password do not fit
│   ├── NotAllowed      the role, the host or the token does not allow it
│   ├── TooMany         more requests than one person makes
│   └── Outdated        somebody else has decided meanwhile
├── ClusterError        Spark cannot be reached, or gives up
└── BookError           the store cannot be used
    ├── NewerBook       written by a newer version
    ├── NotABook        the file is something else
    └── BookBusy        another process holds it for too long
"""

from __future__ import annotations


class TallybookError(Exception):
    """Base of all errors a user can meet: ``what`` is wrong and what to do ``next``."""

    code = "error"
    exit_code = 1

    def __init__(self, what: str, next: str = "") -> None:
        super().__init__(f"{what}\n  {next}" if next else what)
        self.what = what
        self.next = next


class InputError(TallybookError):
    """A file or text that cannot be taken; the others go on."""

    code = "input"


class UnreadableFile(InputError):
    """The file cannot be opened."""

    code = "unreadable-file"


class NotText(InputError):
    """The file holds no text that can be decoded."""

    code = "not-text"


class Damaged(InputError):
    """The file is of a kind that is read, but it is broken, locked by a password, or nested too deep."""

    code = "damaged"


class Unmapped(InputError):
    """The columns of a table that hold the text and its date cannot be told."""

    code = "unmapped"


class TooLarge(InputError):
    """The file or a line of it is over a bound."""

    code = "too-large"


class FetchError(InputError):
    """A page or feed of the web that cannot be taken; the others go on."""

    code = "fetch"


class Forbidden(FetchError):
    """It may not be asked for: no address of the public web, or the site's robots.txt says so."""

    code = "forbidden"


class NotThere(FetchError):
    """Its server says that it is gone, or refuses it."""

    code = "not-there"


class UsageError(TallybookError):
    """The words of a command or call do not fit."""

    code = "usage"
    exit_code = 2


class NotFound(UsageError):
    """The book holds no such thing."""

    code = "not-found"


class MissingPart(TallybookError):
    """Something that this command needs is not installed, or not whole."""

    code = "missing-part"


class LlmError(TallybookError):
    """A language model gives nothing about a report that can be used; the others go on."""

    code = "llm"


class NoServer(LlmError):
    """There is no model to ask: no address is set, nobody answers there, or the key or the model is refused."""

    code = "no-server"


class BudgetSpent(LlmError):
    """The run has made as many requests as its budget allows."""

    code = "budget-spent"


class SettingsError(TallybookError):
    """Every setting that is wrong, listed at once."""

    code = "settings"
    exit_code = 2


class VocabularyError(TallybookError):
    """Every entry of the vocabulary that is wrong, listed at once."""

    code = "vocabulary"


class DeskError(TallybookError):
    """The desk does not do what a request asks."""

    code = "desk"


class LoginNeeded(DeskError):
    """Nobody is logged in, or the name and the password do not fit."""

    code = "login-needed"


class NotAllowed(DeskError):
    """The role, the host or the token of a request does not allow it."""

    code = "not-allowed"


class TooMany(DeskError):
    """More requests than one person makes."""

    code = "too-many"


class Outdated(DeskError):
    """Somebody else has decided on the same thing since it was looked at."""

    code = "outdated"


class ClusterError(TallybookError):
    """Spark cannot be reached or started, or gives up on a stage."""

    code = "cluster"


class BookError(TallybookError):
    """The book cannot be used."""

    code = "book"
    exit_code = 3


class NewerBook(BookError):
    """The book was written by a newer version."""

    code = "newer-book"


class NotABook(BookError):
    """The file is not a book."""

    code = "not-a-book"


class BookBusy(BookError):
    """Another process has held the book for too long."""

    code = "book-busy"
