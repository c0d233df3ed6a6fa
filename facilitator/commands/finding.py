"""The command that searches the words of all sessions."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from facilitator.commands.settings import Settings, Stopped, say
from facilitator.words.language import _, ngettext

MOST = 1000
"""Hits that are printed; the others are counted."""


def find(settings: Settings, words: Sequence[str], *, as_json: bool) -> int:
    """Print what has all of the words, by session; code 1 when nothing has."""
    from facilitator.workshop.searching.corpus import KINDS, Corpus

    wanted = " ".join(words)
    if not wanted.strip():
        raise Stopped(_("Say what to look for: facilitator find dealer price"), 2)
    with settings.library() as library:
        corpus = Corpus(library.store.texts(), library.summaries(archived=True))
    found = corpus.find(wanted, MOST)
    if as_json:
        rows = [
            {"session": group.session.number, "title": group.session.title} | asdict(hit)
            for group in found.groups
            for hit in group.hits
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for group in found.groups:
            for hit in group.hits:
                kind = _(KINDS[hit.table])
                print("\t".join((str(group.session.number), hit.ref, kind, hit.text)))
        if found.total > found.shown:
            left = found.total - found.shown
            say(ngettext("{n} more is not shown.", "{n} more are not shown.", left).format(n=left))
    if not found.total:
        say(_("Nothing has all of these words."))
        return 1
    return 0
