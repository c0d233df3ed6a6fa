"""The words people use for days in English, Russian and Polish, folded for comparison."""

from collections.abc import Mapping

from facilitator.words.folding import fold


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(listed).split())


def _by_word(*rows: str) -> dict[str, int]:
    """Number the rows from 0; each holds the words that mean this number."""
    return {fold(word): number for number, row in enumerate(rows) for word in row.split()}


WEEKDAYS: Mapping[str, int] = _by_word(
    "mon monday пн понедельник понедельника понедельнику pn pon poniedziałek poniedziałku",
    "tue tues tuesday вт вторник вторника вторнику wt wtorek wtorku",
    "wed weds wednesday ср среда среды среде среду śr środa środy środzie środę",
    "thu thur thurs thursday чт четверг четверга четвергу cz czw czwartek czwartku",
    "fri friday пт пятница пятницы пятнице пятницу pt piąt piątek piątku",
    "sat saturday сб суббота субботы субботе субботу sob sobota soboty sobocie sobotę",
    "sun sunday вс воскр воскресенье воскресенья воскресенью nd ndz niedz niedziela niedzieli "
    "niedzielę",
)
"""Monday is 0, as in `date.weekday`."""

_MONTHS_FROM_0 = _by_word(
    "jan january янв январь января январю январе sty stycz styczeń stycznia styczniu",
    "feb february фев февр февраль февраля февралю феврале lut luty lutego lutym",
    "mar march мар март марта марту марте marz marzec marca marcu",
    "apr april апр апрель апреля апрелю апреле kwi kwiecień kwietnia kwietniu",
    "may май мая маю мае maj maja maju",
    "jun june июн июнь июня июню июне cze czerw czerwiec czerwca czerwcu",
    "jul july июл июль июля июлю июле lip lipiec lipca lipcu",
    "aug august авг август августа августу августе sie sierp sierpień sierpnia sierpniu",
    "sep sept september сен сент сентябрь сентября сентябрю сентябре wrz wrzesień września "
    "wrześniu",
    "oct october окт октябрь октября октябрю октябре paź październik października październiku",
    "nov november ноя нояб ноябрь ноября ноябрю ноябре lis listop listopad listopada listopadzie",
    "dec december дек декабрь декабря декабрю декабре gru grudz grudzień grudnia grudniu",
)
MONTHS: Mapping[str, int] = {word: number + 1 for word, number in _MONTHS_FROM_0.items()}
"""January is 1, as in `date.month`."""

DAYS_AHEAD: Mapping[str, int] = {
    fold(phrase): number
    for number, phrases in enumerate(
        (
            ("today", "eod", "end of day", "сегодня", "dziś", "dzisiaj"),
            ("tomorrow", "tmrw", "завтра", "jutro", "jutra"),
            ("day after tomorrow", "послезавтра", "pojutrze"),
        )
    )
    for phrase in phrases
}

UNITS: Mapping[str, str] = {
    fold(word): unit
    for unit, words in {
        "day": "d day days д дн день дня дней dzień dni dnia",
        "week": "w wk wks week weeks н нед неделя неделю недели недель неделе "
        "t tyg tydzień tygodnia tygodnie tygodni tygodniu",
        "month": "m mo month months м мес месяц месяца месяцы месяцев месяце месяцу "
        "mies miesiąc miesiąca miesiące miesięcy miesiącu",
        "quarter": "q quarter quarters квартал квартала кварталов квартале кварталу "
        "kw kwartał kwartału kwartały kwartałów kwartale",
        "year": "y yr year years г год года году лет rok roku rokiem lata lat",
    }.items()
    for word in words.split()
}

END_OF: Mapping[str, str] = {
    "eow": "week",
    "eom": "month",
    "eoq": "quarter",
    "eoy": "year",
}

END = _words("end конец конца концу конце koniec końca końcu")

MIDDLE = _words("mid middle середина середину середине середины połowa połowę połowie połowy")

BEGINNING = _words(
    "beginning start начало начала началу начале początek początku początkiem początkowi"
)

ROMAN_MONTHS: Mapping[str, int] = {
    word: number + 1
    for word, number in _by_word(
        *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    ).items()
}
"""Months as Polish people write them in dates: 15 II 2027."""

NEXT = _words(
    "next следующий следующая следующее следующую следующей следующего следующему следующем "
    "nast następny następna następną następnego następnej następnym "
    "przyszły przyszła przyszłą przyszłego przyszłej przyszłym"
)

THIS = _words(
    "this coming этот эта это эту этой этого этому этом ближайший ближайшую ближайшее "
    "ten ta to tę tego tej tym najbliższy najbliższą najbliższego najbliższej"
)

LAST = _words(
    "last past прошлый прошлая прошлое прошлую прошлой прошлого "
    "ostatni ostatnią zeszły zeszłą zeszłego zeszłej ubiegły ubiegłą"
)

LAST_DAY = [fold(each).split() for each in ("last day", "последний день", "ostatni dzień")]
"""Of a month, a quarter or a year: the same as its end."""

AFTER = _words("in через za +")
"""Words that open a distance from today."""

OPENERS = _words(
    "by until till due on the of at latest до к ко в во на не позднее позже "
    "do na w we dnia najpóźniej pod"
)
"""Words before a day that do not change which day it is."""

YEAR_TAILS = _words("г года год r roku")

COUNTS: Mapping[str, int] = _by_word(
    "",
    "a an one один одну одна jeden jedną",
    "two два две dwa dwie",
    "three три trzy",
    "four четыре cztery",
    "five пять pięć",
    "six шесть sześć",
    "seven семь siedem",
    "eight восемь osiem",
    "nine девять dziewięć",
    "ten десять dziesięć",
)
