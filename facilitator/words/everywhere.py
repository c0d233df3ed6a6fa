"""What a message is called in each language: for words of one language read in another."""

from functools import lru_cache

from facilitator.words.language import LANGUAGES, _, speaking


@lru_cache(maxsize=4096)
def in_every_language(message: str) -> frozenset[str]:
    """The message as it is said in each language, in small letters."""
    found = {message.casefold()}
    for language in LANGUAGES:
        with speaking(language):
            found.add(_(message).casefold())
    return frozenset(found)
