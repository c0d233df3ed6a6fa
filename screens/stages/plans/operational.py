"""What stands beside each stage of an operational plan, and what one key takes over there."""

from collections.abc import Mapping

from facilitator.workshop.plans.operational_commands import (
    action_from_metric,
    action_from_risk,
    propose_months,
)
from screens.stages.plans import Lines, Proposal
from screens.stages.plans.operational_control import (
    control_lines,
    resource_lines,
    risk_lines,
    version_lines,
)
from screens.stages.plans.operational_goals import conversion_lines, goal_lines, metric_lines
from screens.stages.plans.operational_money import (
    deal_lines,
    fact_lines,
    month_lines,
    unpaid_lines,
)
from screens.stages.plans.operational_people import person_lines, target_lines
from screens.stages.plans.operational_schedule import marketing_lines, schedule_lines

LINES: Mapping[str, Lines] = {
    "period_opening": conversion_lines,
    "months": month_lines,
    "facts": fact_lines,
    "deals": deal_lines,
    "unpaid": unpaid_lines,
    "period_goals": goal_lines,
    "base_metrics": metric_lines,
    "personal_plans": person_lines,
    "period_gap": person_lines,
    "period_targets": target_lines,
    "period_tasks": schedule_lines,
    "marketing": marketing_lines,
    "resources": resource_lines,
    "risks": risk_lines,
    "controls": control_lines,
    "versions": version_lines,
}
"""Beside which ledger, sheet or form."""

PROPOSALS: Mapping[str, Proposal] = {
    "months": propose_months,
    "period_goals": propose_months,
    "base_metrics": action_from_metric,
    "risks": action_from_risk,
}
"""What one key takes over, and where."""
