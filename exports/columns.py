"""How wide the columns of a table on a page are: no word is broken, then by how much they say."""

from exports.pieces import Table, words

ROOM = 96
"""Characters of small print that stand beside each other on a page, its margins left out."""
MOST_CHARACTERS = 42
"""Beyond this a cell is read line by line anyway."""
LONGEST_WORD = 16
"""A longer word is broken rather than given room."""
PADDING = 2.6
"""What the frame of a cell takes, in characters."""


def shares(table: Table, room: float = ROOM) -> tuple[float, ...]:
    """The part of the page's width each column gets; they add up to 1.

    `room` is how many characters stand beside each other in this size of print.
    """
    least: list[float] = []
    wished: list[float] = []
    for at in range(len(table.header)):
        texts = [words(row[at]) for row in (table.header, *table.rows)]
        word = max(min(len(each), LONGEST_WORD) for text in texts for each in text.split() or [""])
        longest = max(min(len(text), MOST_CHARACTERS) for text in texts)
        least.append(max(word, 2) + PADDING)
        wished.append(max(0.0, longest - word))
    left, wishes = room - sum(least), sum(wished)
    if left > 0:
        by_wish = [left * wish / wishes if wishes else left / len(least) for wish in wished]
        least = [narrow + more for narrow, more in zip(least, by_wish, strict=True)]
    whole = sum(least)
    return tuple(width / whole for width in least)
