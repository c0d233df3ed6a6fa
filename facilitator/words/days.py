"""Days and months as the language of the moment says them: Fri 5 Feb 2027, пт 5 фев 2027.

What is stored and what other programs read is ISO (2027-02-05) and never comes from here.
"""

from datetime import date, datetime

from facilitator.words.language import N_, NP_, _, pgettext

WEEKDAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday")),
    *(N_("Saturday"), N_("Sunday")),
)
_SHORT_DAYS = (
    NP_("day of a date", "Mon"),
    NP_("day of a date", "Tue"),
    NP_("day of a date", "Wed"),
    NP_("day of a date", "Thu"),
    NP_("day of a date", "Fri"),
    NP_("day of a date", "Sat"),
    NP_("day of a date", "Sun"),
)
_SHORT_MONTHS = (
    NP_("month of a date", "Jan"),
    NP_("month of a date", "Feb"),
    NP_("month of a date", "Mar"),
    NP_("month of a date", "Apr"),
    NP_("month of a date", "May"),
    NP_("month of a date", "Jun"),
    NP_("month of a date", "Jul"),
    NP_("month of a date", "Aug"),
    NP_("month of a date", "Sep"),
    NP_("month of a date", "Oct"),
    NP_("month of a date", "Nov"),
    NP_("month of a date", "Dec"),
)
_SHORT_ALONE = (
    NP_("short, without a day", "Jan"),
    NP_("short, without a day", "Feb"),
    NP_("short, without a day", "Mar"),
    NP_("short, without a day", "Apr"),
    NP_("short, without a day", "May"),
    NP_("short, without a day", "Jun"),
    NP_("short, without a day", "Jul"),
    NP_("short, without a day", "Aug"),
    NP_("short, without a day", "Sep"),
    NP_("short, without a day", "Oct"),
    NP_("short, without a day", "Nov"),
    NP_("short, without a day", "Dec"),
)
_OF_LONG_DATE = (
    NP_("of a day, as in 5 February", "January"),
    NP_("of a day, as in 5 February", "February"),
    NP_("of a day, as in 5 February", "March"),
    NP_("of a day, as in 5 February", "April"),
    NP_("of a day, as in 5 February", "May"),
    NP_("of a day, as in 5 February", "June"),
    NP_("of a day, as in 5 February", "July"),
    NP_("of a day, as in 5 February", "August"),
    NP_("of a day, as in 5 February", "September"),
    NP_("of a day, as in 5 February", "October"),
    NP_("of a day, as in 5 February", "November"),
    NP_("of a day, as in 5 February", "December"),
)
_MONTHS = (
    NP_("alone, as in February 2027", "January"),
    NP_("alone, as in February 2027", "February"),
    NP_("alone, as in February 2027", "March"),
    NP_("alone, as in February 2027", "April"),
    NP_("alone, as in February 2027", "May"),
    NP_("alone, as in February 2027", "June"),
    NP_("alone, as in February 2027", "July"),
    NP_("alone, as in February 2027", "August"),
    NP_("alone, as in February 2027", "September"),
    NP_("alone, as in February 2027", "October"),
    NP_("alone, as in February 2027", "November"),
    NP_("alone, as in February 2027", "December"),
)


def say_weekday(day: date) -> str:
    """`Friday`."""
    return _(WEEKDAYS[day.weekday()])


def short_month(month: int) -> str:
    """The month of a date, 1 to 12: `Feb`."""
    return pgettext("month of a date", _SHORT_MONTHS[month - 1])


def month_alone(month: int) -> str:
    """The month without a day, 1 to 12, which some languages say otherwise: `May`."""
    return pgettext("short, without a day", _SHORT_ALONE[month - 1])


def say_day(day: date) -> str:
    """A day as it is echoed, so that a misreading is seen: `Fri 29 Jan 2027`."""
    return f"{pgettext('day of a date', _SHORT_DAYS[day.weekday()])} {say_date(day)}"


def say_date(day: date) -> str:
    """The same without its weekday: `29 Jan 2027`."""
    return f"{short_day(day)} {day.year:04d}"


def short_day(day: date) -> str:
    """A day of this year: `29 Jan`."""
    return f"{day.day} {short_month(day.month)}"


def long_date(day: date) -> str:
    """A day as a letter says it: `29 January 2027`."""
    month = pgettext("of a day, as in 5 February", _OF_LONG_DATE[day.month - 1])
    return _("{day} {month} {year}").format(day=day.day, month=month, year=f"{day.year:04d}")


def say_moment(at: datetime) -> str:
    """A day of this year and the time: `29 Jan 09:30`."""
    return f"{short_day(at)} {at:%H:%M}"


def say_month(day: date) -> str:
    """`February 2027`."""
    return f"{pgettext('alone, as in February 2027', _MONTHS[day.month - 1])} {day.year}"
