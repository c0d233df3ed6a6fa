"""What the list of clients says: ABC × XYZ, dependence on a few, who stayed."""

from facilitator.methods.abc_classes import ABC_CLASSES
from facilitator.methods.abc_xyz import MATRIX_COLUMNS
from facilitator.methods.exact import NotAvailable
from facilitator.methods.retention import Retention
from facilitator.words.language import _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.results.accounts import SHEET, Accounts, accounts
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.state import State
from screens.stages.shown import NOTHING, heading, line, number, percent, plain, remark
from screens.widgets.itemlist import Item


def client_lines(state: State) -> list[Item]:
    """Classes, their matrix, dependence, retention by channel."""
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return []
    lines = [*_classes(found), *_matrix(found)]
    hanging = found.concentration
    if not isinstance(hanging, NotAvailable):
        lines += [
            heading(_("Dependence")),
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
    lines = [heading(_("ABC: clients and revenue of the last year"))]
    for row in found.classes:
        text = ngettext(
            "{count} client, {share} (usual {usual})",
            "{count} clients, {share} (usual {usual})",
            row.clients,
        ).format(
            count=row.clients, share=percent(row.client_share, 0), usual=percent(row.reference, 0)
        )
        share = percent(row.revenue_share, 2)
        lines.append(Item(f"abc {row.abc}", f"{row.abc}  {text}", right=share))
    return lines


def _matrix(found: Accounts) -> list[Item]:
    lines = [heading(_("ABC × XYZ: clients (revenue)"))]
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
        heading(_("Retention · {name}").format(name=name)),
        line(
            f"{name} crr",
            _("Clients kept"),
            kept.crr,
            percent(kept.crr, 2),
            detail=", ".join(moves),
        ),
        line(f"{name} nrr", _("Revenue kept, with growth"), kept.nrr, percent(kept.nrr, 2)),
        line(f"{name} grr", _("Revenue kept, without"), kept.grr, percent(kept.grr, 2)),
    ]
