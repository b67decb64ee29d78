"""``incidents``, ``show``, ``why`` and ``claims``: what they print, and what they say where words do not fit."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Tallybook, lines


def ids(tallybook: Tallybook, book: str) -> dict[str, str]:
    return {row["place"]["name"]: row["id"] for row in lines(tallybook("incidents", book, "--json"))}


def test_incidents_are_a_line_each_the_latest_first(tallybook: Tallybook, book: str) -> None:
    rows = tallybook("incidents", book).stdout.splitlines()
    assert rows[0].split() == ["id", "date", "place", "title", "status", "low-best-high"]
    assert [row.split()[1] for row in rows[1:]] == ["2024-09-02", "2024-08-26"]
    assert "killed: 12 fighters" in rows[1]
    assert "killed: 9 civilians; wounded: 3 security forces" in rows[2]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--country", "Pakistan"], 2),
        (["--country", "FR"], 0),
        (["--from", "2024-09"], 1),
        (["--to", "2024-08"], 1),
        (["--from", "2024", "--to", "2024"], 2),
        (["--harm", "wounded"], 1),
        (["--victims", "armed-group"], 1),
        (["--min", "10"], 1),
        (["--group", "LEAGUE"], 1),
        (["--status", "reported"], 2),
        (["--text", "town001 hospital"], 1),
        (["--text", "100%"], 0),
        (["--limit", "1"], 1),
        (["--type", "attack"], 2),
    ],
)
def test_filters_narrow_the_list(tallybook: Tallybook, book: str, filters: list[str], found: int) -> None:
    assert len(lines(tallybook("incidents", book, *filters, "--json"))) == found


def test_a_list_without_rows_says_why(tallybook: Tallybook, book: str) -> None:
    result = tallybook("incidents", book, "--country", "FR")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no incidents fit\n")


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (["--harm", "kiled"], "did you mean killed?"),
        (["--country", "Pakstan"], "did you mean Pakistan"),
        (["--from", "yesterday"], "2024-08-26"),
        (["--type", "Atack"], "did you mean Attack?"),
        (["--status", "done"], "reported"),
        (["--min", "-3"], "give 0 or more"),
        (["--text", "\udcff"], "UTF-8"),
        (["--group", "\udcff"], "UTF-8"),
    ],
)
def test_a_word_that_does_not_fit_is_named_with_what_to_type(
    tallybook: Tallybook, book: str, filters: list[str], told: str
) -> None:
    result = tallybook("incidents", book, *filters)
    assert result.exit_code == 2
    assert repr(filters[1])[1:-1] in result.stderr.splitlines()[0] and told in result.stderr.splitlines()[1]


@pytest.mark.parametrize(
    "words", [["show", "\udcff"], ["claims", "--report", "\udcff"], ["claims", "--speaker", "\udcff"]]
)
def test_words_that_are_no_utf_8_are_a_usage_error(tallybook: Tallybook, book: str, words: list[str]) -> None:
    result = tallybook(words[0], book, *words[1:])
    assert result.exit_code == 2 and "is not UTF-8 text" in result.stderr


def test_a_limit_of_none_is_a_filter_like_others(tallybook: Tallybook, book: str) -> None:
    assert tallybook("incidents", book, "--limit", "0").stderr == "no incidents fit\n"


def test_a_report_named_by_nothing_is_not_found(tallybook: Tallybook, book: str) -> None:
    result = tallybook("claims", book, "--report", "")
    assert result.exit_code == 2
    assert "list them: tallybook export BOOK --format csv --out DIR" in result.stderr


def test_a_full_disk_behind_standard_output_is_said_in_words(
    tallybook: Tallybook, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **options: object) -> None:
        if not options.get("err"):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("tallybook.cli.incidents.click.echo", full)
    assert tallybook("incidents", book).exit_code == 1


def test_a_question_to_an_absent_book_makes_none(tallybook: Tallybook) -> None:
    result = tallybook("incidents", "no.book")
    assert result.exit_code == 3
    assert "there is no book at " in result.stderr and "tallybook add " in result.stderr


def test_show_prints_each_figure_with_its_speaker_and_sentence(tallybook: Tallybook, book: str) -> None:
    told = tallybook("show", book, ids(tallybook, book)["Town001"]).stdout
    assert "4 claims in 2 reports" in told
    assert "3 security forces wounded" in told and "a hospital (medical), in one.txt, 2024-09-03" in told
    assert '"Town001 | 2024-08-26 | the league | 5 killed civilian | the police"' in told


def test_an_incident_may_be_named_by_the_beginning_of_its_id(tallybook: Tallybook, book: str) -> None:
    id = ids(tallybook, book)["Town003"]
    full = tallybook("show", book, id).stdout
    assert tallybook("show", book, id[:10]).stdout == tallybook("show", book, id[2:10]).stdout == full


def test_an_unknown_incident_is_named_with_the_closest(tallybook: Tallybook, book: str) -> None:
    id = ids(tallybook, book)["Town003"]
    wrong = id[:-1] + ("0" if id[-1] != "0" else "1")
    result = tallybook("show", book, wrong)
    assert result.exit_code == 2
    assert wrong in result.stderr and f"did you mean {id}?" in result.stderr


def test_a_beginning_that_several_ids_have_is_told_with_them(tallybook: Tallybook, book: str) -> None:
    result = tallybook("show", book, "i-")
    assert result.exit_code == 2


def test_why_names_claims_used_and_left_out(tallybook: Tallybook, book: str) -> None:
    told = tallybook("why", book, ids(tallybook, book)["Town001"], "killed", "civilian").stdout
    assert "killed civilians: " in told and "used: " in told
    assert "5 civilians killed" in told and "9 civilians killed" in told
    assert "wounded" not in told


def test_why_for_a_harm_that_the_incident_lacks_says_what_it_has(tallybook: Tallybook, book: str) -> None:
    result = tallybook("why", book, ids(tallybook, book)["Town003"], "missing")
    assert result.exit_code == 2
    assert "it has: killed armed_group" in result.stderr


def test_why_as_json_holds_the_same(tallybook: Tallybook, book: str) -> None:
    (found,) = lines(tallybook("why", book, ids(tallybook, book)["Town003"], "--json"))
    assert [(r["harm"], r["low"], r["best"], r["high"]) for r in found["reasons"]] == [("killed", 12, 12, 12)]
    assert found["reasons"][0]["used"][0]["words"] == "12 killed armed_group"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([], 5),
        (["--kind", "figure"], 5),
        (["--kind", "denial"], 0),
        (["--speaker", "POLICE"], 2),
        (["--harm", "killed", "--victims", "civilian"], 2),
        (["--report", "three.txt"], 1),
    ],
)
def test_claims_are_filtered(tallybook: Tallybook, book: str, filters: list[str], found: int) -> None:
    assert len(lines(tallybook("claims", book, *filters, "--json"))) == found


def test_claims_of_an_incident_name_it(tallybook: Tallybook, book: str) -> None:
    id = ids(tallybook, book)["Town003"]
    assert [row["incident"] for row in lines(tallybook("claims", book, "--incident", id[:9], "--json"))] == [id]


def test_claims_print_what_who_and_where(tallybook: Tallybook, book: str) -> None:
    told = tallybook("claims", book, "--report", "three.txt").stdout.splitlines()
    assert [line.strip() for line in told[:2]] == [
        "12 fighters killed",
        "the army (military), in three.txt, 2024-09-03",
    ]


def test_estimates_are_told_under_another_policy(tallybook: Tallybook, book: str) -> None:
    id = ids(tallybook, book)["Town001"]
    (row,) = [row for row in lines(tallybook("incidents", book, "--json", "--policy", "ibc")) if row["id"] == id]
    assert row["policy"] == "ibc" and "Minimum 9" in row["figures"]["killed"]["civilian"]["why"]
    assert lines(tallybook("show", book, id, "--json", "--policy", "acled"))[0]["policy"] == "acled"
    assert "policy gtd" in tallybook("why", book, id, "--policy", "gtd").stdout


def test_a_filter_asks_the_policys_own_estimates(tallybook: Tallybook, book: str) -> None:
    asked = ("incidents", book, "--json", "--victims", "armed_group")
    assert len(lines(tallybook(*asked))) == 1
    assert lines(tallybook(*asked, "--policy", "ibc")) == []


def test_policies_stand_side_by_side_with_their_reasons(tallybook: Tallybook, book: str) -> None:
    id = ids(tallybook, book)["Town003"]
    told = tallybook("why", book, id, "--policies").stdout
    assert told.splitlines()[0].split() == ["latest", "ucdp", "acled", "gtd", "ibc"]
    assert told.splitlines()[1].split() == ["killed", "fighters", "12", "12", "12", "12", "-"]
    assert "the rule counts none of these figures" in told
    (row,) = lines(tallybook("why", book, id, "killed", "armed-group", "--policies", "--json"))
    assert row["policies"]["gtd"]["best"] == 12 and row["policies"]["ibc"] is None


def test_an_unknown_policy_is_told_with_those_there_are(tallybook: Tallybook, book: str) -> None:
    result = tallybook("incidents", book, "--policy", "mean")
    assert result.exit_code == 2
    assert "latest, ucdp, acled, gtd, ibc" in result.stderr


def test_a_history_tells_each_day(tallybook: Tallybook, book: str) -> None:
    id = ids(tallybook, book)["Town003"]
    told = tallybook("history", book, id).stdout
    assert told.splitlines()[0] == "killed fighters"
    assert "12 by the army" in told and "= 12" in told
    (toll,) = lines(tallybook("history", book, id, "--json"))
    assert toll["standing"][-1]["best"] == 12 and toll["points"][0]["stands"] is True
