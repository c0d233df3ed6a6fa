"""Everything that can go wrong with an open ledger, as sentences for the moderator."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from facilitator.audit.files import Cancelled, CannotRead, said
from facilitator.audit.where import Original
from facilitator.words.language import _


@contextmanager
def as_sentences(parquet: Path | None = None) -> Generator[None]:
    """Turn everything the engine raises into `CannotRead` or `Cancelled`."""
    import duckdb

    from facilitator.audit.engine import workspace
    from facilitator.audit.engine.analysis import EmptyLedger
    from facilitator.audit.server import NoWarehouse

    try:
        yield
    except (CannotRead, Cancelled):
        raise
    except (workspace.Cancelled, duckdb.InterruptException) as error:
        raise Cancelled from error
    except (EmptyLedger, NoWarehouse, ValueError) as error:
        raise CannotRead(str(error)) from error
    except (workspace.NotComputed, duckdb.Error, OSError) as error:
        if parquet is not None and not parquet.is_file():
            raise CannotRead(
                _("The rows of the ledger are not on the disk any more. Read the file again.")
            ) from error
        raise CannotRead(_said(error)) from error


def _said(error: Exception) -> str:
    told = str(error).strip()
    if "no space left" in told.lower():
        return _("The disk is full. Free some space and try again; nothing was changed.")
    return (
        told.splitlines()[0]
        if told
        else _("The ledger cannot be used ({name}).").format(name=type(error).__name__)
    )


def as_they_were(originals: Sequence[Original]) -> None:
    """Raise CannotRead for a file that is gone or has another size than when it was read."""
    for each in originals:
        try:
            size = each.path.stat().st_size
        except OSError as error:
            raise CannotRead(
                _(
                    "{file} is not where it was read ({parent}). Put it back, "
                    "or read the ledger again."
                ).format(file=said(each.path), parent=each.path.parent)
            ) from error
        if size != each.size:
            raise changed(each.path)


def changed(path: Path) -> CannotRead:
    """A sentence for a file that is not the one that was read."""
    return CannotRead(
        _("{file} has changed since it was read. Read it again to use it.").format(file=said(path))
    )
