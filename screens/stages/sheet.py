"""A sheet of figures: typed rows, what the whole sheet needs to know, and the figures from them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.content import Content

from facilitator.agenda.parts import Field, Section, Sheet
from facilitator.model import Figure
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import NO, YES
from facilitator.workshop.figures import delete_figure, set_figure, set_sheet_setting, type_figures
from facilitator.workshop.forms import put_answer
from facilitator.workshop.results.accounts import SHEET as ACCOUNTS
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.results.reading import answer, number, rows_of
from screens.desk import Desk
from screens.stages.audit.clients import client_classes
from screens.stages.audit.sheets import sheet_lines
from screens.stages.body import Body, Target
from screens.stages.page import FigureList, KeyedList, Page, Tab, typing_in
from screens.stages.plans import plan_lines
from screens.stages.shown import (
    NOTHING,
    answer_shown,
    choice_words,
    field_hint,
    plain,
    small,
    unit_label,
)
from screens.widgets.itemlist import Item, ItemList
from screens.widgets.rows import Tone

LIGHTS = {"r": "red", "a": "amber", "g": "green"}
_TONES: dict[str, Tone] = {"red": "bad", "amber": "warn", "green": "good"}
_NO_DATA = Field("no_data", N_("No data"), "yes_no", help=N_("yes when no client has been asked"))
_FEW = 6
"""Up to so many columns stand with their names; more are a plain series."""


class SheetPage(Page):
    """The typed rows of one sheet and the figures computed from them."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__(desk, f"sheet:{sheet.id}")
        self.sheet = sheet
        self.is_lights = any(field.id == "light" for field in sheet.values)
        asked = replace(_NO_DATA, label=_(_NO_DATA.label), help=_(_NO_DATA.help))
        self.settings = (*sheet.settings, *([asked] if sheet.id == "nps" else []))
        accepts = "".join(LIGHTS) if self.is_lights else ""
        hint = _("{how} Example: {example}").format(how=sheet.how, example=sheet.example)
        self._rows = KeyedList(accepts, hint, "pane -first")
        self._computed = FigureList()

    def compose(self) -> ComposeResult:
        """The rows; the computed figures."""
        yield self._rows
        yield self._computed

    def tabs(self) -> list[Tab]:
        """One tab."""
        return [Tab(self.key, "", self.sheet.title)]

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring rows and figures up to the state."""
        typed = rows_of(self.state, self.sheet.id)
        items = [self._setting(field) for field in self.settings]
        if items and not typed and not self.sheet.rows:  # an empty sheet says how it is typed
            items.insert(0, Item("how", self.sheet.how, tone="muted"))
        items += self._fixed(typed)
        named = {item.key for item in items}
        items += [self._row(row) for row in typed if row.id not in named]
        self._rows.set_items(items)
        here = self.has_class("-here")
        self._rows.set_class(here, "-here")
        rows = ngettext("{count} row", "{count} rows", len(typed)).format(count=len(typed))
        title = f"{self.sheet.title} · {rows}"
        self._rows.border_title = Content(typing_in(title, self.desk) if here else title)
        planned = plan_lines(self.state, self.sheet.id, self.desk.opened.clock.today())
        lines = sheet_lines(self.state, self.sheet.id) if planned is None else planned
        self._computed.set_items(lines)
        self._computed.display = bool(lines)
        self._computed.border_title = Content(_("Computed"))

    def _setting(self, field: Field) -> Item:
        words = answer(self.state, self.sheet.id, field.id)
        text = answer_shown(self.state, field, words) or field.help or _("not set")
        mark = "●" if words else ("○" if field.required else " ")
        tone: Tone = "" if words else "muted"
        return Item(f"setting:{field.id}", f"{field.label}: {text}", mark=mark, tone=tone)

    def _fixed(self, typed: Sequence[Figure]) -> list[Item]:
        """The rows a sheet always has, typed or not, in their order."""
        items: list[Item] = []
        for section in self.sheet.rows:
            row = self._typed_of(section)
            if row is not None:
                items.append(self._row(row))
            else:
                empty = Item(section.id, section.title, mark="○", detail=section.hint, tone="muted")
                items.append(empty)
        return items

    def _typed_of(self, section: Section) -> Figure | None:
        names = (section.id, section.title.casefold())
        rows = rows_of(self.state, self.sheet.id)
        return next((row for row in rows if row.label.strip().casefold() in names), None)

    def _row(self, row: Figure) -> Item:
        if self.is_lights:
            light, evidence = [*(text or "" for text in row.numbers), "", ""][:2]
            tone, said = _TONES.get(light, ""), called(light)
            return Item(row.id, row.label, mark="●", right=said, detail=evidence, tone=tone)
        return Item(
            row.id,
            row.label or self._values(row),
            said_group(row),
            right=self._right(row),
            detail=self._values(row) if row.label else "",
        )

    def _values(self, row: Figure) -> str:
        columns = self.sheet.values
        if self.sheet.most_values or len(columns) > _FEW:
            return " ".join(_shown(text) for text in row.numbers)
        pairs = [*zip(columns, row.numbers, strict=False)][columns[0].id == "count" :]
        return " · ".join(
            f"{small(column.label)} {_shown(text)} {unit_label(self.state, column)}".rstrip()
            for column, text in pairs
            if text is not None
        )

    def _right(self, row: Figure) -> str:
        """The sum of a series of amounts, the count of answers, the count of a step."""
        columns = self.sheet.values
        if self.sheet.id == ACCOUNTS:
            return client_classes(self.state).get(row.id, "")
        known = [value for text in row.numbers if text and (value := number(text)) is not None]
        if self.sheet.id == "nps":
            return f"n {len(known)}"
        if columns[0].type == "money" and (self.sheet.most_values or len(columns) > _FEW):
            blank = len(row.numbers) - len(known)
            total = f"Σ {plain(sum(known))}"
            return f"{total} {_('({blank} blank)').format(blank=blank)}" if blank else total
        if columns[0].id == "count":
            return _shown(row.numbers[0] if row.numbers else None)
        return ""

    def lists(self) -> list[ItemList]:
        """The rows; the figures when there are any."""
        return [self._rows, *([self._computed] if self._computed.display else [])]

    # -- the line ----------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        item = self._rows.current
        return item.key if item else ""

    @property
    def setting(self) -> Field | None:
        """The setting under the cursor."""
        return next((each for each in self.settings if self._key == f"setting:{each.id}"), None)

    @property
    def _setting_here(self) -> Field | None:
        """The same where the line follows the cursor: in a sheet of fixed rows."""
        return self.setting if self.sheet.rows else None

    @property
    def row(self) -> Figure | None:
        """The typed row under the cursor."""
        return self.state.find(Figure, self._key)

    @property
    def _fixed_title(self) -> str:
        """The title of the fixed row under the cursor, empty on any other."""
        row = self.row
        for section in self.sheet.rows:
            if section.id == self._key or (row and self._typed_of(section) is row):
                return section.title
        return ""

    def place(self) -> str:
        """A setting, a fixed row, or a new row."""
        if (setting := self._setting_here) is not None:
            return f"setting:{setting.id}"
        title = self._fixed_title
        return f"row:{title}" if title else "add"

    def label(self) -> str:
        """The same for the eyes."""
        if (setting := self._setting_here) is not None:
            return setting.label
        return self._fixed_title or _("{title}, a row").format(title=self.sheet.title)

    def placeholder(self) -> str:
        """How it is typed."""
        if (setting := self._setting_here) is not None:
            return field_hint(self.state, setting)
        if self.is_lights:
            return _("red, amber or green; what shows it")
        if self._fixed_title:
            return "; ".join(small(field.label) for field in self.sheet.values)
        return self.sheet.example or self.sheet.how

    def words(self) -> str:
        """What stands there already."""
        if (setting := self._setting_here) is not None:
            return choice_words(setting, answer(self.state, self.sheet.id, setting.id))
        row = self.row
        return self._typed_values(row) if row is not None and self._fixed_title else ""

    def _typed_values(self, row: Figure) -> str:
        values = [text or "" for text in row.numbers]
        if self.is_lights and values[0]:
            values[0] = called(values[0])
        return "; ".join(values).rstrip("; ")

    async def save(self, lines: Sequence[str]) -> str:
        """A setting, the values of a fixed row, or new rows."""
        if (setting := self._setting_here) is not None:
            return await self._save_setting(setting, " ".join(lines))
        title = self._fixed_title
        if title and len(lines) == 1:
            return await self._save_fixed(title, lines[0])
        made = await self.desk.run(type_figures, self.sheet.id, lines)
        self._rows.move_to(made[-1].id)
        if len(made) > 1:
            said = ngettext("{count} row taken in", "{count} rows taken in", len(made))
            return said.format(count=len(made))
        return f"{said_group(made[0])} {made[0].label}".strip() + f": {self._values(made[0])}"

    async def _save_setting(self, field: Field, words: str) -> str:
        if field.id == _NO_DATA.id:
            await self.desk.run(mark_no_data, self.sheet.id, words)
        else:
            await self.desk.run(set_sheet_setting, self.sheet.id, field.id, words)
        kept = answer(self.state, self.sheet.id, field.id)
        said = f"{field.label}: {answer_shown(self.state, field, kept)}"
        self._go_on()
        return said

    async def _save_fixed(self, title: str, words: str) -> str:
        parts = [part.strip() for part in re.split(r"[;\t]", words)]
        if parts[0].casefold() == title.casefold():  # pasted with its title
            parts = parts[1:]
        if len(parts) > len(self.sheet.values):
            head = parts[: len(self.sheet.values) - 1]
            parts = [*head, "; ".join(parts[len(head) :])] if self.is_lights else parts
        await self.desk.run(set_figure, self.sheet.id, "", title, parts)
        self._go_on()
        return f"{title}: {'; '.join(parts)}"

    def _go_on(self) -> None:
        self._rows.action_cursor_down()
        self.turned()

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """The line follows settings and fixed rows."""
        if event.item_list is self._rows and self.sheet.rows:
            self.turned()

    def go_to(self, where: str) -> bool:
        """A row by its id, its title or its group."""
        for item in self._rows.items:
            if where and where.casefold() in (item.key, item.text.casefold(), item.ref.casefold()):
                self._rows.move_to(item.key)
                return True
        return False

    def come_back(self, place: str) -> None:
        """The setting or the fixed row that was being typed."""
        self.go_to(place if place.startswith("setting:") else place.partition(":")[2])

    # -- commands ----------------------------------------------------------------------------

    def edit(self) -> None:
        """Enter on a typed row puts it into the line; elsewhere the line is there already."""
        row, setting = self.row, self.setting
        if setting is not None and not self.sheet.rows:
            self.post_message(Body.EditAsked(f"setting:{setting.id}"))
        elif row is None or self._fixed_title:
            self.post_message(Body.LineAsked())
        else:
            self.post_message(Body.EditAsked(f"figure:{row.id}"))

    def target(self, place: str) -> Target | None:
        """`figure:ID` a typed row, `setting:ID`, `light:COLOUR:TITLE` what shows a light."""
        kind, _unused, rest = place.partition(":")
        field = next((each for each in self.settings if each.id == rest), None)
        if kind == "setting" and field is not None:
            words = answer(self.state, self.sheet.id, field.id)
            shown = choice_words(field, words)
            return Target(field.label, shown, lambda text: self._save_setting(field, text))
        if kind == "light":
            light, _unused, title = rest.partition(":")
            return self._light(light, title)
        row = self.state.find(Figure, rest) if kind == "figure" else None
        if row is None:
            return None
        lead = [*([row.grouping] if self.sheet.group else [])]
        lead += [row.label] if self.sheet.row else []
        name = " ".join(filter(None, (said_group(row), row.label)))

        async def save(text: str) -> str:
            await self.desk.run(retype, self.sheet.id, row.id, text)
            return _("{name} saved").format(name=name)

        return Target(name, "; ".join([*lead, self._typed_values(row)]), save)

    def _light(self, light: str, title: str) -> Target:
        section = next((each for each in self.sheet.rows if each.title == title), None)
        row = self._typed_of(section) if section else None
        evidence = (row.numbers[1] or "") if row and len(row.numbers) > 1 else ""

        async def save(text: str) -> str:
            await self.desk.run(set_figure, self.sheet.id, "", title, [light, text])
            return _("{title} is {light}").format(title=title, light=called(light))

        return Target(
            _("{title} is {light}: what shows it?").format(title=title, light=called(light)),
            evidence,
            save,
        )

    async def on_keyed_list_keyed(self, event: KeyedList.Keyed) -> None:
        """r, a, g: a light; without evidence the line asks for it."""
        title = self._fixed_title or (self.row.label if self.row else "")
        if not title or self.setting is not None:
            return
        light = LIGHTS[event.character]
        row = self.row
        evidence = (row.numbers[1] or "") if row and len(row.numbers) > 1 else ""
        if not evidence:
            self.post_message(Body.EditAsked(f"light:{light}:{title}"))
            return
        values = [light, evidence]
        if await self.desk.attempt(set_figure, self.sheet.id, "", title, values) is not None:
            said = _("{title} is {light}.").format(title=title, light=called(light))
            self.desk.tell(said, "good")

    async def delete(self) -> None:
        """Take the row out, or empty the setting."""
        row = self.row
        if self.setting is not None:
            await self._save_setting(self.setting, "")
            return
        if row is None:
            raise Refused(_("Nothing is typed in here yet."))
        await self.desk.run(delete_figure, row.id)
        name = " ".join(filter(None, (said_group(row), row.label)))
        self.desk.tell(_("{name} deleted. u brings it back.").format(name=name), "good")
        self.turned()


def retype(edit: Edit, sheet: str, figure_id: str, line: str) -> Figure:
    """Replace a typed row by a line, which may name another group or row."""
    (made,) = type_figures(edit, sheet, [line])
    if made.id != figure_id:
        edit.remove(edit.get(Figure, figure_id))
    return made


def mark_no_data(edit: Edit, sheet: str, words: str) -> None:
    """Say that nobody has been asked, or take that back."""
    word = words.strip().casefold()
    if word and word not in YES | NO:
        raise Refused(_("Type y when no client has been asked, else n."), _NO_DATA.id)
    on = word in YES
    edit.says(_("Nobody has been asked") if on else _("Answers are expected"))
    put_answer(edit, sheet, _NO_DATA.id, "yes" if on else "")


def _shown(text: str | None) -> str:
    return NOTHING if text is None else text
