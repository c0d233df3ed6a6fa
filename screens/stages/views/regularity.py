"""XYZ: how evenly customers buy, what the choice of periods and limits does, a better one."""

from fractions import Fraction

from facilitator.audit.results import Proposal, Xyz
from facilitator.methods.exact import NotAvailable
from facilitator.methods.segments import MATRIX_COLUMNS, Sigma
from facilitator.words.language import N_, _
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
    title = _("XYZ, by {unit}, {plain}/{plain2} %").format(
        unit=chosen.unit, plain=plain(chosen.limits.x), plain2=plain(chosen.limits.y)
    )
    if isinstance(found, NotAvailable):
        return View(title, (missing("xyz", "XYZ", found),), xyz_choice(look.audit.choices))
    view = _("{title}, {periods} whole {unit}s").format(
        title=title, periods=found.periods, unit=chosen.unit
    )
    parts: list[Part] = [
        _counts(look, found),
        remark("sentence", found.sentence),
        *_proposal(found.proposal),
        _quantiles(look, found),
        *_warnings(found),
    ]
    choice = f"{found.periods} {chosen.unit}s, {xyz_choice(look.audit.choices)}"
    return View(view, laid_out(look, parts), choice)


def _counts(look: Look, found: Xyz) -> Table:
    chosen = look.audit.choices.regularity
    x, y = plain(chosen.limits.x), plain(chosen.limits.y)
    least, wait = chosen.period.minimum, chosen.period.lost_after
    rules = {
        "X": (_("X  CV up to {x} %").format(x=x), _("CV up to {x} %").format(x=x)),
        "Y": (
            _("Y  CV up to {y} %").format(y=y),
            _("CV above {x} % and up to {y} %").format(x=x, y=y),
        ),
        "Z": (_("Z  CV above {y} %").format(y=y), _("CV above {y} %").format(y=y)),
        "n/a": (
            _("n/a  too little history"),
            _("fewer than {least} {unit}s, or too few active").format(
                least=least, unit=chosen.unit
            ),
        ),
        "lost": (
            _("lost  silent {wait} {unit}s").format(wait=wait, unit=chosen.unit),
            _("silent for {wait} {unit}s").format(wait=wait, unit=chosen.unit),
        ),
    }
    whole = sum(found.counts.values())
    entries = [
        Entry(
            _("xyz {column}").format(column=column),
            rules[column][0],
            (Value(_("Customers"), found.counts.get(column, 0), "count", rule=rules[column][1]),),
            words(
                _("{number} of {number2} customers are {column}: {rules}").format(
                    number=number(found.counts.get(column, 0)),
                    number2=number(whole),
                    column=column,
                    rules=rules[column][1],
                )
            ),
            section="RK" if column == "lost" else "",
            customers=("", column) if found.counts.get(column, 0) else None,
        )
        for column in MATRIX_COLUMNS
    ]
    return Table(_("Regularity"), entries, ("customers",))


def _quantiles(look: Look, found: Xyz) -> Table:
    sigma = look.audit.choices.regularity.sigma
    divided = _("by n") if sigma is Sigma.POPULATION else _("by n − 1")
    entries = [
        Entry(
            _("quantile {cut}").format(cut=cut),
            _("{cut} % of them").format(cut=cut),
            (
                Value(
                    _("CV at most"),
                    value,
                    "part",
                    1,
                    _("{cv}; squares divided {divided}").format(cv=_CV, divided=divided),
                ),
            ),
            words(
                _("{cut} % of the customers have a CV of {percent} or less").format(
                    cut=cut, percent=percent(value)
                )
            ),
        )
        for cut, value in found.quantiles
    ]
    top = max([Fraction(1), *(Fraction(value) for _unused, value in found.quantiles)])
    return Table(_("Customers with a class have a CV"), entries, (_("at most"),), top)


def _proposal(found: Proposal | NotAvailable) -> list[Row]:
    if isinstance(found, NotAvailable):
        return [missing("proposal", _("Proposal"), found)]
    item = Item("proposal", f"→ {found.sentence}", tone="good")
    return [heading(_("A cut that tells these customers apart: P takes it")), Row(item)]


def _warnings(found: Xyz) -> list[Row]:
    rows: list[Row] = []
    if found.indicative:
        told = _("{indicative} customers have few periods: their class is an indication.").format(
            indicative=found.indicative
        )
        rows.append(remark("indicative", told))
    if found.with_returns:
        told = _("{with_returns} customers have a period with more returned than bought.").format(
            with_returns=found.with_returns
        )
        rows.append(remark("returns", told, warns=True))
    return rows
