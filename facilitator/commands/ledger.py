"""The command on a company's sales ledger: what was understood, what was left out, the audit."""

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from facilitator.commands.settings import Settings, Stopped, say
from facilitator.methods.exact import Exact, NotAvailable, half_up

if TYPE_CHECKING:
    from facilitator.audit.ledger import Ledger
    from facilitator.audit.mapping import Mapping
    from facilitator.audit.recognise import Recognised
    from facilitator.audit.results import Audit, ChannelRow, CustomerList, Dynamics


def audit(
    settings: Settings, files: Sequence[Path], mapped: Sequence[str], *, as_json: bool
) -> int:
    """Read the files, say how they were understood, and print the audit of their rows."""
    from facilitator.audit.engine.analysis import Analysis, EmptyLedger
    from facilitator.audit.engine.choices import Choices
    from facilitator.audit.files import CannotRead
    from facilitator.audit.ledger import read_ledger
    from facilitator.audit.recognise import recognise

    if not files:
        raise Stopped("Name at least one file: facilitator audit sales.csv", 2)
    try:
        mapping = _mapping(mapped)
        for path in files:
            for line in _understood(recognise(path, mapping)):
                say(line)
        with TemporaryDirectory(prefix="facilitator-audit-") as room:
            ledger = read_ledger(list(files), mapping, Path(room) / "ledger.parquet")
            with Analysis(ledger.parquet) as analysis:
                found = analysis.audit(Choices(as_of=settings.day()))
            for line in _left_out(ledger):
                say(line)
    except (CannotRead, EmptyLedger) as refused:
        raise Stopped(str(refused)) from refused
    if as_json:
        print(json.dumps(_document(ledger, found), ensure_ascii=False, indent=2))
    else:
        for line in _report(found):
            print(line)
    return 0


def _mapping(mapped: Sequence[str]) -> "Mapping | None":
    from facilitator.audit.mapping import Mapping
    from facilitator.audit.vocabulary import Role

    if not mapped:
        return None
    columns: dict[Role, str] = {}
    for words in mapped:
        role, mark, name = words.partition("=")
        try:
            columns[Role(role.strip().replace("_", " "))] = name.strip()
        except ValueError:
            mark = ""
        if not mark or not name.strip():
            roles = ", ".join(role.value for role in Role)
            raise Stopped(f"--map wants role=column, not “{words}”. The roles are: {roles}.", 2)
    return Mapping(columns=columns)


# -- what was understood -------------------------------------------------------------------------


def _understood(found: "Recognised") -> Iterator[str]:
    sample = found.sample
    extent = "all rows" if found.complete else f"the first {found.rows} rows"
    marks = {"\t": "tab"}
    between = marks.get(sample.delimiter, sample.delimiter)
    form = f"{sample.encoding}, parted by “{between}”" if between else sample.sheet or "sheet"
    yield f"{found.path.name}: {form}; {extent} looked at"
    for column in found.columns:
        if column.role is not None:
            yield f"  {column.role.value} = {column.name}"
    for doubt in found.doubts:
        yield f"  ? {doubt}"


def _left_out(ledger: "Ledger") -> Iterator[str]:
    yield f"{ledger.rows} rows taken in; control total {ledger.control_total}"
    for bad in ledger.bad_cells:
        places = ", ".join(f"line {each.line}: “{each.text}”" for each in bad.examples[:3])
        yield f"  left out for “{bad.column}”: {bad.unreadable + bad.blank} rows ({places})"
    for source in ledger.sources:
        if source.rejected:
            yield f"  {source.path.name}: {source.rejected} lines that are no rows"


def _document(ledger: "Ledger", found: "Audit") -> dict[str, object]:
    sources = [
        {"file": each.path.name, "sha256": each.sha256, "rows": each.rows}
        for each in ledger.sources
    ]
    read = {
        "files": sources,
        "rows": ledger.rows,
        "control_total": str(ledger.control_total),
        "first_day": ledger.first_day.isoformat(),
        "last_day": ledger.last_day.isoformat(),
        "rows_without_customer": ledger.without_customer,
        "rows_left_out": sum(each.rejected + each.bad_rows for each in ledger.sources),
    }
    return {"ledger": read, "audit": found.plain()}


# -- the report for people -----------------------------------------------------------------------


def _report(found: "Audit") -> Iterator[str]:
    seen = found.coverage
    yield f"{seen.lines} rows, {seen.first_day} to {seen.last_day}, {_amount(seen.total)} in all"
    yield from seen.notes
    yield ""
    yield from _years(found.total)
    yield ""
    yield from _classes(found)
    yield from _movement(found)
    yield ""
    yield "Channels, window of the last months\trevenue\tshare\tgrowth"
    yield from map(_channel, found.channels)
    yield ""
    yield from _names("A and B customers that buy irregularly", found.irregular)
    yield from _names("Stopped buying", found.stopped)


def _years(dynamics: "Dynamics") -> Iterator[str]:
    yield "Year\trevenue\tgrowth"
    for row in dynamics.years:
        whole = "" if row.complete else "\t(not whole)"
        yield f"{row.label}\t{_amount(row.revenue)}\t{_share(row.growth)}{whole}"
    if not isinstance(dynamics.cagr, NotAvailable):
        yield f"CAGR\t{_share(dynamics.cagr)}"
    for decline in dynamics.declines:
        yield f"Decline that needs a cause\t{decline.label}\t{_share(decline.change)}"


def _classes(found: "Audit") -> Iterator[str]:
    if isinstance(found.abc, NotAvailable):
        yield f"ABC\t{found.abc.reason}"
        return
    yield "Class\tcustomers\tof customers\trevenue\tof revenue"
    for row in found.abc.classes:
        yield "\t".join(
            (row.abc, str(row.clients), _share(row.client_share), _amount(row.revenue),
             _share(row.revenue_share))
        )  # fmt: skip
    yield from found.abc.hints
    if isinstance(found.xyz, NotAvailable):
        yield f"XYZ\t{found.xyz.reason}"
        return
    counts = ", ".join(f"{column} {count}" for column, count in found.xyz.counts.items())
    yield f"XYZ by {found.choices.regularity.unit}\t{counts}"
    yield found.xyz.sentence
    if not isinstance(found.xyz.proposal, NotAvailable):
        yield found.xyz.proposal.sentence


def _movement(found: "Audit") -> Iterator[str]:
    if isinstance(found.movement, NotAvailable):
        yield f"Retention\t{found.movement.reason}"
        return
    move = found.movement
    yield f"Customers\t{move.start} + {move.new} new + {move.returned} back − {move.lost} lost"
    yield f"Retention {_share(move.crr)}, NRR {_share(move.nrr)}, GRR {_share(move.grr)}"


def _channel(row: "ChannelRow") -> str:
    figures = row.figures
    name = figures.value or "(none named)"
    parts = (name, _amount(figures.revenue), _share(figures.share), _share(figures.growth))
    return "\t".join(parts)


def _names(title: str, listed: "CustomerList | NotAvailable") -> Iterable[str]:
    if isinstance(listed, NotAvailable):
        return [f"{title}\t{listed.reason}"]
    names = ", ".join(row.customer for row in listed.rows[:10])
    more = f" and {listed.count - 10} more" if listed.count > 10 else ""
    return [f"{title}\t{listed.count}\t{names}{more}"]


def _amount(value: Exact) -> str:
    return f"{half_up(value, 2):,}".replace(",", " ")


def _share(value: Exact | NotAvailable) -> str:
    return "n/a" if isinstance(value, NotAvailable) else f"{half_up(Fraction(value) * 100, 1)} %"
