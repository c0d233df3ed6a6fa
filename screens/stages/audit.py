"""The figures beside an audit sheet, as lines of a list: label, value, or why there is none."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.funnel import SMALL_SAMPLE_BELOW
from facilitator.methods.nps import Nps
from facilitator.methods.retention import Retention
from facilitator.methods.segments import ABC_CLASSES, MATRIX_COLUMNS
from facilitator.methods.valuetest import Light, ValueTest
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import begun, called
from facilitator.workshop.results.accounts import SHEET, Accounts, accounts
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.loyalty import loyalty, no_data
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.results.sale_steps import weak_steps
from facilitator.workshop.results.sales import MONTHS, Dynamics, sales
from facilitator.workshop.results.value import checklist, value_tests
from facilitator.workshop.state import State
from screens.stages.shown import NOTHING, line, money, number, percent, plain, remark
from screens.widgets.bars import bar
from screens.widgets.itemlist import Item

BAR = 10
"""Cells of a bar beside its value."""


def sheet_lines(state: State, sheet: str) -> list[Item]:
    """What follows from the rows of a sheet; empty for a sheet nothing is computed of."""
    build = _BUILDERS.get(sheet)
    return build(state) if build else []


def _heading(title: str) -> Item:
    return Item(f"# {title}", title, tone="heading")


# -- dynamics ---------------------------------------------------------------------


def _sales(state: State) -> list[Item]:
    found = sales(state)
    if isinstance(found, NotAvailable):
        return []
    lines: list[Item] = []
    for each in (*found.channels, found.total):
        lines += _years(state, each)
    lines += _season(found.total)
    if found.declines:
        lines.append(_heading(_("Declines that need a cause")))
        for at, fall in enumerate(found.declines):
            text = f"{fall.channel} {fall.period}"
            lines.append(
                Item(
                    f"fall {at}",
                    text,
                    right=percent(fall.change, sign=True),
                    tone="bad",
                )
            )
    if found.unread:
        lines.append(
            remark(
                "unread",
                _("Not read, because they name no year: {unread}").format(unread=found.unread),
            )
        )
    return lines


def _years(state: State, each: Dynamics) -> list[Item]:
    lines = [_heading(each.name)]
    for year, value in each.years.items():
        growth = each.year_growth.get(year)
        shown = money(state, value)
        if growth is not None and not isinstance(growth, NotAvailable):
            shown += f"  {percent(growth, sign=True)}"
        lines.append(line(f"{each.name} {year}", str(year), value, shown))
    trend = each.trend
    if not isinstance(trend, NotAvailable):
        rough = _("few months, rough") if trend.rough else ""
        slope = _("{number} a month").format(number=number(trend.slope, 2, sign=True))
        lines.append(
            line(
                f"{each.name} trend",
                _("Trend"),
                trend.slope,
                slope,
                detail=rough,
            )
        )
    if not isinstance(each.cagr, NotAvailable):
        lines.append(line(f"{each.name} cagr", "CAGR", each.cagr, percent(each.cagr, 2)))
    return lines


def _season(total: Dynamics) -> list[Item]:
    season = total.seasonality
    if isinstance(season, NotAvailable):
        return [line("season", _("Season"), season, "")]
    top = max(season.indices)
    return [
        _heading(_("Season: month against an average one")),
        *(
            Item(
                f"season {name}",
                f"{_(name)} {bar(index, top, BAR)}",
                right=number(index, 3),
            )
            for name, index in zip(MONTHS, season.indices, strict=True)
        ),
    ]


# -- economics ---------------------------------------------------------------------


def _economics(state: State) -> list[Item]:
    found = economics(state)
    if isinstance(found, NotAvailable):
        return []
    lines: list[Item] = []
    everyone = [*found.channels]
    if not isinstance(found.total, NotAvailable):
        everyone.append(found.total)
    for each in everyone:
        lines += [
            _heading(f"{each.name} {found.year}"),
            line(
                f"{each.name} gp",
                _("Gross profit"),
                each.gross_profit,
                money(state, each.gross_profit),
            ),
            line(
                f"{each.name} c",
                _("Contribution"),
                each.contribution,
                money(state, each.contribution),
            ),
            line(
                f"{each.name} r",
                _("Return on channel money"),
                each.return_on_cost,
                percent(each.return_on_cost),
                tone="picked",
            ),
            line(
                f"{each.name} m",
                _("Contribution of revenue"),
                each.contribution_margin,
                percent(each.contribution_margin),
            ),
        ]
    return lines


# -- clients ---------------------------------------------------------------------


def _accounts(state: State) -> list[Item]:
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return []
    lines = [*_classes(found), *_matrix(found)]
    hanging = found.concentration
    if not isinstance(hanging, NotAvailable):
        lines += [
            _heading(_("Dependence")),
            line("top1", _("Largest client"), hanging.top1, percent(hanging.top1)),
            line("top3", _("Three largest"), hanging.top3, percent(hanging.top3)),
            line("hhi", "HHI", hanging.hhi, number(hanging.hhi)),
        ]
    lines += [remark(f"hint {at}", each) for at, each in enumerate(found.hints)]
    kept = found.retention
    if isinstance(kept, NotAvailable):
        return [*lines, line("retention", _("Retention"), kept, "")]
    for name, each in (*found.by_channel.items(), (_("All accounts"), kept)):
        lines += _retention(found, name, each)
    return lines


def client_classes(state: State) -> dict[str, str]:
    """Row id of each client to revenue of the last year, ABC and XYZ: "520 A X"."""
    return state.memo("client classes", lambda: _client_classes(state))


def _client_classes(state: State) -> dict[str, str]:
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return {}
    shown: dict[str, str] = {}
    for row, each in zip(rows_of(state, SHEET), found.accounts, strict=True):
        letter = each.ranked.abc if each.ranked else NOTHING
        shown[row.id] = f"{plain(each.this)} {letter} {called(each.xyz.column)}"
    return shown


def _classes(found: Accounts) -> list[Item]:
    if isinstance(found.classes, NotAvailable):
        return [line("classes", "ABC", found.classes, "")]
    lines = [_heading(_("ABC: clients and revenue of the last year"))]
    for row in found.classes:
        text = ngettext(
            "{count} client, {share} (usual {usual})",
            "{count} clients, {share} (usual {usual})",
            row.clients,
        ).format(
            count=row.clients,
            share=percent(row.client_share, 0),
            usual=percent(row.reference, 0),
        )
        share = percent(row.revenue_share, 2)
        lines.append(Item(f"abc {row.abc}", f"{row.abc}  {text}", right=share))
    return lines


def _matrix(found: Accounts) -> list[Item]:
    lines = [_heading(_("ABC × XYZ: clients (revenue)"))]
    for letter in ABC_CLASSES:
        cells = [found.matrix.cell(letter, column) for column in MATRIX_COLUMNS]
        shown = [
            f"{called(cell.column)} {len(cell.clients)} ({plain(cell.revenue)})"
            for cell in cells
            if cell.clients
        ]
        lines.append(Item(f"row {letter}", "  ".join(shown) or _("nobody"), letter))
    reserves = found.names(found.matrix.reserves)
    if reserves:
        lines.append(
            Item("reserves", _("Hidden reserves"), detail=", ".join(reserves), tone="picked")
        )
    lost = [found.account(key).name for key, column in found.matrix.outside if column == "lost"]
    if lost:
        lines.append(Item("lost", _("Lost"), detail=", ".join(lost), tone="warn"))
    return lines


def _retention(found: Accounts, name: str, kept: Retention) -> list[Item]:
    moves = [
        _("start {start}").format(start=kept.start),
        _("new {new}").format(new=len(kept.new)),
        _("lost {lost}").format(lost=len(kept.lost)),
    ]
    return [
        _heading(_("Retention · {name}").format(name=name)),
        line(
            f"{name} crr",
            _("Clients kept"),
            kept.crr,
            percent(kept.crr, 2),
            detail=", ".join(moves),
        ),
        line(
            f"{name} nrr",
            _("Revenue kept, with growth"),
            kept.nrr,
            percent(kept.nrr, 2),
        ),
        line(
            f"{name} grr",
            _("Revenue kept, without"),
            kept.grr,
            percent(kept.grr, 2),
        ),
    ]


# -- loyalty, value, system ---------------------------------------------------------------------


def _loyalty(state: State) -> list[Item]:
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        said = _("Marked: no client has been asked.") if no_data(state) else ""
        return [Item("none", said, tone="muted")] if said else []
    lines = [line for name, each in found.channels.items() for line in _nps(name, each)]
    if isinstance(found.total, Nps):
        lines += _nps(_("All"), found.total)
        rate = found.total.response_rate
        lines.append(line("rate", _("Response rate"), rate, percent(rate)))
    for (first, second), each in found.differences.items():
        if each.significant:
            text = _("{first} and {second} differ with certainty").format(
                first=first, second=second
            )
            lines.append(Item(f"{first} {second}", text, right=number(abs(each.delta), 1)))
    return lines


def _nps(name: str, each: Nps) -> list[Item]:
    ends = each.interval
    span = f"95 %: {number(ends.low, 1)} … {number(ends.high, 1)}, ±{number(each.margin, 1)}"
    answers = _("{promoters} promoters, {passives} passive, {detractors} detractors").format(
        promoters=each.promoters, passives=each.passives, detractors=each.detractors
    )
    detail = f"{span} · {answers} · {called(each.weight)}"
    right = _("{score} of n {answers}").format(
        score=number(each.score, 0, sign=True), answers=each.answers
    )
    return [
        Item(
            f"nps {name}",
            _("NPS {name}").format(name=name),
            right=right,
            detail=detail,
        )
    ]


def _value(state: State) -> list[Item]:
    lines: list[Item] = []
    for name, each in value_tests(state).items():
        lines.append(_heading(name))
        if isinstance(each, NotAvailable):
            lines.append(line(f"{name} none", _("Result"), each, ""))
        else:
            lines += _test(name, each)
    return lines


def _test(name: str, each: ValueTest) -> list[Item]:
    lines = [
        line(
            f"{name} {one.question}",
            f"{begun(one.question):<10} {bar(_or_zero(one.share), 1, BAR)}",
            one.share,
            percent(one.share, 0),
            tone="" if one.passed is True else "warn",
        )
        for one in each.results
    ]
    passed = each.passed
    if isinstance(passed, NotAvailable):
        return [*lines, line(f"{name} passed", _("Passed"), passed, "")]
    detail = _("mean {percent}; benefit and difference need 70 %").format(
        percent=percent(each.mean, 0)
    )
    if each.few_readers:
        detail = f"{detail}; {_('fewer than 10 readers')}"
    tone = "good" if passed else "bad"
    shown = Item(
        f"{name} passed",
        _("Passed"),
        right=_("yes") if passed else _("no"),
        detail=detail,
        tone=tone,
    )
    return [*lines, shown]


def _or_zero(share: Fraction | NotAvailable) -> Fraction:
    return Fraction(0) if isinstance(share, NotAvailable) else share


def _checklist(state: State) -> list[Item]:
    found = checklist(state)
    names = (
        (Light.RED, N_("{count} red")),
        (Light.AMBER, N_("{count} amber")),
        (Light.GREEN, N_("{count} green")),
        (None, N_("{count} open")),
    )
    counted = ((found.count(light), words) for light, words in names)
    counts = [_(words).format(count=count) for count, words in counted if count]
    return [
        Item("lights", " · ".join(counts), detail=_("r a g set the light of a line in the list"))
    ]


def _funnel(state: State) -> list[Item]:
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return []
    lines = [_heading(_("Conversion to the next step, and to a contract"))]
    top = max((step.count or 0 for step in found.steps), default=0)
    for step in found.steps[:-1]:
        small = _("small sample: {count}").format(count=step.count) if step.small_sample else ""
        shown = f"{percent(step.conversion)}  {percent(step.to_contract)}"
        text = f"{step.stage} {bar(step.count or 0, top, BAR)}"
        detail = " · ".join(filter(None, (small, step.warning or "")))
        lines.append(line(step.stage, text, step.conversion, shown, detail=detail))
    return [*lines, *_weakest(state), *_not_counted(found.not_counted)]


def _weakest(state: State) -> list[Item]:
    """The indicators that say where to begin: what is lost, how long it takes, what it costs."""
    found = weak_steps(state)
    lines: list[Item] = []
    if not isinstance(found.conversion, NotAvailable):
        step, rate, count = found.conversion
        said = (
            _("of {count}; small sample")
            if count < SMALL_SAMPLE_BELOW
            else _("of {count}; begin here")
        ).format(count=count)
        text = _("Most is lost after: {step}").format(step=step)
        lines.append(Item("worst", text, right=percent(rate), detail=said, tone="bad"))
    if not isinstance(found.days, NotAvailable):
        lines.append(
            Item(
                "longest",
                _("Longest: {days}").format(days=found.days[0]),
                right=_("{days} d").format(days=plain(found.days[1])),
            )
        )
    if not isinstance(found.cost, NotAvailable):
        shown = money(state, found.cost[1])
        lines.append(Item("dearest", _("Dearest: {cost}").format(cost=found.cost[0]), right=shown))
    return lines


def _not_counted(steps: Sequence[str]) -> list[Item]:
    return (
        [remark("blank", _("Not counted: {steps}").format(steps=", ".join(steps)))] if steps else []
    )


_BUILDERS: Mapping[str, Callable[[State], list[Item]]] = {
    "sales": _sales,
    "economics": _economics,
    "accounts": _accounts,
    "nps": _loyalty,
    "value_test": _value,
    "checklist": _checklist,
    "funnel": _funnel,
}
