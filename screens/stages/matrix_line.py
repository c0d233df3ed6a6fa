"""What can be typed while channels are weighed, scored and talked about."""

import re
from collections.abc import Sequence

from facilitator.model import Channel, Criterion, Decision
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.criteria import (
    REVEALED,
    SCORING,
    add_criterion,
    change_criterion,
    unfreeze_weights,
)
from facilitator.workshop.decisions import change_decision
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.priority import decide_channel_roles, give_score, hear
from facilitator.workshop.setup import add_channel
from screens.stages.body import Target
from screens.stages.matrix_view import NO_CHANNEL, MatrixView

RULE = N_("owner decision after scoring")

_WITH_WEIGHT = re.compile(r"(?P<name>.+?)\s*[=:]\s*(?P<weight>\d{1,3})\s*", re.DOTALL)


def add_criteria(edit: Edit, criteria: Sequence[tuple[str, int]]) -> list[Criterion]:
    """Take in several criteria with their weights in one step."""
    added = [add_criterion(edit, name, weight) for name, weight in criteria]
    edit.says(_("{refs} added").format(refs=", ".join(each.ref for each in added)))
    return added


def give_scores(
    edit: Edit, participant: str, scores: Sequence[tuple[str, str, int | None]]
) -> None:
    """Record scores of one person as (channel, criterion, value) in one step."""
    for channel, criterion, value in scores:
        give_score(edit, channel, criterion, participant, value)
    said = ngettext("{count} score entered", "{count} scores entered", len(scores))
    edit.says(said.format(count=len(scores)))


class MatrixLine(MatrixView):
    """The line in each of the three phases."""

    # -- the line ------------------------------------------------------------------------------

    def place(self) -> str:
        """A line for criteria, for each person's scores, for each cell."""
        if self.phase == SCORING and self.person is not None:
            return f"scores:{self.person.id}"
        if self.phase == REVEALED and (found := self.cell()) is not None:
            return f"said:{found[0].id}:{found[1].id}"
        return "add"

    def label(self) -> str:
        """Criterion, the person who scores, or the cell talked about."""
        if self.phase == SCORING:
            return self.person.name if self.person else _("Scores")
        if self.phase == REVEALED:
            found = self.cell()
            return (
                _("{name} {ref}, said").format(name=found[0].name, ref=found[1].ref)
                if found
                else _("Said")
            )
        return _("Criterion")

    def placeholder(self) -> str:
        """What can be typed."""
        if self.phase == SCORING:
            return _("Esc, then one key per score; or here, row by row: 5 4 4 · 5")
        if self.phase == REVEALED:
            return _("what the highest and the lowest scorer of this cell said")
        return _("what makes a channel good = its weight, for example: Growth outlook = 4")

    async def capture(self, lines: Sequence[str]) -> str:
        """Criteria, a row of scores, or what was said about a cell."""
        if any(line.lstrip()[:1] in ("!", "@", "?", "\\") for line in lines):
            return await super().capture(lines)
        if self.phase == SCORING:
            return await self._capture_scores(" ".join(lines))
        if self.phase == REVEALED:
            return await self._capture_said(" ".join(lines))
        read = [(_WITH_WEIGHT.fullmatch(line), line) for line in lines]
        wanted = [
            (match["name"], int(match["weight"])) if match else (line, 1) for match, line in read
        ]
        added = await self.desk.run(add_criteria, wanted)
        return ", ".join(
            _("{ref} weighs {weight}").format(ref=each.ref, weight=each.weight) for each in added
        )

    async def _capture_scores(self, words: str) -> str:
        person, current = self.person, self.grid.current
        if person is None or current is None:
            raise Refused(NO_CHANNEL if person else _("Nobody has a vote yet. F12 gives one."))
        cells = [(row.key, column.key) for row in self.grid.rows for column in self.grid.columns]
        given = words.replace(",", " ").split()
        blank = (".", "·", "-", "–", "x")
        if not all(each.isdigit() or each in blank for each in given):
            raise Refused(
                _(
                    "Scores are digits in the order of the grid, a dot for a blank: 5 4 . 3. "
                    "A decision begins with !, an action with @name, a parked item with ?."
                )
            )
        begin = cells.index(current)
        if len(given) > len(cells) - begin:
            raise Refused(
                _(
                    "That is {given} scores for the {cells} cells from the cursor on. "
                    "Nothing was entered."
                ).format(given=len(given), cells=len(cells) - begin)
            )
        scores = [
            (*cell, int(each) if each.isdigit() else None)
            for cell, each in zip(cells[begin:], given, strict=False)
        ]
        await self.desk.run(give_scores, person.id, scores)
        self.grid.move_to(*cells[min(begin + len(given), len(cells) - 1)])
        return ngettext(
            "{count} score of {name} entered", "{count} scores of {name} entered", len(given)
        ).format(count=len(given), name=person.name)

    async def _capture_said(self, words: str) -> str:
        found = self.cell()
        if found is None:
            raise Refused(_("Put the cursor on a cell first: Esc, then the arrows."))
        before = self.result.heard.get((found[0].name, found[1].ref), "")
        await self.desk.run(hear, found[0].id, found[1].id, f"{before}; {words}".lstrip("; "))
        return _("{name} {ref}: noted").format(name=found[0].name, ref=found[1].ref)

    def target(self, place: str) -> Target | None:
        """A criterion's fields, a channel, a reason, what was said, parts of the decision."""
        field, _unused, key = place.partition(":")
        if field in ("name", "weight", "low", "middle", "high"):
            return self._criterion_target(field, key)
        if field == "said":
            return self._said_target(*key.partition(":")[::2])
        if field == "channel":
            return Target(_("New channel"), "", self._add_channel)
        if field == "unfreeze":
            return Target(_("Unfreeze the weights because"), "", self._unfreeze)
        if field == "decide":
            return self._decide_target(key)
        if field in ("reason", "rule"):
            return self._decision_target(field, key)
        return None

    def _criterion_target(self, field: str, key: str) -> Target | None:
        row = self.state.find(Criterion, key)
        if row is None:
            return None
        low, high = self.plan.scale
        marks = {"low": low, "middle": (low + high) // 2, "high": high}
        label = {"name": row.ref, "weight": _("{ref} weight").format(ref=row.ref)}
        then = {"low": f"middle:{key}", "middle": f"high:{key}"}.get(field, "")

        async def save(text: str) -> str:
            value: str | int = text
            if field == "weight":
                if not text.strip().isdigit():
                    raise Refused(_("A weight is a whole number from 0 to 100."))
                value = int(text)
            await self.desk.run(change_criterion, key, **{field: value})
            return _("{ref} saved").format(ref=row.ref)

        name = label.get(field) or _("{ref}: a {score} means").format(
            ref=row.ref, score=marks[field]
        )
        return Target(name, str(getattr(row, field)), save, then)

    def _said_target(self, channel: str, criterion: str) -> Target | None:
        where = self.state.find(Channel, channel), self.state.find(Criterion, criterion)
        if where[0] is None or where[1] is None:
            return None
        name = where[0].name, where[1].ref

        async def save(text: str) -> str:
            await self.desk.run(hear, channel, criterion, text)
            return _("{name} {ref}: noted").format(name=name[0], ref=name[1])

        return Target(
            _("{name} {ref}, what was said").format(name=name[0], ref=name[1]),
            self.result.heard.get(name, ""),
            save,
        )

    async def _add_channel(self, text: str) -> str:
        channel = await self.desk.run(add_channel, text)
        return _("Channel {name} added").format(name=channel.name)

    async def _unfreeze(self, text: str) -> str:
        await self.desk.run(unfreeze_weights, text)
        self.post_message(self.TypingMoved())
        return _("The weights can be changed again. The reason stands in the history.")

    def _decide_target(self, key: str) -> Target:
        """`key` names the roles chosen: "channel=role,channel=role"."""
        roles = dict(pair.split("=", 1) for pair in key.split(",") if "=" in pair)
        names = {each.id: each.name for each in self.state.rows(Channel)}
        known = [(names[each], called(role)) for each, role in roles.items() if each in names]
        text = "; ".join(f"{name}: {role}" for name, role in known)

        async def save(words: str) -> str:
            made = await self.desk.run(decide_channel_roles, roles, words, rule=RULE)
            return _("{ref} decided. Now its reason.").format(ref=made.ref)

        return Target(_("We decide"), text, save, then="reason:latest")

    def _decision_target(self, field: str, key: str) -> Target | None:
        mine = [each for each in self.state.rows(Decision) if each.stage_key == self.stage.key]
        if not mine:
            return None
        row = mine[-1]
        label = (
            _("{ref} because").format(ref=row.ref)
            if field == "reason"
            else _("{ref} decided by").format(ref=row.ref)
        )
        then = "rule:latest" if field == "reason" else ""

        async def save(words: str) -> str:
            await self.desk.run(change_decision, row.id, **{field: words})
            return _("{ref} saved").format(ref=row.ref)

        return Target(label, getattr(row, field), save, then)
