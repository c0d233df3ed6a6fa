import os
import stat
from pathlib import Path
from typing import Any

import pytest

from exports import atomic
from exports.atomic import AlreadyThere, NotWritten, write_file


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_new_file_holds_every_byte_and_is_its_user_s_alone(tmp_path: Path) -> None:
    path = write_file(tmp_path / "plan.md", "Żółć\n⏎\r\n")
    assert path.read_bytes() == "Żółć\n⏎\r\n".encode()
    assert names(tmp_path) == ["plan.md"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    assert write_file(tmp_path / "plan.docx", b"\x00\xff").read_bytes() == b"\x00\xff"


def test_a_file_that_is_there_is_left_alone_until_overwriting_is_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    with pytest.raises(AlreadyThere, match=r"plan\.md exists already\. Choose another name"):
        write_file(path, "new")
    assert path.read_text() == "old"
    write_file(path, "new", overwrite=True)
    assert path.read_text() == "new"
    assert names(tmp_path) == ["plan.md"]


def test_a_file_that_appears_while_writing_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.md"
    sync = os.fsync

    def somebody_is_faster(descriptor: int) -> None:
        path.write_text("theirs")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", somebody_is_faster)
    with pytest.raises(AlreadyThere):
        write_file(path, "ours")
    assert path.read_text() == "theirs"
    assert names(tmp_path) == ["plan.md"]


@pytest.mark.parametrize("existing", [None, "old"])
@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: str | None, broken: str
) -> None:
    path = tmp_path / "plan.md"
    if existing is not None:
        path.write_text(existing)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if broken == "fsync" else (Path, "replace")), full)
    with pytest.raises(NotWritten, match=r"the disk is full.*nothing was changed"):
        write_file(path, "new", overwrite=True)
    assert names(tmp_path) == ([] if existing is None else ["plan.md"])
    if existing is not None:
        assert path.read_text() == existing


def test_a_crash_in_the_middle_of_writing_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    child = os.fork() if hasattr(os, "fork") else None
    if child is None:
        pytest.skip("needs fork")
    if child == 0:
        os.fsync = lambda _: os._exit(9)  # the plug is pulled once the bytes are written
        write_file(path, "new" * 10_000, overwrite=True)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert path.read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_what_a_link_points_to_is_never_touched(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "plan.md"
    target.write_text("precious")
    link.symlink_to(target)
    with pytest.raises(AlreadyThere):
        write_file(link, "new")
    write_file(link, "new", overwrite=True)
    assert (target.read_text(), link.read_text(), link.is_symlink()) == ("precious", "new", False)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(AlreadyThere):
        write_file(dangling, "new")
    assert not (tmp_path / "nowhere").exists()


def test_a_file_system_without_hard_links_still_gets_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: Any, **__: Any) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(atomic.os, "link", unsupported)
    assert write_file(tmp_path / "plan.md", "new").read_text() == "new"
    assert names(tmp_path) == ["plan.md"]
    with pytest.raises(AlreadyThere):
        write_file(tmp_path / "plan.md", "newer")


def test_a_folder_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"could not be written.*Choose another folder"):
        write_file(tmp_path / "nowhere" / "plan.md", "new")
