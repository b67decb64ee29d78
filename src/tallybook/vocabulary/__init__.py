"""The lists that an analyst may change, one small YAML file each, and how they are loaded.

``load(name)`` returns a file's content as plain data; each reader module turns it into what it needs and keeps that
with ``functools.cache``. ``tallybook vocabulary check`` runs ``check()`` over all files.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """The content of ``NAME.yml``: plain lists and mappings. Do not change what is returned."""
    text = resources.files(__name__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)
