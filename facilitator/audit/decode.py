"""Which encoding a text is in, and the same text in UTF-8."""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from facilitator.audit.files import Cancel, Cancelled, CannotRead, said
from facilitator.words.language import _
from facilitator.words.number import say_count

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1252", "cp1250", "cp866", "koi8-r")
"""What a file may be in; the byte-order mark is no part of the name."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PIECE = 1 << 20
"""Bytes; small, so that other threads of the program run in between."""
_TELLING, _LETTERS_ENOUGH = 1 << 16, 1_000
_FOREIGN = bytes(range(128, 256))
_LETTERS = {
    "cp1251": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "cp866": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "koi8-r": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžäöüßő",
    "cp1252": "äöüßéèêëàâáçñóòôíìîïúùûåæøãõœ",
}
_SIGNS = "€£¥§©®°±²³µ·«»„“”‘’–—…№ \t"
_WORD = re.compile(r"[^\W\d_]+")


def byte_order_mark(data: bytes) -> tuple[bytes, str]:
    """The mark at the beginning and the encoding it tells; empty when there is none."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))


def guess_encoding(data: bytes) -> tuple[str, float]:
    """The likeliest encoding of some bytes, and how sure it is from 0 to 1."""
    _unused, marked = byte_order_mark(data)
    if marked:
        return marked, 1.0
    for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) * 0.3:
            return name, 0.9
    if _is_utf8(data):
        return "utf-8", 1.0 if any(byte > 127 for byte in data) else 0.95
    letters = _enough(data)
    scores = sorted(((_likeness(letters, name), name) for name in _LETTERS), reverse=True)
    best, second = scores[0], scores[1]
    # Equal scores come from files where all candidates read the same letters.
    lead = (best[0] - second[0]) / max(abs(best[0]), abs(second[0]), 1.0)
    return best[1], min(1.0, 0.5 + lead / 2)


def _enough(data: bytes) -> bytes:
    """The beginning, where it has letters enough to tell the encodings apart."""
    beginning = data[:_TELLING]
    foreign = len(beginning) - len(beginning.translate(None, _FOREIGN))
    return beginning if foreign >= _LETTERS_ENOUGH else data


def decoded(data: bytes, encoding: str) -> str:
    """A sample as text; what does not fit, such as half a letter at its end, is replaced."""
    mark, _unused = byte_order_mark(data)
    return data[len(mark) :].decode(encoding, errors="replace")


def blocks(source: Path, encoding: str, cancelled: Cancel = lambda: False) -> Iterator[bytes]:
    """The text in UTF-8, piece by piece, without a mark and with lines that end in LF.

    Bytes that are no UTF-8 pass in a file of that encoding. Raises CannotRead with the line where
    a character does not fit any other, and Cancelled.
    """
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("strict")
    wide, returned = encoding.startswith("utf-16"), False
    with source.open("rb") as reader:
        reader.seek(len(byte_order_mark(reader.read(4))[0]))
        while True:
            if cancelled():
                raise Cancelled
            read = block = reader.read(_PIECE)
            if read and not wide:
                # Up to the end of a line, so that nobody has to piece lines together.
                read = block = read + reader.readline(_PIECE)
            if not wide:
                block, returned = _with_line_feeds(block, returned)
            if decoder is not None:
                try:
                    block = decoder.decode(block, final=not read).encode()
                except UnicodeDecodeError as error:
                    raise _misfit(source, encoding) from error
            if wide:
                block, returned = _with_line_feeds(block, returned)
            if block:
                yield block
            if not read:
                return


def _with_line_feeds(block: bytes, returned: bool) -> tuple[bytes, bool]:
    """The block with lines that end in LF; `returned` when the block before ended in CR."""
    if returned and block.startswith(b"\n"):
        block = block[1:]
    elif not block:
        return block, returned
    if b"\r" not in block:
        return block, False
    returned = block.endswith(b"\r")
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), returned


def _misfit(source: Path, encoding: str) -> CannotRead:
    """Where the first character is that does not fit; the file is read once more for that."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines, last = 1, ""
    with source.open("rb") as reader:
        reader.seek(len(byte_order_mark(reader.read(4))[0]))
        read = True
        while read:
            block = reader.read(_PIECE)
            read = bool(block)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                # What the decoder had kept back is part of the object it complains about.
                text = error.object[: error.start].decode(encoding, errors="ignore")
                read = False
            lines += text.count("\n")
            last = text.rpartition("\n")[2] if "\n" in text else last + text
    return CannotRead(
        _(
            "{file}, line {lines}, character {last}: this is no {encoding} text. "
            "Choose another encoding."
        ).format(
            file=said(source),
            lines=say_count(lines),
            last=say_count(len(last) + 1),
            encoding=encoding,
        )
    )


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(data: bytes, encoding: str) -> float:
    """How much the bytes look like words in this encoding: known letters, no mixed scripts."""
    text = data.decode(encoding, errors="replace")
    letters = set(_LETTERS[encoding])
    cyrillic = encoding in {"cp1251", "cp866", "koi8-r"}
    score = 0.0
    for mark in text:
        if mark > "\x7f" and mark.lower() not in letters and mark not in _SIGNS:
            score -= 1.5
    for match in _WORD.finditer(text):
        word = match.group()
        foreign = [mark for mark in word if mark > "\x7f"]
        if not foreign:
            continue
        start, end = match.span()
        if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
            score -= 1
        known = sum(mark.lower() in letters for mark in foreign)
        if cyrillic:
            score += known if len(foreign) == len(word) > 1 else -len(foreign)
        else:
            score += known if len(foreign) * 2 <= len(word) else -len(foreign)
        # In the wrong code page capitals land in the middle of words.
        score -= sum(a.islower() and b.isupper() for a, b in pairwise(word))
    return score
