"""How wide the columns of a table on a page are: by longest word, then by how much they say."""

from exports.pieces import Table, words

MOST_CHARACTERS = 42
"""Beyond this a cell is read line by line anyway."""
LONGEST_WORD = 16
"""A longer word is broken rather than given room."""


def shares(table: Table) -> tuple[float, ...]:
    """The part of the page's width each column gets; they add up to 1."""
    weights: list[float] = []
    for at in range(len(table.header)):
        texts = [words(row[at]) for row in (table.header, *table.rows)]
        word = max(min(len(each), LONGEST_WORD) for text in texts for each in text.split() or [""])
        longest = max(min(len(text), MOST_CHARACTERS) for text in texts)
        weights.append(max(word + 1, 3) + longest * 0.45)
    whole = sum(weights)
    return tuple(weight / whole for weight in weights)
