"""What is installed with the program: bounded, with a reason, locked, its licences in the wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.licences import LIST, listed, stale, tree, wanted

ROOT = Path(__file__).parents[1]
WORDS = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(WORDS)
LOCK = (ROOT / "tests" / "requirements.txt").read_text("utf-8")
LOCKED_EXTRAS = ("postgresql",)
"""Beside the tools of the tests, which read every kind of document back."""


def asked() -> Iterator[str]:
    yield from PROJECT["build-system"]["requires"]
    yield from PROJECT["project"]["dependencies"]
    for group in PROJECT["project"]["optional-dependencies"].values():
        yield from (each for each in group if not each.startswith("facilitator["))
    for group in PROJECT["dependency-groups"].values():
        yield from group


def locked() -> dict[str, list[str]]:
    """Versions by name: several, where they differ from Python to Python."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


@pytest.mark.parametrize("each", sorted(set(asked())))
def test_each_has_an_upper_bound_and_a_reason(each: str) -> None:
    operators = {one.operator for one in Requirement(each).specifier}
    assert operators & {"<", "<=", "~=", "=="}
    lines = [line for line in WORDS.splitlines() if f'"{each}"' in line]
    assert lines and all(re.search(r"# \S.{8,}", line) for line in lines), lines


def test_everything_asked_for_is_locked_within_its_bounds() -> None:
    versions = locked()
    needed = [Requirement(each) for each in PROJECT["project"]["dependencies"]]
    needed += [Requirement(each) for each in PROJECT["dependency-groups"]["dev"]]
    for extra in LOCKED_EXTRAS:
        needed += wanted()[extra]
    for each in needed:
        found = versions[canonicalize_name(each.name)]
        assert all(each.specifier.contains(version) for version in found), each
    brought = {name for name, there in tree(needed).items() if there is not None}
    assert brought - set(versions) == set()


def test_each_locked_file_is_known_by_its_hash_and_by_no_address() -> None:
    assert "://" not in LOCK and "index" not in LOCK and " @ " not in LOCK
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(blocks) == sum(map(len, locked().values())) > 50
    for block in blocks:
        first, *hashes = [line.strip().removesuffix("\\").strip() for line in block.splitlines()]
        assert re.fullmatch(r"[a-z0-9-]+==[^ ;]+( ; .+)?", first), first
        assert hashes and all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes)


def test_the_list_of_licences_is_that_of_the_packages() -> None:
    text = LIST.read_text("utf-8")
    assert stale(text) == [], "python docs/licences.py writes it anew"
    names = {canonicalize_name(each.name) for group in wanted().values() for each in group}
    assert names - set(listed(text)) == set()
    assert not [name for name, licence in listed(text).items() if re.search(r"\bA?GPL", licence)]


def test_the_wheel_brings_the_licences_along(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling, which packs the wheel, is not installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith("licenses/LICENCES.md")]
        assert packed.read(name).decode() == LIST.read_text("utf-8")
        assert [each for each in packed.namelist() if each.endswith("licenses/LICENSE")]
