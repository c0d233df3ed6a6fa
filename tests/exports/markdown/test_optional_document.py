"""What a session may keep besides its plan: the company at the top, ledgers as tables."""

from exports.markdown import render
from facilitator.agenda import stage as catalogue_stage
from facilitator.workshop.edit import Edit
from facilitator.workshop.forms import answer
from facilitator.workshop.records import add_record
from facilitator.workshop.stages import new_stage
from tests.workshop.conftest import NOW
from tests.workshop.demo_rows import TODAY, state_of

LINES = {
    "market_facts": ("A1", "Space grew by 12 %; statistics office; 30 Sep 2026", "| MF1 | Space"),
    "interviews": ("A4", "Ostara; we wait ten days; delivery; 12 Nov 2026", "| IV1 | Ostara |"),
    "value_map": ("A5", "Advice; Corporate; 3; our fitters", "| VM1 | Advice | Corporate | 3 |"),
    "techniques": ("A6", "Mails proposals; new; process", "| TF1 | Mails proposals | new |"),
    "key_accounts": ("S5", "Halmer; A; 520; 650; second hall; PN", "| KA1 | Halmer | A | 520 |"),
    "look_alikes": ("S6", "Cold store; listed; PN", "| LK1 | Cold store | listed |"),
}


def test_the_company_stands_at_the_top_and_each_ledger_in_its_stage():
    stages = [new_stage("w", catalogue_stage(key)) for key, _, _ in LINES.values()]
    edit = Edit(state_of(*stages), NOW, TODAY)
    answer(edit, "company", "business_type", "manuf")
    answer(edit, "company", "strategy", "Light as a service in *three* regions")
    for ledger, (_, line, _) in LINES.items():
        add_record(edit, ledger, line)
    document = render(edit.state, TODAY)
    top = document.partition("\n## ")[0]
    assert "manufacturer" in top and r"Light as a service in \*three\* regions" in top
    assert document.count("Light as a service") == 1
    assert [row for _, _, row in LINES.values() if row not in document] == []
