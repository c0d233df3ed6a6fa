"""How far a form is filled in, and the key-client profiles."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.agenda.library import form as form_of
from facilitator.agenda.parts import Field, Form
from facilitator.methods.exact import NotAvailable, divide
from facilitator.words.language import _
from facilitator.workshop.results.reading import entries, fillings
from facilitator.workshop.state import State

PROFILES = ("profile_b2b", "profile_b2c")
MATCHES_NEEDED = 3


@dataclass(frozen=True, slots=True)
class Filled:
    """One filling of a form; `missing` are the fields still required."""

    form: str
    subject: str
    missing: tuple[Field, ...]
    required: int

    @property
    def share(self) -> Fraction | NotAvailable:
        """Filled required fields divided by required fields."""
        done = self.required - len(self.missing)
        return divide(done, self.required, _("This form requires nothing."))

    @property
    def complete(self) -> bool:
        """Whether nothing required is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Profile:
    """A key-client profile: how complete it is and whether it tells clients apart."""

    filled: Filled
    name: str
    exclusions: tuple[str, ...]
    matches: tuple[str, ...]
    mismatches: tuple[str, ...]

    @property
    def discriminates(self) -> bool:
        """Whether it excludes someone, fits three clients and does not fit one."""
        enough = len(self.matches) >= MATCHES_NEEDED
        return bool(self.exclusions and self.mismatches) and enough


def filled(form: Form, subject: str, answers: Mapping[str, str]) -> Filled:
    """Compare the answers of one filling with what the form requires."""
    required = [field for field in form.fields if field.required]
    missing = tuple(field for field in required if not _answered(field, answers))
    return Filled(form.id, subject, missing, len(required))


def _answered(field: Field, answers: Mapping[str, str]) -> bool:
    text = answers.get(field.id, "")
    if field.type == "list" and field.least is not None:
        return len(entries(text)) >= field.least
    return bool(text)


def filled_forms(state: State, form: Form) -> tuple[Filled, ...]:
    """Every filling of a form that was begun, in the order they were begun."""
    return tuple(
        filled(form, subject, answers) for subject, answers in fillings(state, form.id).items()
    )


def profiles(state: State) -> tuple[Profile, ...]:
    """All key-client profiles that were begun, business ones first."""
    return state.memo("profiles", lambda: _profiles(state))


def _profiles(state: State) -> tuple[Profile, ...]:
    return tuple(
        Profile(
            filled=filled(form_of(form), subject, answers),
            name=answers.get("segment", ""),
            exclusions=entries(answers.get("exclusion", "")),
            matches=entries(answers.get("matches", "")),
            mismatches=entries(answers.get("mismatches", "")),
        )
        for form in PROFILES
        for subject, answers in fillings(state, form).items()
    )
