"""XML that came from elsewhere: parsed without entities, without a network, and within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallybook.errors import Damaged

if TYPE_CHECKING:
    from lxml.etree import _Element


def xml_of(data: bytes, name: str) -> _Element:
    """The root of a document. Raises Damaged where it is not well formed or declares entities of its own."""
    # Loaded here: only documents and web pages need it.
    from lxml import etree

    if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:4096]:
        raise Damaged(
            f"{name} declares entities of its own, which no document of a word processor does", "do not open it"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, dtd_validation=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(f"{name} is not well formed: {str(error)[:200]}", "open it, and save it anew") from None
