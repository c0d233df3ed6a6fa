"""The closed list of exit checks an agenda may ask for, with their parameters.

An agenda file names a check and gives its parameters; the workshop decides whether it holds. A
check says nothing about the words shown: every use brings its own sentence.
"""

from __future__ import annotations

CHECKS: dict[str, tuple[str, ...]] = {
    # set-up
    "question_set": (),  # the session has a question
    "people_taken_in": (),  # two people with a vote or more, and one moderator
    "sales_in_room": (),  # somebody's role or channel has to do with sales
    # people
    "everyone_marked": (),  # every participant is present, remote or absent
    "question_confirmed": (),  # the session's question is set and confirmed in the room
    "rule_confirmed": (),  # the decision rule is set and confirmed in the room
    "roti_recorded": (),  # everyone present gave a return on time invested
    # what the product cannot see: the moderator ticks `item`
    "ticked": ("item",),
    # cards of this stage
    "min_cards": ("per_section",),  # at least so many cards in each section
    "section_cards": ("section", "n"),  # at least n cards in one section
    "card_per_channel": ("section",),  # a card in this section names each active channel
    "evidence_share": ("percent",),  # at least this share of cards carries evidence
    "competitor_card": (),  # at least one card is about a named competitor
    "shortlist": ("per_section",),  # so many short-listed in each section, or all if fewer
    "factors_answered": ("section", "n"),  # a × b of n and more: the card's note is filled in
    # figures
    "figures_present": ("sheet",),  # the sheet has at least one row
    "min_values": ("sheet", "n"),  # every group of the sheet has n values or more
    "sheet_complete": ("sheet",),  # every fixed row of the sheet is filled in
    "declines_have_causes": ("section",),  # each flagged decline has a cause card here
    "pinned_findings": ("stages", "n"),  # n findings over these stages (ids parted by spaces)
    "nps_or_no_data": (),  # NPS with its margin is there, or the sheet is marked "no data"
    "usp_per_channel": (),  # each active channel has a USP with a status
    "value_test_or_action": (),  # a value test is typed in, or an action to run one exists
    # options
    "min_options": ("n",),
    "options_cover": ("cells",),  # at least one option in each of these cells
    "options_linked": (),  # each option has an inside and an outside factor
    "options_voted": (),  # dots are given and counted
    "options_selected": ("low", "high"),  # so many options are chosen
    "shortlist_used": ("sections",),  # short-listed cards are linked to an option or accepted
    # channel priority
    "audited": ("stages",),  # these stages have figures, or were left with a reason
    "decided": ("stages",),  # a decision was made in these stages, or they were left with a reason
    "weights_frozen": (),
    "cells_valid": (),  # at least half of the people, and two, scored each cell
    "must_talk_heard": (),  # cells with a wide spread are marked as talked over
    "channel_roles": (),  # a decision gives each channel its role
    # forms
    "form_complete": ("form",),  # a filling has all required fields; "any" means any form here
    "field_filled": ("field",),  # this field is filled in some filling of a form here
    "profile_discriminates": (),  # an exclusion rule, 3 clients that match, 1 that does not
    "market_computed": (),  # TAM, SAM, SOM, share and headroom come out without an error
    "chain_checked": (),  # client, channel and USP: all three links answered for a profile
    # ledgers and decisions
    "min_rows": ("ledger", "n"),
    "rows_complete": ("ledger",),  # every row has all required fields
    "rows_for_each": ("ledger", "of", "n"),  # n rows of `ledger` belong to each row of `of`
    "decision_recorded": (),  # at least one decision with a sentence and a rule in this stage
    "decisions_complete": (),  # every decision of the session has a sentence and a rule
    "goals_between": ("low", "high"),
    "goals_smart": (),  # every goal passes all five letters and has an owner
    "funnel_worked_back": (),  # required counts per step are worked out for a goal
    "confidence_mean": ("least",),  # the mean confidence in every goal
    "directions_covered": (),  # new and existing clients both have a goal, or a reason why not
    "critical_gaps_have_actions": (),
    "goals_have_actions": (),
    "actions_between": ("low", "high"),
    "actions_valid": (),  # no action has an error: owner, deadline, measure of done
    "actions_due_within": ("days",),  # deadlines lie within so many days of the session
    "statuses_loaded": (),  # actions of the earlier session are here
    "statuses_updated": (),  # each due or late action has a status; done has evidence
    "as_of_set": (),  # the date for which statuses hold is set
    # sales plan
    "mission_written": (),  # 40 to 400 characters, and its three checks hold
    "channel_plan_adds_up": (),  # quarters add up to the year, channels reach the goals
    "roles_staffed": (),  # every role has somebody, and nobody who left
    "people_have_kpis": (),  # who sells has a process and a result KPI
    "persona_told": (),  # a persona is whole and its story short enough
    "season_known": (),  # each active channel has a season, computed or typed
    "tactics_countable": ("n",),  # n daily or weekly tactics with a number for each strategy
    "strategies_reach_goals": (),  # what strategies bring reaches the goals, new and existing
    "tools_decided": (),  # a CRM is decided on; rework and replace have action and cost
    "kpis_led": (),  # process and result KPIs, each with a person
    "churn_has_cause": (),  # where churn rose by five points, its cause is typed
    "budget_computed": (),  # cost, benefit and return come out; a loss has a reason
    # operational plan
    "period_facts": (),  # every channel has the fact of the period before
    "carry_over_dated": (),  # every unpaid contract has a probability and the day it is promised
    "months_add_up": (),  # every channel has its months, and they add up to its quarters
    "goal_beyond_money": (),  # at least one goal of the period is not about volume
    "personal_plans_cover": (),  # personal plans reach each channel, or the gap is named
    "ambition_justified": (),  # each personal plan is hard but doable, or justified
    "shortages_answered": (),  # no shortage of a resource is left without an answer
    "schedule_fits": (),  # days lie inside the period and in order; nobody in it has left
    "risks_answered": (),  # risks of 12 and more have a response and somebody
    "control_set": (),  # there are control dates inside the period, each with somebody
    # follow-up
    "facts_entered": (),  # every KPI has the fact of its last period that is over
    "reds_decided": (),  # each red goal or KPI has keep, correct or stop with a reason
    "gaps_reviewed": (),  # no gap waits for a review that is due
    "changes_accepted": (),  # new and changed actions have passed their vote
    # personal plan
    "position_valued": (),  # every unpaid contract and open deal has amount and probability
    "targets_checked": (),  # targets stand against the forecast; they are justified
    "plan_approved": (),  # the work plan is approved by somebody other than its author
    "pay_agreed": (),  # the pay rule can be worked with and the plan changes the pay
    "days_tracked": (),  # the last working day of the period that is over has an entry
    # agreement and close
    "plan_accepted": (),  # accepted by all present, or objections have an owner and a date
    "parking_sorted": (),
    "followup_set": (),
    "exported": (),
}

NUMBERS = frozenset({"n", "per_section", "percent", "low", "high", "least", "days"})
"""Parameters that are whole numbers; all others are text."""

VIEWS = (
    "overview",
    "years",
    "quarters",
    "months",
    "season",
    "declines",
    "channels",
    "orders",
    "products",
    "salespeople",
    "regions",
    "segments",
    "abc",
    "xyz",
    "matrix",
    "irregular",
    "stopped",
    "movement",
    "dependence",
    "loyalty",
    "comments",
)
"""Result views a stage of figures may show of a sales ledger or a survey that was read."""
