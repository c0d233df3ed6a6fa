"""What stands beside each stage of a sales plan, and what one key takes over there."""

from collections.abc import Mapping

from facilitator.workshop.plans.sales_commands import (
    carry_out_tool,
    propose_quarters,
    take_rhythm,
    win_back,
)
from screens.stages.plans import Lines, Proposal
from screens.stages.plans.sales_metrics import client_lines
from screens.stages.plans.sales_mission import mission_lines
from screens.stages.plans.sales_money import benefit_lines, budget_lines, channel_lines
from screens.stages.plans.sales_people import kpi_lines, persona_lines, role_lines
from screens.stages.plans.sales_season import buying_lines, season_lines, territory_lines
from screens.stages.plans.sales_strategies import (
    crm_lines,
    strategy_lines,
    tactic_lines,
    tool_lines,
)

LINES: Mapping[str, Lines] = {
    "mission": mission_lines,
    "channel_plan": channel_lines,
    "quarters": channel_lines,
    "roles": role_lines,
    "kpis": kpi_lines,
    "persona_b2b": persona_lines,
    "persona_b2c": persona_lines,
    "buying": buying_lines,
    "season": season_lines,
    "territories": territory_lines,
    "strategies": strategy_lines,
    "tactics": tactic_lines,
    "tools": tool_lines,
    "crm": crm_lines,
    "client_revenue": client_lines,
    "budget": budget_lines,
    "benefit": benefit_lines,
}
"""Beside which ledger, sheet or form."""

PROPOSALS: Mapping[str, Proposal] = {
    "quarters": propose_quarters,
    "channel_plan": propose_quarters,
    "tools": carry_out_tool,
    "kpis": take_rhythm,
    "client_revenue": win_back,
}
"""What one key takes over, and where."""
