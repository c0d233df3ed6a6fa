"""XYZ: how evenly customers buy, what the choice of periods and limits does, a better one."""

from fractions import Fraction

from facilitator.audit.results import Proposal, Xyz
from facilitator.methods.exact import NotAvailable
from facilitator.methods.segments import MATRIX_COLUMNS, Sigma
from screens.stages.shown import number, percent, plain
from screens.stages.views.look import Look, words, xyz_choice
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out
from screens.widgets.rows import Item

_CV = "standard deviation ÷ mean of the purchases per period"


def xyz(look: Look) -> View:
    """Customers per regularity, what was chosen, quantiles of CV, the proposal."""
    found = look.audit.xyz
    chosen = look.audit.choices.regularity
    title = f"XYZ, by {chosen.unit}, {plain(chosen.limits.x)}/{plain(chosen.limits.y)} %"
    if isinstance(found, NotAvailable):
        return View(title, (missing("xyz", "XYZ", found),), xyz_choice(look.audit.choices))
    view = f"{title}, {found.periods} whole {chosen.unit}s"
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
        "X": (f"X  CV up to {x} %", f"CV up to {x} %"),
        "Y": (f"Y  CV up to {y} %", f"CV above {x} % and up to {y} %"),
        "Z": (f"Z  CV above {y} %", f"CV above {y} %"),
        "n/a": ("n/a  too little history", f"fewer than {least} {chosen.unit}s, or too few active"),
        "lost": (f"lost  silent {wait} {chosen.unit}s", f"silent for {wait} {chosen.unit}s"),
    }
    whole = sum(found.counts.values())
    entries = [
        Entry(
            f"xyz {column}",
            rules[column][0],
            (Value("Customers", found.counts.get(column, 0), "count", rule=rules[column][1]),),
            words(
                f"{number(found.counts.get(column, 0))} of {number(whole)} customers are "
                f"{column}: "
                f"{rules[column][1]}"
            ),
            section="RK" if column == "lost" else "",
            customers=("", column) if found.counts.get(column, 0) else None,
        )
        for column in MATRIX_COLUMNS
    ]
    return Table("Regularity", entries, ("customers",))


def _quantiles(look: Look, found: Xyz) -> Table:
    sigma = look.audit.choices.regularity.sigma
    divided = "by n" if sigma is Sigma.POPULATION else "by n − 1"
    entries = [
        Entry(
            f"quantile {cut}",
            f"{cut} % of them",
            (Value("CV at most", value, "part", 1, f"{_CV}; squares divided {divided}"),),
            words(f"{cut} % of the customers have a CV of {percent(value)} or less"),
        )
        for cut, value in found.quantiles
    ]
    top = max([Fraction(1), *(Fraction(value) for _, value in found.quantiles)])
    return Table("Customers with a class have a CV", entries, ("at most",), top)


def _proposal(found: Proposal | NotAvailable) -> list[Row]:
    if isinstance(found, NotAvailable):
        return [missing("proposal", "Proposal", found)]
    item = Item("proposal", f"→ {found.sentence}", tone="good")
    return [heading("A cut that tells these customers apart: P takes it"), Row(item)]


def _warnings(found: Xyz) -> list[Row]:
    rows: list[Row] = []
    if found.indicative:
        told = f"{found.indicative} customers have few periods: their class is an indication."
        rows.append(remark("indicative", told))
    if found.with_returns:
        told = f"{found.with_returns} customers have a period with more returned than bought."
        rows.append(remark("returns", told, warns=True))
    return rows
