"""How a card or an action is worded, in English, Russian and Polish.

Word lists are short on purpose: they feed soft warnings only, and a missed word costs less than a
false alarm in front of the room.
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_POLISH = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DOING = _words(
    """
    launch build create introduce develop enter hire expand improve increase reduce implement
    establish organise organize strengthen optimise optimize begin start make buy sell
    запустить открыть создать построить внедрить разработать выйти нанять расширить улучшить
    увеличить снизить сократить организовать усилить начать сделать купить продать повысить
    привлечь провести наладить
    uruchomić otworzyć stworzyć utworzyć zbudować wdrożyć opracować wejść zatrudnić rozszerzyć
    poprawić zwiększyć zmniejszyć obniżyć ograniczyć zorganizować wzmocnić rozpocząć zrobić kupić
    sprzedać pozyskać przeprowadzić wprowadzić
    """
)
# "Increase in demand", "Start of the subsidy": the noun, not the deed.
_NOUN_AFTER = frozenset({"in", "of", "by", "from"})

_VAGUE = _words(
    """
    improve increase enhance boost strengthen optimise optimize
    улучшить улучшать повысить повышать увеличить увеличивать усилить усиливать оптимизировать
    активизировать
    poprawić poprawiać zwiększyć zwiększać wzmocnić wzmacniać usprawnić usprawniać ulepszyć
    ulepszać zoptymalizować optymalizować
    """
)
_VAGUE_PAIRS = frozenset(
    {
        "work on",
        "focus on",
        "работать над",
        "поработать над",
        "pracować nad",
        "popracować nad",
    }
)

_NO_VERB = _words(
    """
    a an the our your their its my this that these those all each every some any no new better more
    less for to of in on at by with from and or as weekly daily monthly quarterly yearly sales crm
    client clients customer customers dealer dealers proposal proposals website everyone nobody we
    they
    """
)
_NOUN_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ing")
_VERBS_LIKE_NOUNS = _words(
    """
    mention question position station function condition implement document supplement complement
    experiment comment witness bring ring string commission provision auction caution
    """
)
_RUSSIAN_VERB = re.compile(r"(?:ть|ти|чь)(?:ся|сь)?$|[аеиюяуьй]те(?:сь)?$")
_RUSSIAN_NOUN = re.compile(
    r"ость$|^(?:часть|сеть|область|речь|помощь|дочь|печать|память|мебель|дети|почти|пять|шесть"
    r"|девять|десять|новости|сети|части|области|отчетность|отчётность)$"
)
_POLISH_VERB = re.compile(r"(?:ć|c)(?: się)?$|(?:uj|aj|ij)$")
_POLISH_NOUN = re.compile(
    r"ość$|^(?:sieć|część|noc|pomoc|moc|miesiąc|tysiąc|więc|pięć|sześć|kraj)$"
)


def first_words(text: str, count: int = 1) -> tuple[str, ...]:
    """The first words in lower case, without digits and punctuation."""
    return tuple(word.lower() for word in _WORD.findall(text)[:count])


def has_number(text: str) -> bool:
    """Whether a digit occurs anywhere."""
    return any(character.isdigit() for character in text)


def starts_with_doing(text: str) -> bool:
    """Whether a fact about the world is phrased as our own deed, such as "launch a web shop"."""
    words = first_words(text, 2)
    if not words or words[0] not in _DOING:
        return False
    return len(words) == 1 or words[1] not in _NOUN_AFTER


def is_vague(title: str) -> bool:
    """Whether a title only says improve, increase or work on, and names no number."""
    words = first_words(title, 2)
    starts = bool(words) and (words[0] in _VAGUE or " ".join(words) in _VAGUE_PAIRS)
    return starts and not has_number(title)


def starts_with_verb(title: str) -> bool:
    """Whether a title may start with a verb of action.

    Russian and Polish are told by the ending. English verbs have none, so an English title fails
    only when its first word is plainly something else.
    """
    words = first_words(title)
    if not words or (title.strip() and title.strip()[0].isdigit()):
        return False
    word = words[0]
    if _CYRILLIC.search(word):
        return bool(_RUSSIAN_VERB.search(word)) and not _RUSSIAN_NOUN.search(word)
    if _POLISH.search(title):
        return bool(_POLISH_VERB.search(word)) and not _POLISH_NOUN.search(word)
    if word in _NO_VERB:
        return False
    return word in _VERBS_LIKE_NOUNS or not (word.endswith(_NOUN_ENDINGS) and len(word) > 5)
