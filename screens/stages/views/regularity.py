"""XYZ: how evenly customers buy, what the choice of periods and limits does, a better one."""

from facilitator.audit.results import Proposal, Xyz
from facilitator.methods.exact import NotAvailable
from facilitator.methods.segments import MATRIX_COLUMNS, Sigma
from screens.stages.shown import percent, plain
from screens.stages.views.look import Look, words, xyz_choice
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.stages.views.tables import Entry, table
from screens.widgets.rows import Item

_NAMES = {
    "X": "X  even",
    "Y": "Y  swings",
    "Z": "Z  irregular",
    "n/a": "not enough history",
    "lost": "lost",
}
_CV = "standard deviation ÷ mean of the purchases per period"


def xyz(look: Look) -> View:
    """Customers per regularity, what was chosen, quantiles of CV, the proposal."""
    found = look.audit.xyz
    chosen = look.audit.choices.regularity
    title = f"XYZ, by {chosen.unit}, {plain(chosen.limits.x)}/{plain(chosen.limits.y)} %"
    if isinstance(found, NotAvailable):
        return View(title, (missing("xyz", "XYZ", found),), xyz_choice(look.audit.choices))
    view = f"{title}, {found.periods} whole {chosen.unit}s"
    rows = [
        *_counts(look, found),
        remark("sentence", found.sentence),
        *_quantiles(look, found),
        *_proposal(found.proposal),
        *_warnings(found),
    ]
    return View(view, tuple(rows), f"{found.periods} {xyz_choice(look.audit.choices)[4:]}")


def _counts(look: Look, found: Xyz) -> list[Row]:
    chosen = look.audit.choices.regularity
    x, y = plain(chosen.limits.x), plain(chosen.limits.y)
    rules = {
        "X": f"CV up to {x} %",
        "Y": f"CV above {x} % and up to {y} %",
        "Z": f"CV above {y} %",
        "n/a": f"fewer than {chosen.period.minimum} periods, or too few with a purchase",
        "lost": f"no purchase in the last {chosen.period.lost_after} {chosen.unit}s",
    }
    whole = sum(found.counts.values())
    entries = [
        Entry(
            f"xyz {column}",
            _NAMES[column],
            (Value("Customers", found.counts.get(column, 0), "count", rule=rules[column]),),
            words(f"{found.counts.get(column, 0)} of {whole} customers: {rules[column]}"),
            detail=rules[column],
            section="RK" if column == "lost" else "",
            customers=("", column) if found.counts.get(column, 0) else None,
        )
        for column in MATRIX_COLUMNS
    ]
    return table(look, "Regularity", entries, titles=("customers",))


def _quantiles(look: Look, found: Xyz) -> list[Row]:
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
    return table(look, "Customers with a class have a CV", entries, titles=("at most",))


def _proposal(found: Proposal | NotAvailable) -> list[Row]:
    if isinstance(found, NotAvailable):
        return [missing("proposal", "Proposal", found)]
    item = Item("proposal", found.sentence, mark="→", tone="good")
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
