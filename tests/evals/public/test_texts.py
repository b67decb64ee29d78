"""The sets of whole texts: pages, places, speakers."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from evals.public import fakes, geo, polnear
from tallybook.errors import InputError
from tallybook.records import Reading, Report
from tests.evals.public import scripted


def pages(tmp_path: Path, *bodies: str) -> Path:
    with (tmp_path / "FA-KES-Dataset.csv").open("w", encoding="latin-1", newline="") as file:
        columns = ["article_title", "article_content", "date", "location"]
        csv.writer(file).writerows([columns, *(["Assads war", body, "3/9/2016", "homs"] for body in bodies)])
    return tmp_path


def test_fakes_takes_a_latin_1_page(tmp_path: Path) -> None:
    rows = fakes.measure(pages(tmp_path, "5 people killed in a café in Homs."), scripted.read, None).rows
    assert rows["pages taken"] == {"accuracy": 1.0, "right": 1, "asked": 1}
    assert rows["counts"]["figures"] == 1


def test_fakes_counts_a_page_that_is_refused_as_not_taken(tmp_path: Path) -> None:
    table = fakes.measure(pages(tmp_path, "Calm.", "War\x01\x02\x03\x00\x00 here."), scripted.read, None)
    assert table.rows["pages taken"]["right"] == 1 and table.failed == 0
    assert [miss.words[:9] for miss in table.misses if miss.kind == "page refused"] == ["00002.txt"]


def test_fakes_counts_a_page_on_which_the_reader_fails_as_not_taken(tmp_path: Path) -> None:
    def failing(report: Report) -> Reading:
        raise ValueError(report.path)

    table = fakes.measure(pages(tmp_path, "Calm."), failing, None)
    assert table.rows["pages taken"]["right"] == 0 and table.failed == 1


@pytest.mark.parametrize(("changes", "right"), [({}, 0), ({"scope": "wider"}, 1), ({"low": None, "high": 900}, 1)])
def test_fakes_holds_the_toll_of_a_war_in_one_incident_for_implausible(
    changes: dict[str, Any], right: int, tmp_path: Path
) -> None:
    folder = pages(tmp_path, "250000 people killed.")
    rows = fakes.measure(folder, scripted.changing(**changes), None).rows
    assert rows["pages without an implausible figure"]["right"] == right


@pytest.mark.parametrize(("start", "near"), [("2016-03-12", 1), ("2016-03-13", 0)])
def test_fakes_reads_the_records_date_as_month_day_year(start: str, near: int, tmp_path: Path) -> None:
    reader = scripted.changing(incident={"start": start, "end": start})
    row = fakes.measure(pages(tmp_path, "5 people killed."), reader, None).rows[
        "an incident within 3 days of the record's"
    ]
    assert (row["right"], row["asked"]) == (near, 1)


def toponym(text: str, name: str, use: str, where: tuple[float, float] | None, geonames: str = "") -> str:
    start = text.index(name)
    place = f"<latitude>{where[0]}</latitude><longitude>{where[1]}</longitude>" if where else ""
    number = f"<geonamesID>{geonames}</geonamesID>" if geonames else ""
    inside = (
        f"<extractedName>{name}</extractedName><type>{use}</type><start>{start}</start><end>{start + len(name)}</end>"
    )
    return f"<toponym>{inside}{number}{place}</toponym>"


def article(tmp_path: Path, text: str, *toponyms: str) -> Path:
    inside = f"<text>{text}</text><toponyms>{''.join(toponyms)}</toponyms>"
    (tmp_path / "GWN.xml").write_text(f"<articles><article file='0'>{inside}</article></articles>", encoding="utf-8")
    return tmp_path


def test_geo_asks_for_country_and_distance_of_what_was_found(tmp_path: Path) -> None:
    text = "The road from Aleppo to Homs was closed on Monday, Turkish officials said in Ankara."
    names = (
        toponym(text, "Aleppo", "Literal", (36.20, 37.16), "170063"),
        toponym(text, "Homs", "Literal", (60.0, 30.0)),
        toponym(text, "Turkish", "Non_Literal_Modifier", (39.0, 35.0), "298795"),
        toponym(text, "officials", "Literal_Expression", None),
    )
    rows = geo.measure(article(tmp_path, text, *names), scripted.read, None).rows
    assert (rows["toponyms found"]["hit"], rows["toponyms found"]["predicted"], rows["toponyms found"]["gold"]) == (
        2,
        3,
        3,
    )
    assert rows["those used literally"]["right"] == rows["those used literally"]["asked"] == 2
    assert rows["country right, of those found"]["right"] == rows["within 161 km, of those found"]["right"] == 1


def test_geo_takes_the_nearest_city_for_the_country_of_an_unknown_place() -> None:
    countries = geo.Countries()
    hill = geo.Toponym(0, 1, "Hill", "Literal", 33.52, 36.25, None)
    state = geo.Toponym(0, 1, "Syria", "Literal", 35.0, 38.0, "163843")
    assert countries.of(hill) == countries.of(state) == "SY"
    assert countries.is_one(state) and not countries.is_one(hill)


def test_geo_says_where_the_xml_is_broken(tmp_path: Path) -> None:
    (tmp_path / "GWN.xml").write_text("<articles><article>", encoding="utf-8")
    with pytest.raises(InputError, match="broken XML"):
        geo.measure(tmp_path, scripted.read, None)


TEXT = (
    "Mayor Ann Reed spoke on Monday. The bridge is closed, Reed said. She said the school is open.\n"
    "The mill is empty. Reed's claim that rents fell was not new."
)


def annotated(text: str, *attributions: tuple[str, str, str]) -> str:
    lines = []
    for number, words in enumerate(attributions):
        for role, phrase in zip(("Source", "Cue", "Content"), words, strict=True):
            start = text.index(phrase)
            lines.append(f"T{number}{role[:2]}\t{role} {start} {start + len(phrase)}\t{phrase}")
        lines.append(f"E{number}\tAttribution:T{number}Cu Source:T{number}So Cue:T{number}Cu Content:T{number}Co")
    return "\n".join(lines) + "\n"


def texts(tmp_path: Path, text: str, **golds: str) -> Path:
    dev = tmp_path / "dev"
    dev.mkdir()
    (dev / "paper_2031.txt").write_text(text, encoding="utf-8")
    for name, gold in golds.items():
        (dev / f"paper_2031_{name}.ann").write_text(gold, encoding="utf-8")
    return tmp_path


def test_polnear_follows_a_pronoun_to_the_words_that_the_set_marks(tmp_path: Path) -> None:
    gold = annotated(
        TEXT,
        ("Reed", "said", "The bridge is closed"),
        ("She", "said", "the school is open"),
    )
    rows = polnear.measure(texts(tmp_path, TEXT, aaaa=gold), scripted.read, None).rows
    assert rows["source found"]["right"] == rows["source found"]["asked"] == 2
    assert rows["source found, a pronoun"]["asked"] == 1


def test_polnear_tells_nobody_from_somebody_else(tmp_path: Path) -> None:
    gold = annotated(TEXT, ("Mayor Ann Reed", "said", "The mill is empty"), ("The mill", "said", "the school is open"))
    answers = polnear.measure(texts(tmp_path, TEXT, aaaa=gold), scripted.read, None).rows["answers"]
    assert answers == {"found": 0, "somebody else": 1, "nobody": 1}


def test_polnear_asks_for_no_owner_and_takes_the_first_annotator(tmp_path: Path) -> None:
    owner = annotated(TEXT, ("Reed's", "claim", "rents fell"))
    other = annotated(TEXT, ("She", "said", "the school is open"))
    rows = polnear.measure(texts(tmp_path, TEXT, aaaa=owner, bbbb=other), scripted.read, None).rows
    assert rows["source found"]["asked"] == 0


def test_polnear_says_where_a_stretch_is_broken(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"paper_2031_aaaa\.ann:1: no stretch"):
        polnear.measure(texts(tmp_path, TEXT, aaaa="T1\tSource 3 x\tWords\n"), scripted.read, None)
