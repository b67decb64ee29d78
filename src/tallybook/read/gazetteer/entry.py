"""One place as the gazetteer knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntryKind = Literal["country", "region", "district", "city", "demonym"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a name may mean.

    ``country`` is ISO 3166-1 alpha-2; ``code`` GeoNames' code of the first-level region and ``adm1`` its name;
    ``lat`` and ``lon`` are degrees; ``weight`` is its inhabitants, or what stands for them where they are not known;
    ``main`` is False for a secondary name; ``own`` marks what comes from the vocabulary. A ``demonym`` entry is no
    place: it is an adjective ("Syrian") that speaks for its country.
    """

    id: int
    name: str
    country: str
    code: str | None
    adm1: str | None
    lat: float
    lon: float
    kind: EntryKind
    weight: float
    own: bool
    main: bool
