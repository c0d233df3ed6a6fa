"""Value: what client readers understood, the state of a USP, and the sales-system checklist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, divide, mean
from facilitator.words.language import N_, _

PASS_SHARE = Fraction(70, 100)
READERS_MINIMUM = 5
READERS_RECOMMENDED = 10


class Question(StrEnum):
    """The five questions put to a reader of one material."""

    CLEAR = N_("clear")
    BENEFIT = N_("benefit")
    DIFFERENCE = N_("difference")
    PROOF = N_("proof")
    FORWARD = N_("forward")


DECISIVE = (Question.BENEFIT, Question.DIFFERENCE)
"""A material passes when these two pass."""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """Answers to one question; readers who gave none are not counted."""

    question: Question
    yes: int
    readers: int

    @property
    def share(self) -> Fraction | NotAvailable:
        """Yes answers divided by readers; needs five readers."""
        if self.readers < READERS_MINIMUM:
            return NotAvailable(
                _("Fewer than {count} readers answered.").format(count=READERS_MINIMUM)
            )
        return divide(self.yes, self.readers)

    @property
    def passed(self) -> bool | NotAvailable:
        """Whether at least 70 % said yes, compared exactly."""
        share = self.share
        return share if isinstance(share, NotAvailable) else share >= PASS_SHARE


@dataclass(frozen=True, slots=True)
class ValueTest:
    """Result of one material: presentation, letter or proposal."""

    results: tuple[QuestionResult, ...]
    readers: int

    @property
    def mean(self) -> Fraction | NotAvailable:
        """Mean share of yes over the five questions."""
        known = [one.share for one in self.results if not isinstance(one.share, NotAvailable)]
        if len(known) < len(self.results):
            return NotAvailable(
                _("A question has fewer than {count} readers.").format(count=READERS_MINIMUM)
            )
        return mean(known)

    @property
    def passed(self) -> bool | NotAvailable:
        """Whether readers named both a benefit and a difference often enough."""
        verdicts = [one.passed for one in self.results if one.question in DECISIVE]
        for verdict in verdicts:
            if isinstance(verdict, NotAvailable):
                return verdict
        return all(verdict is True for verdict in verdicts)

    @property
    def few_readers(self) -> bool:
        """Whether fewer readers than recommended stand behind the result."""
        return self.readers < READERS_RECOMMENDED


def value_test(answers: Sequence[Mapping[Question, bool | None]]) -> ValueTest:
    """Count the answers of readers, one mapping per reader; a blank answer counts nowhere."""
    results: list[QuestionResult] = []
    for question in Question:
        given = [reader.get(question) for reader in answers]
        known = [answer for answer in given if answer is not None]
        results.append(QuestionResult(question, sum(known), len(known)))
    readers = sum(any(answer is not None for answer in one.values()) for one in answers)
    return ValueTest(tuple(results), readers)


def value_test_of_counts(readers: int, yes: Mapping[Question, int | None]) -> ValueTest:
    """Result from ready counts; a question without a count was put to nobody.

    Raises ValueError for a count outside 0…readers.
    """
    results: list[QuestionResult] = []
    for question in Question:
        count = yes.get(question)
        if count is not None and not 0 <= count <= readers:
            raise ValueError(
                _(
                    "{count} of {readers} readers cannot have said yes to “{question}”; correct it."
                ).format(count=count, readers=readers, question=_(question))
            )
        asked = 0 if count is None else readers
        results.append(QuestionResult(question, count or 0, asked))
    return ValueTest(tuple(results), readers)


class UspBasis(StrEnum):
    """What a USP rests on."""

    PRODUCT = N_("product")
    PROCESS = N_("process")
    SERVICE = N_("service")
    TERMS = N_("terms")
    PEOPLE = N_("people")


@dataclass(frozen=True, slots=True)
class Usp:
    """A unique selling proposition of one channel; empty text where a part is missing."""

    for_whom: str = ""
    outcome: str = ""
    alternative: str = ""
    """The next-best alternative, by name."""
    difference: str = ""
    proof: str = ""
    basis: UspBasis | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Parts still to be written, in words."""
        parts = (
            (_("for whom"), self.for_whom.strip()),
            (_("what outcome"), self.outcome.strip()),
            (_("the next-best alternative"), self.alternative.strip()),
            (_("how it is different"), self.difference.strip()),
            (_("proof"), self.proof.strip()),
            (_("basis"), self.basis),
        )
        return tuple(name for name, value in parts if not value)


class UspStatus(StrEnum):
    """How far a USP has come."""

    NONE = N_("none")
    DRAFT = N_("draft")
    TESTED = N_("tested")


@dataclass(frozen=True, slots=True)
class UspReading:
    """Status of a channel's USP and what is left to do, in sentences."""

    status: UspStatus
    todo: tuple[str, ...]


def usp_reading(usp: Usp | None, test: ValueTest | None = None) -> UspReading:
    """A USP is tested once it is complete and five readers answered about benefit and difference.

    Tested does not mean passed: that is the value test's own verdict.
    """
    if usp is None or not (usp.outcome.strip() or usp.difference.strip()):
        return UspReading(UspStatus.NONE, (_("Develop a USP after looking at competitors."),))
    todo: list[str] = []
    if usp.missing:
        todo.append(_("Complete the USP: {names}.").format(names=", ".join(usp.missing)))
    if test is None or isinstance(test.passed, NotAvailable):
        todo.append(
            _("Test it with at least {count} client readers.").format(count=READERS_MINIMUM)
        )
    return UspReading(UspStatus.DRAFT if todo else UspStatus.TESTED, tuple(todo))


class ValuePoint(StrEnum):
    """A value element against the next-best alternative (Anderson, Narus, van Rossum)."""

    PARITY = N_("parity")
    DIFFERENCE = N_("difference")
    CONTENTION = N_("contention")


def value_point(we_claim_difference: bool, client_sees_difference: bool) -> ValuePoint:
    """Contention is where we think it is a difference and the client does not."""
    if client_sees_difference:
        return ValuePoint.DIFFERENCE
    return ValuePoint.CONTENTION if we_claim_difference else ValuePoint.PARITY


@dataclass(frozen=True, slots=True)
class ChannelFit:
    """Whether a USP works in a channel; None where the room has not answered."""

    valued: bool | None
    deliverable: bool | None
    provable: bool | None

    @property
    def realised(self) -> bool | None:
        """True with three yes, False with any no, None while an answer is missing."""
        answers = (self.valued, self.deliverable, self.provable)
        if False in answers:
            return False
        return None if None in answers else True

    @property
    def gaps(self) -> tuple[str, ...]:
        """Links of the chain answered with no."""
        links = (
            (_("the client does not value it"), self.valued),
            (_("the channel cannot deliver it"), self.deliverable),
            (_("the channel cannot prove it"), self.provable),
        )
        return tuple(words for words, answer in links if answer is False)


class Light(StrEnum):
    """State of one line of the sales-system checklist."""

    RED = N_("red")
    AMBER = N_("amber")
    GREEN = N_("green")


SALES_SYSTEM_LINES = (
    "channel–value",
    "offer–client",
    "client base",
    "requirements–capabilities",
    "goals–behaviour",
    "process–tools–control",
)
"""The six typical gaps of sales management."""


@dataclass(frozen=True, slots=True)
class LightCount:
    """Lights of a checklist; a line without a light is grey, neither red nor green."""

    red: int
    amber: int
    green: int
    grey: int


def count_lights(lights: Mapping[str, Light | None]) -> LightCount:
    """Count the lights of the six lines; a line left out is grey.

    Raises ValueError for a line that is not one of the six.
    """
    strange = sorted(set(lights) - set(SALES_SYSTEM_LINES))
    if strange:
        raise ValueError(f"“{strange[0]}” is not a line of the sales-system checklist.")
    given = [lights.get(line) for line in SALES_SYSTEM_LINES]
    return LightCount(
        red=given.count(Light.RED),
        amber=given.count(Light.AMBER),
        green=given.count(Light.GREEN),
        grey=given.count(None),
    )
