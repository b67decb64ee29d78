"""Exports of newsrooms' services: Nexis, Factiva, ProQuest, RIS. The shapes are theirs, the articles this project's."""

from __future__ import annotations

from tests.corpus_made.documents import docx, rtf
from tests.corpus_made.words import RAID, RAID_TITLE, STORY, TITLE

COVER = [
    "User Name: = A. Reader", "Date and Time: = Tuesday, November 12, 2024 9:14:00 AM EST", "Job Number: = 238150021", "",
    "Documents (2)", f"1. {TITLE}", "Client/Matter: -None-", "Search Terms: quetta", f"2. {RAID_TITLE}", "",
]  # fmt: skip
NEXIS = [
    *COVER,
    TITLE, "Valley Times (Pakistan)", "November 9, 2024 Saturday", "", "Copyright 2024 Valley Times All Rights Reserved", "",
    "Section: NATIONAL; Pg. 1", "Length: 96 words", "Byline: Amna Kakar", "Dateline: QUETTA", "Body", "", *STORY, "",
    "Load-Date: November 10, 2024", "", "End of Document", "",
    RAID_TITLE, "Frontier Courier", "November 11, 2024 Monday 4:12 PM GMT", "", "Copyright 2024 Frontier Courier",
    "", "Length: 70 words", "Body", "", *RAID, "", "Classification", "Language: ENGLISH", "Subject: ARMIES (90%)",
    "Load-Date: November 11, 2024", "", "End of Document",
]  # fmt: skip
OLD_NEXIS = "\n".join((
    "                               1 of 2 DOCUMENTS", "", "", "                             Valley Times (Pakistan)", "",
    "                            November 9, 2024 Saturday", "", TITLE, "", "BYLINE: Amna Kakar", "", "SECTION: NATIONAL; Pg. 1",
    "", "LENGTH: 96 words", "", "DATELINE: QUETTA", "", *STORY, "", "LOAD-DATE: November 10, 2024", "", "LANGUAGE: ENGLISH", "",
    "PUBLICATION-TYPE: Newspaper", "", "                    Copyright 2024 Valley Times", "                       All Rights Reserved",
    "", "                               2 of 2 DOCUMENTS", "", "                               Frontier Courier", "",
    "                            November 11, 2024 Monday", "", RAID_TITLE, "", "LENGTH: 70 words", "", *RAID, "",
    "LOAD-DATE: November 11, 2024", "",
))  # fmt: skip
FACTIVA = [
    TITLE, "By Amna Kakar", "96 words", "9 November 2024", "14:30", "Valley News Wire", "VALWIR", "English",
    "(c) 2024 Valley News Wire. All rights reserved.", "", *STORY, "", "Document VALWIR0020241109ekb9001jx", "",
    RAID_TITLE, "70 words", "11 November 2024", "Frontier Courier", "FRCOUR", "English", "Copyright 2024. Frontier Courier.",
    "", *RAID, "", "Document FRCOUR0020241111ekbb000a2", "", "Search Summary", "Text", "quetta",
]  # fmt: skip
FACTIVA_FIELDS = [
    f"HD {TITLE}", "BY Amna Kakar", "WC 96 words", "PD 9 November 2024", "ET 14:30", "SN Valley News Wire", "SC VALWIR",
    "LA English", "CY (c) 2024 Valley News Wire", "LP", STORY[0], "TD", *STORY[1:], "NS gterr : Terrorism", "RE pakis : Pakistan",
    "AN Document VALWIR0020241109ekb9001jx",
]  # fmt: skip
RULE = "_" * 60
PROQUEST = "\n".join((
    RULE, "", "Document 1 of 2", "", TITLE, "", "Author: Kakar, Amna.", "",
    "Publication info: Valley Times ; Quetta [Quetta]09 Nov 2024.", "", "Abstract: A bomb at the station.", "", "Links: None", "",
    f"Full text: {STORY[0]}", "", *STORY[1:], "", "Subject: Bombings; Railway stations", "", f"Title: {TITLE}", "",
    "Publication title: Valley Times; Quetta", "", "Publication year: 2024", "", "Publication date: Nov 9, 2024", "",
    "Document URL: https://proquest.example/1", "", RULE, "", "Document 2 of 2", "", RAID_TITLE, "", f"Full text: {RAID[0]}", "",
    *RAID[1:], "", "Subject: Armed forces", "", "Publication title: Frontier Courier", "", "Publication date: Nov 11, 2024", "", RULE,
    "", "Contact us at: https://proquest.example",
))  # fmt: skip
RIS = "\n".join((
    "TY  - NEWS", f"T1  - {TITLE}", "AU  - Kakar, Amna", "JF  - Valley Times", "DA  - 2024/11/09/", f"AB  - {STORY[0]}", STORY[1],
    "UR  - https://valley.example/1", "ER  - ", "", "TY  - NEWS", "T1  - A title without a text", "ER  - ", "",
    "TY  - NEWS", f"T1  - {RAID_TITLE}", "T2  - Frontier Courier", "DA  - 2024/11/11/", f"N2  - {' '.join(RAID)}", "ER  - ", "",
))  # fmt: skip


def html(lines: list[str], *, factiva: bool) -> bytes:
    articles: list[list[str]] = [[]]
    for line in lines:
        articles[-1].append(line)
        if line.startswith(("End of Document", "Document VAL", "Document FR")):
            articles.append([])
    kind = ' class="article enArticle"' if factiva else ' class="doc"'
    told = "".join(f"<div{kind}>{''.join(f'<p>{line}</p>' for line in one if line)}</div>" for one in articles)
    return f"<!DOCTYPE html><html><head><title>Export</title></head><body>{told}</body></html>".encode()


FILES: dict[str, bytes] = {
    "exports/nexis.docx": docx(NEXIS, title=False),
    "exports/nexis.rtf": rtf(NEXIS),
    "exports/nexis.html": html(NEXIS, factiva=False),
    "exports/lexisnexis-old.txt": OLD_NEXIS.encode(),
    "exports/factiva.rtf": rtf(FACTIVA),
    "exports/factiva.html": html(FACTIVA, factiva=True),
    "exports/factiva-fields.txt": ("\n".join(FACTIVA_FIELDS) + "\n").encode(),
    "exports/proquest.txt": PROQUEST.encode(),
    "exports/references.ris": RIS.encode(),
    "exports/nexis-cut.rtf": rtf(NEXIS[:-1]),
}
