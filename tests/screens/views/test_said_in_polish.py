"""What the audit's pages say of a cell and of amounts, in another language than English."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import pytest

from facilitator.audit.plain import from_plain, plain
from facilitator.methods.exact import NotAvailable
from facilitator.words import language
from screens.stages.audit.economics import economics_lines
from screens.stages.audit.numbers import audit_items
from screens.stages.audit.sales import sales_lines
from screens.stages.shown import money_unit
from screens.stages.views.channels import earned
from screens.stages.views.matrix import cell_rows
from tests.screens.views.taveon import look, state
from tests.workshop import demo_audit, demo_rows


@dataclass(frozen=True)
class _Kept:
    rate: Fraction | NotAvailable


@pytest.fixture(autouse=True)
def polish() -> Iterator[None]:
    look()  # read in English: what was found is kept as it was said, for all tests of a process
    language.use("pl")
    yield
    language.use("en")


def test_the_policy_of_a_cell_is_said_in_the_language_also_as_a_finding() -> None:
    (policy,) = (row for row in cell_rows(look(), "AX") if row.item.key == "policy")
    assert policy.item.text.startswith("→ Chronić:")
    assert policy.sentence.startswith("Chronić:")


def test_thousands_are_said_before_the_currency() -> None:
    assert money_unit(state()) == "tys.\u00a0€"


def test_the_total_of_earnings_and_reasons_are_said_in_the_language() -> None:
    shown = [entry.label for part in earned(look()) for entry in getattr(part, "entries", ())]
    assert "Razem" in shown
    assert "Total" not in shown
    kept = plain(_Kept(NotAvailable("An average growth rate needs at least two yearly steps.")))
    rate = from_plain(_Kept, kept).rate
    assert isinstance(rate, NotAvailable)
    assert rate.reason.startswith("Średnia stopa")


def test_totals_of_typed_figures_are_said_in_the_language() -> None:
    typed = demo_rows.state_of(*demo_rows.agenda(), *demo_audit.audit())
    shown = [*sales_lines(typed), *economics_lines(typed), *audit_items(typed)]
    texts = " · ".join(item.text for item in shown)
    assert "Razem" in texts
    assert "Total" not in texts
