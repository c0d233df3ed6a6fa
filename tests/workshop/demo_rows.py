"""The demo session as rows: people, boards, scores, gaps, goals, actions, votes."""

from datetime import date
from functools import cache
from itertools import count

from facilitator.agenda import ready_agenda
from facilitator.model import (
    Acceptance,
    Action,
    Answer,
    Ballot,
    Card,
    Channel,
    Criterion,
    Decision,
    Fit,
    Goal,
    Parked,
    Participant,
    PlanVote,
    Requirement,
    Row,
    Score,
    Stage,
    Topic,
    Vote,
    Workshop,
)
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from tests.workshop import demo_words as said
from tests.workshop.demo_audit import audit
from tests.workshop.demo_words import VOTERS

TODAY = date(2027, 1, 14)
W = {"workshop_id": "w"}

GOALS = (
    Goal(
        **W,
        id="G1",
        ref="G1",
        text="Raise corporate-channel revenue from 2 520 to 3 024 k€ by 31 Dec 2027",
        metric="invoiced revenue",
        unit="k€",
        data_source="ERP",
        baseline="2520",
        target="3024",
        deadline=date(2027, 12, 31),
        owner_id="IS",
        direction="both",
        milestone="30 Jun: 1 312 k€; 3 contracts",
        scope="Corporate",
        sources=["SO1", "WO1"],
    ),
    Goal(
        **W,
        id="G2",
        ref="G2",
        text="Raise the dealer-channel contribution from 234.4 to 290.0 k€ by 31 Dec 2027",
        metric="gross profit − channel cost",
        unit="k€",
        data_source="ERP",
        baseline="234.4",
        target="290.0",
        deadline=date(2027, 12, 31),
        owner_id="EM",
        direction="existing",
        milestone="31 Mar: 5 agreements signed",
        scope="Dealer",
        sources=["WT1", "W4"],
    ),
)
DECISIONS = (
    ("D1", "S3", "Corporate priority, Dealer restructure, Retail maintain", "owner decision"),
    ("D2", "S4", "Dealers 8 → 5, selective, one level kept", "consent"),
    ("D6", "S10", "Action plan A01–A10", "unanimous"),
)


def header(**values: object) -> Workshop:
    """The session itself, agreed in its second round."""
    kept: dict[str, object] = {
        "id": "w",
        "number": 1,
        "title": "Sales audit & strategic session 2027",
        "company": "Taveon Lighting",
        "question": "How do we reach 5 174 k€ in 2027 although dealers shrink?",
        "day": TODAY,
        "start": "09:30",
        "unit": "thousand",
        "rules_confirmed": True,
        "plan_round": 2,
        "follow_up": date(2027, 2, 18),
    }
    return Workshop(**kept | values)  # type: ignore[arg-type]


def people() -> list[Row]:
    """Six voters, the moderator without a vote, three channels."""
    rows: list[Row] = [
        Participant(**W, id=who, position=at, initials=who, name=name, channel_id=channel)
        for at, (who, name, channel) in enumerate(said.PEOPLE)
    ]
    moderator = Participant(
        **W, id="MZ", position=9, initials="MZ", name="Marta Zielinska", votes=False, moderator=True
    )
    names = (("Corporate", "priority"), ("Dealer", "restructure"), ("Retail", "maintain"))
    channels = [
        Channel(**W, id=name.lower(), position=at, name=name, role=role)
        for at, (name, role) in enumerate(names)
    ]
    return [*rows, moderator, *channels]


def agenda() -> list[Stage]:
    """The stages of the full day; a stage's id is its key, breaks are numbered."""
    number = count(1)
    stages: list[Stage] = []
    for at, plan in enumerate(ready_agenda("full_day").stages):
        stage = new_stage("w", plan)
        stage.id = f"break{next(number)}" if plan.is_break else plan.id
        stage.position = at
        stages.append(stage)
    return stages


def boards() -> list[Row]:
    """SWOT and TOWS with dots, factors and fits."""
    subjects = {"S1", "O5", "T3"}
    rows: list[Row] = []
    for section, texts in said.CARDS.items():
        for at, text in enumerate(texts, 1):
            ref = f"{section}{at}"
            first, second = said.FACTORS.get(ref, (None, None))
            rows.append(
                Card(
                    **W,
                    id=ref,
                    position=at,
                    board="S1",
                    section=section,
                    ref=ref,
                    text=text,
                    evidence="audit" if at <= 5 else "",
                    subject="Glowtec" if ref in subjects else "",
                    listed=ref in said.FACTORS,
                    first_factor=first,
                    second_factor=second,
                    accepted="watched each quarter" if ref == "T2" else "",
                )
            )
    for at, (ref, text, links, direction) in enumerate(said.OPTIONS):
        option = Card(**W, id=ref, position=at, board="S2", section=ref[:2], ref=ref, text=text)
        option.links, option.direction = links.split(), direction
        option.listed = ref in said.SELECTED
        rows.append(option)
    return [*rows, *_ballots(), *_fits()]


def _ballots() -> list[Row]:
    return [
        Ballot(**W, id=f"{ballot[0]}-{card}", card_id=card, participant_id=ballot[0])
        for line in said.BALLOTS.values()
        for ballot in (part.split() for part in line.split("; "))
        for card in ballot[1:]
    ]


def _fits() -> list[Row]:
    return [
        Fit(**W, id=f"{inside}{outside}", internal_id=inside, external_id=outside, value=int(value))
        for inside, line in said.FITS.items()
        for outside, value in (pair.split() for pair in line.split("; "))
    ]


def scoring() -> list[Row]:
    """Criteria and the first round of scores; AB left Dealer/C5 blank."""
    rows: list[Row] = [
        Criterion(**W, id=ref, position=at, ref=ref, name=name, weight=weight)
        for at, (ref, name, weight) in enumerate(said.CRITERIA)
    ]
    for channel, lines in said.SCORES.items():
        for at, line in enumerate(lines.split(" / "), 1):
            rows += [
                score(channel, f"C{at}", who, int(value))
                for who, value in zip(VOTERS, line.split(), strict=True)
                if value != "·"
            ]
    return rows


def score(channel: str, criterion: str, who: str, value: int, number: int = 1) -> Score:
    """One score of one person."""
    return Score(
        **W,
        id=f"{channel}-{criterion}-{who}-{number}",
        channel_id=channel,
        criterion_id=criterion,
        participant_id=who,
        round=number,
        value=value,
    )


def answers(form: str, values: dict[str, str], subject: str = "") -> list[Row]:
    """One filling of a form."""
    return [
        Answer(
            **W, id=f"{form}{subject}{field}", form=form, subject=subject, field=field, text=text
        )
        for field, text in values.items()
    ]


def forms() -> list[Row]:
    """Structure, profile, market, chain, bridge."""
    return [
        *answers("structure", said.STRUCTURE, "dealer"),
        *answers("profile_b2b", said.PROFILE, "1"),
        *answers("market", said.MARKET),
        *answers("chain", said.CHAIN, "1"),
        *answers("bridge", said.BRIDGE, "1"),
        *answers("usp", {"status": "tested"}, "corporate"),
        *answers("usp", {"status": "draft"}, "dealer"),
        *answers("usp", {"status": "none"}, "retail"),
    ]


def ledgers() -> list[Row]:
    """Requirements, goals, decisions, parking lot, actions."""
    rows: list[Row] = [
        Requirement(
            **W,
            id=ref,
            position=at,
            ref=ref,
            text=text,
            importance=importance,
            required=required,
            own=own,
            competitor=competitor,
        )
        for at, (ref, text, importance, required, own, competitor) in enumerate(said.REQUIREMENTS)
    ]
    for at, (ref, stage, text, rule) in enumerate(DECISIONS):
        rows.append(
            Decision(**W, id=ref, position=at, ref=ref, stage_key=stage, text=text, rule=rule)
        )
    parked = (("TL", "next_meeting"), ("PN", "action"), ("EM", "dropped"))
    for at, (who, outcome) in enumerate(parked, 1):
        rows.append(
            Parked(**W, id=f"P{at}", ref=f"P{at}", text="later", raised_by=who, outcome=outcome)
        )
    return [*rows, *GOALS, *actions()]


def actions() -> list[Action]:
    """The ten actions; A07 was changed after the first round of hands."""
    return [
        Action(
            **W,
            id=ref,
            position=at,
            ref=ref,
            title=title,
            owner_id=owner,
            deadline=date.fromisoformat(deadline),
            measure=measure,
            first_step=step,
            first_step_day=date.fromisoformat(day),
            sources=sources.split(),
            cost=cost * 100 if cost else None,
            round=2 if ref == "A07" else 1,
        )
        for at, (ref, title, owner, deadline, measure, step, day, sources, _, cost) in enumerate(
            said.ACTIONS
        )
    ]


def vote(topic: Topic, target: str, who: str, value: int, number: int = 1) -> Vote:
    """One number of one person."""
    return Vote(
        **W,
        id=f"{topic}{target}{who}{number}",
        topic=topic,
        target_id=target,
        participant_id=who,
        round=number,
        value=value,
    )


def votes() -> list[Row]:
    """Energy, confidence, hands on actions, return on time, acceptance of the plan."""
    rows: list[Row] = []
    for topic, target, line, number in (
        (Topic.ENERGY, "w", "3 4 3 3 4 2", 1),
        (Topic.CONFIDENCE, "G1", "4 4 4 3 4 3", 1),
        (Topic.CONFIDENCE, "G2", "3 4 4 4 3 4", 1),
        (Topic.ROTI, "w", "4 5 4 3 4 4", 1),
        (Topic.ACTION, "A07", "5 4 4 4 4 4", 2),
        *((Topic.ACTION, action[0], action[8], 1) for action in said.ACTIONS),
    ):
        rows += [
            vote(topic, target, who, int(value), number)
            for who, value in zip(VOTERS, line.split(), strict=True)
        ]
    objection = {"AB": ("object", "A07 is not in the budget", "at most 15 000 EUR")}
    reservation = {"EM": ("reservation", "dealers must hear it from me first", "")}
    for number, words in ((1, objection | reservation), (2, reservation)):
        for who in VOTERS:
            value, reason, amendment = words.get(who, ("accept", "", ""))
            rows.append(
                PlanVote(
                    **W,
                    id=f"{who}{number}",
                    participant_id=who,
                    round=number,
                    value=Acceptance(value),
                    reason=reason,
                    amendment=amendment,
                )
            )
    return rows


def all_rows() -> list[Row]:
    """The whole session, fresh rows each time."""
    return [
        header(),
        *people(),
        *agenda(),
        *boards(),
        *scoring(),
        *forms(),
        *ledgers(),
        *votes(),
        *audit(),
    ]


@cache
def demo() -> State:
    """The whole session; shared, states are immutable."""
    return State(all_rows())


def state_of(*rows: Row, **header_values: object) -> State:
    """A session of these rows only, with the demo's people and channels."""
    return State([header(**header_values), *people(), *rows])
