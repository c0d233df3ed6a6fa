"""XYZ: how evenly customers buy, what the choice of periods and limits does, a better one."""

from fractions import Fraction

from facilitator.audit.results import Proposal, Xyz
from facilitator.methods.abc_xyz import MATRIX_COLUMNS
from facilitator.methods.exact import NotAvailable
from facilitator.methods.xyz_classes import Sigma
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import number, percent, plain
from screens.stages.views.look import Look, words, xyz_choice
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out
from screens.widgets.rows import Item

_CV = N_("standard deviation ÷ mean of the purchases per period")


def xyz(look: Look) -> View:
    """Customers per regularity, what was chosen, quantiles of CV, the proposal."""
    found = look.audit.xyz
    chosen = look.audit.choices.regularity
    title = _("XYZ, by {unit}, {x}/{y} %").format(
        unit=_(chosen.unit), x=plain(chosen.limits.x), y=plain(chosen.limits.y)
    )
    if isinstance(found, NotAvailable):
        return View(title, (missing("xyz", "XYZ", found),), xyz_choice(look.audit.choices))
    whole = (
        ngettext("{count} whole month", "{count} whole months", found.periods)
        if chosen.unit == "month"
        else ngettext("{count} whole quarter", "{count} whole quarters", found.periods)
    ).format(count=found.periods)
    parts: list[Part] = [
        _counts(look, found),
        remark("sentence", found.sentence),
        *_proposal(found.proposal),
        _quantiles(look, found),
        *_warnings(found),
    ]
    choice = f"{_periods(found.periods, chosen.unit)}, {xyz_choice(look.audit.choices)}"
    return View(f"{title}, {whole}", laid_out(look, parts), choice)


def _periods(count: int, unit: str) -> str:
    said = (
        ngettext("{count} month", "{count} months", count)
        if unit == "month"
        else ngettext("{count} quarter", "{count} quarters", count)
    )
    return said.format(count=count)


def _counts(look: Look, found: Xyz) -> Table:
    chosen = look.audit.choices.regularity
    x, y = plain(chosen.limits.x), plain(chosen.limits.y)
    least, wait = chosen.period.minimum, chosen.period.lost_after
    rules = {
        "X": (
            f"X  {_('CV up to {limit} %').format(limit=x)}",
            _("CV up to {limit} %").format(limit=x),
        ),
        "Y": (
            f"Y  {_('CV up to {limit} %').format(limit=y)}",
            _("CV above {low} % and up to {high} %").format(low=x, high=y),
        ),
        "Z": (
            f"Z  {_('CV above {limit} %').format(limit=y)}",
            _("CV above {limit} %").format(limit=y),
        ),
        "n/a": (
            f"{_('n/a')}  {_('too little history')}",
            _("fewer than {periods}, or too few active").format(
                periods=_periods(least, chosen.unit)
            ),
        ),
        "lost": (
            f"{_('lost')}  {_('silent {periods}').format(periods=_periods(wait, chosen.unit))}",
            _("silent for {periods}").format(periods=_periods(wait, chosen.unit)),
        ),
    }
    whole = sum(found.counts.values())
    entries = [
        Entry(
            f"xyz {column}",
            rules[column][0],
            (Value(_("Customers"), found.counts.get(column, 0), "count", rule=rules[column][1]),),
            words(
                _("{count} of {all} customers are {column}: {rule}").format(
                    count=number(found.counts.get(column, 0)),
                    all=number(whole),
                    column=_(column),
                    rule=rules[column][1],
                )
            ),
            section="RK" if column == "lost" else "",
            customers=("", column) if found.counts.get(column, 0) else None,
        )
        for column in MATRIX_COLUMNS
    ]
    return Table(_("Regularity"), entries, (_("customers"),))


def _quantiles(look: Look, found: Xyz) -> Table:
    sigma = look.audit.choices.regularity.sigma
    divided = (
        _("squares divided by n") if sigma is Sigma.POPULATION else _("squares divided by n − 1")
    )
    entries = [
        Entry(
            f"quantile {cut}",
            _("{cut} % of them").format(cut=cut),
            (
                Value(
                    _("CV at most"),
                    value,
                    "part",
                    1,
                    f"{_(_CV)}; {divided}",
                ),
            ),
            words(
                _("{cut} % of the customers have a CV of {limit} or less").format(
                    cut=cut, limit=percent(value)
                )
            ),
        )
        for cut, value in found.quantiles
    ]
    top = max([Fraction(1), *(Fraction(each[1]) for each in found.quantiles)])
    return Table(_("Customers with a class have a CV"), entries, (_("at most"),), top)


def _proposal(found: Proposal | NotAvailable) -> list[Row]:
    if isinstance(found, NotAvailable):
        return [missing("proposal", _("Suggestion"), found)]
    item = Item("proposal", f"→ {found.sentence}", tone="good")
    return [heading(_("A cut that tells these customers apart: P takes it")), Row(item)]


def _warnings(found: Xyz) -> list[Row]:
    rows: list[Row] = []
    if found.indicative:
        told = ngettext(
            "{count} customers have few periods: their class is an indication.",
            "{count} customers have few periods: their class is an indication.",
            found.indicative,
        ).format(count=found.indicative)
        rows.append(remark("indicative", told))
    if found.with_returns:
        told = ngettext(
            "{count} customers have a period with more returned than bought.",
            "{count} customers have a period with more returned than bought.",
            found.with_returns,
        ).format(count=found.with_returns)
        rows.append(remark("returns", told, warns=True))
    return rows
