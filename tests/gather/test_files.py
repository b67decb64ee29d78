import io
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from tallybook.errors import InputError, TooLarge, UnreadableFile, UsageError
from tallybook.gather import files as module
from tallybook.gather.files import Found, Skipped, find, opened, printable
from tallybook.gather.kinds import text as plain
from tallybook.gather.raw import Raw
from tallybook.records import Report

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")


def outcome(*paths: Path) -> tuple[list[str], list[InputError], Skipped]:
    skipped = Skipped()
    files: list[str] = []
    errors: list[InputError] = []
    for found in find(paths, skipped):
        if isinstance(found, Found):
            files.append(found.path)
        else:
            errors.append(found)
    return files, errors, skipped


def read(found: Found) -> str:
    """The text of the one report in a file."""
    [report] = plain.read(Raw(path=found.path, open=lambda: opened(found), name=found.shown))
    assert isinstance(report, Report)
    return report.text


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Two died.", encoding="utf-8")


def test_a_folder_is_walked_in_order_with_paths_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/c/d.TXT", "c.txt")
    assert outcome(tmp_path)[0] == ["a/c/d.TXT", "a/z.md", "b.txt", "c.txt"]


def test_a_file_named_itself_keeps_its_name_only(tmp_path: Path) -> None:
    write(tmp_path, "deep/er/b.txt")
    assert outcome(tmp_path / "deep" / "er" / "b.txt")[0] == ["b.txt"]


def test_what_is_not_for_us_is_passed_over_and_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "a.json", "b.json", "picture", ".hidden.txt", ".git/x.txt")
    files, errors, skipped = outcome(tmp_path)
    assert (files, errors) == (["a.txt"], [])
    assert dict(skipped.suffixes) == {".json": 2, "": 1}
    assert (skipped.hidden, skipped.total) == (2, 5)


def test_a_file_named_outright_is_never_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "picture")
    assert outcome(tmp_path / "a.json", tmp_path / "picture")[0] == ["a.json", "picture"]


def test_a_folders_sources_are_told_from_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"<!DOCTYPE html><p>Two died.")
    (tmp_path / "paper.dat").write_bytes(b"%PDF-1.7 ")
    (tmp_path / "photo.txt.png").write_bytes(b"\x89PNG\r\n")
    files, _, skipped = outcome(tmp_path)
    assert files == ["page", "paper.dat"]
    assert dict(skipped.suffixes) == {".png": 1}


def test_a_path_that_does_not_exist_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    files, [error], _ = outcome(tmp_path / "a.txt", tmp_path / "b.txt")
    assert files == ["b.txt"]
    assert isinstance(error, UnreadableFile)
    assert "a.txt does not exist" in error.what


def test_a_path_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    assert outcome(tmp_path / "b.txt", tmp_path / "." / "b.txt")[0] == ["b.txt"]


def test_a_single_string_is_not_taken_for_a_list_of_letters() -> None:
    with pytest.raises(UsageError, match="not a list"):
        list(find("reports", Skipped()))


@needs_links
def test_a_link_back_to_a_folder_above_is_told_and_left(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    files, [error], _ = outcome(tmp_path)
    assert files == ["a/b.txt"]
    assert "link back" in error.what


@needs_links
def test_a_link_to_itself_and_one_to_nothing_are_errors(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    for name in ("self.txt", "gone.txt"):
        with pytest.raises(UnreadableFile, match=name):
            read(Found(tmp_path / name, name))


@needs_links
def test_pipes_sockets_and_devices_are_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # a socket's path has to be short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door.txt")
        for name, kind in (("pipe.txt", "a pipe"), ("door.txt", "door.txt")):
            with pytest.raises(UnreadableFile, match=kind):
                read(Found(tmp_path / name, name))
    [device] = list(find([os.devnull], Skipped()))
    assert isinstance(device, Found)
    with pytest.raises(UnreadableFile, match="a device"):
        read(device)


def test_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(UnreadableFile, match=r"a\.txt"):
        read(Found(tmp_path / "a.txt", "a.txt"))


def test_a_file_without_rights_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, "a.txt")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnreadableFile, match=r"a\.txt cannot be read: Permission denied") as caught:
        read(Found(tmp_path / "a.txt", "a.txt"))
    assert "rights" in caught.value.next


def test_a_folder_that_vanishes_midway_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt", "b/two.txt", "c/three.txt")
    steps = find([tmp_path], Skipped())
    first = next(steps)
    (tmp_path / "b" / "two.txt").unlink()
    (tmp_path / "b").rmdir()
    rest = list(steps)
    assert isinstance(first, Found)
    assert [item.path for item in rest if isinstance(item, Found)] == ["c/three.txt"]
    [gone] = [item for item in rest if isinstance(item, InputError)]
    assert f"{tmp_path / 'b'} is gone" in gone.what


def test_a_file_that_vanishes_between_finding_and_reading_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    [found] = list(find([tmp_path], Skipped()))
    (tmp_path / "a.txt").unlink()
    assert isinstance(found, Found)
    with pytest.raises(UnreadableFile, match="No such file"):
        read(found)


def test_a_text_over_the_bound_is_read_no_further_than_the_bound(tmp_path: Path) -> None:
    with open(tmp_path / "big.txt", "wb") as big:
        big.truncate(50_000_000)
    with pytest.raises(TooLarge, match="5,000,001 or more"):
        read(Found(tmp_path / "big.txt", "big.txt"))


def test_a_line_over_the_bound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"short\n" + b"x" * (module.MAX_LINE + 1))
    with pytest.raises(TooLarge, match="a line of 1,000,001 bytes"):
        read(Found(tmp_path / "a.txt", "a.txt"))


def test_folders_too_deep_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_DEPTH", 3)
    write(tmp_path, "1/2/ok.txt", "1/2/3/deep.txt")
    files, [error], _ = outcome(tmp_path)
    assert files == ["1/2/ok.txt"]
    assert f"{tmp_path / '1/2/3'} lies more than 3 folders deep" in error.what


def test_a_message_names_the_file_as_it_is_typed_not_as_the_book_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(UnreadableFile) as caught:
        read(Found(tmp_path / "a.txt", "a.txt"))
    assert caught.value.what.startswith(str(tmp_path / "a.txt"))


def test_a_name_cannot_write_lines_of_its_own_into_a_message(tmp_path: Path) -> None:
    [error] = outcome(tmp_path / "a\ntallybook: all is well\x1b[2J.txt")[1]
    assert "a\\ntallybook: all is well\\x1b[2J.txt does not exist" in error.what


def test_an_empty_path_is_an_error_and_never_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    [error] = list(find([""], Skipped()))
    assert isinstance(error, UnreadableFile)
    assert "empty" in error.what


def test_a_file_of_the_system_that_has_nothing_to_say_yet_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> Any:
            return None

    handles = []

    def opened(handle: int, _mode: str) -> Silent:
        handles.append(handle)
        return Silent()

    write(tmp_path, "a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(module, "open", opened, raising=False)
        assert Raw(path="a.txt", open=lambda: module.opened(Found(tmp_path / "a.txt", "a.txt"))).whole == b""
    os.close(handles[0])


def test_a_name_that_is_no_utf_8_is_shown_in_full() -> None:
    assert printable(os.fsdecode(b"Nu\xdfki.txt")) == ("Nu\\xdfki.txt" if sys.platform != "win32" else "Nuki.txt")
