"""The audit sheets of the demo company, as typed in."""

from facilitator.model import Answer, Figure, Row

MONTHLY = (
    ("Corporate", "2025", "150 155 175 150 160 150 140 170 210 220 240 240"),
    ("Corporate", "2026", "165 180 195 185 185 180 165 200 245 255 280 285"),
    ("Dealer", "2025", "145 135 140 130 125 125 115 125 150 165 170 155"),
    ("Dealer", "2026", "140 135 135 125 120 115 100 115 135 150 150 140"),
    ("Retail", "2025", "50 45 45 40 38 37 36 40 49 58 62 60"),
    ("Retail", "2026", "54 50 51 45 43 42 41 45 54 62 67 66"),
)

ECONOMICS = (
    ("Corporate", "2520 38 310"),
    ("Dealer", "1560 24 140"),
    ("Retail", "620 42 185"),
)

ACCOUNTS = (
    ("Corporate", "K01 Halmer Logistics", "105 108 110 117 124 128 132 136"),
    ("Corporate", "K02 Brevik Foods", "95 98 100 107 103 105 108 114"),
    ("Corporate", "K03 Dorum Auto Parts", "62 62 72 104 74 78 84 124"),
    ("Corporate", "K04 Kestor Warehouses", "74 74 78 84 70 72 76 82"),
    ("Corporate", "K05 Velpak Packaging", "40 38 45 67 50 50 58 82"),
    ("Corporate", "K06 Ostara Textiles", "60 0 30 60 30 45 25 80"),
    ("Corporate", "K07 Renvik Cold Store", "10 20 20 40 25 25 40 60"),
    ("Corporate", "K08 Tarpan Furniture", "20 20 25 35 25 22 28 35"),
    ("Corporate", "K09 Sillen Printing", "0 15 15 30 20 0 20 40"),
    ("Corporate", "K10 Marlow Metals", "0 10 10 20 10 10 15 25"),
    ("Corporate", "K11 Jutra Glass", "4 5 5 16 9 5 14 22"),
    ("Corporate", "K12 Novik Chemicals", "0 0 0 0 0 10 10 20"),
    ("Corporate", "K13 Arbex Ceramics", "10 10 10 20 0 0 0 0"),
    ("Dealer", "D01 Elnord", "105 102 104 119 106 100 98 116"),
    ("Dealer", "D02 Voltara", "86 80 82 102 84 76 74 96"),
    ("Dealer", "D03 Lumitrade", "66 60 58 76 64 56 52 68"),
    ("Dealer", "D04 Stelmar", "50 45 45 60 48 42 40 50"),
    ("Dealer", "D05 Ampero", "40 30 35 45 40 30 30 40"),
    ("Dealer", "D06 Kabelio", "30 25 25 30 30 24 24 32"),
    ("Dealer", "D07 Svetlin", "16 14 16 24 22 18 18 22"),
    ("Dealer", "D08 Instalo", "12 11 12 15 16 14 14 16"),
    ("Dealer", "D09 Radion", "15 13 13 19 0 0 0 0"),
)

NPS = (
    ("Corporate", "10 10 9 9 9 9 10 9 8 8 7 8 6 5"),
    ("Dealer", "9 10 8 7 7 8 6 5 4 6"),
    ("Retail", "10 9 9 10 9 8 8 7 7 6 3 5"),
)

FUNNEL = (
    ("Cold calls", "400"),
    ("First meetings", "32"),
    ("Qualified", "20"),
    ("Proposals", "16"),
    ("Contracts", "4"),
)

LIGHTS = (
    ("Channel–value", "green"),
    ("Offer–client", "red"),
    ("Client base", "amber"),
    ("Requirements", "red"),
    ("Goals–behaviour", "amber"),
    ("Process–tools", "red"),
)


def sheet(name: str, rows: list[tuple[str, str, str]]) -> list[Row]:
    """Rows of one sheet from (group, label, numbers parted by spaces); "·" is a blank."""
    return [
        Figure(
            workshop_id="w",
            id=f"{name}{at:02}",
            position=at,
            sheet=name,
            grouping=group,
            label=label,
            numbers=[None if text == "·" else text for text in numbers.split()],
        )
        for at, (group, label, numbers) in enumerate(rows)
    ]


def audit() -> list[Row]:
    """Every sheet of stages A1 to A6."""
    lights = [
        Figure(workshop_id="w", sheet="checklist", position=at, label=line, numbers=[light])
        for at, (line, light) in enumerate(LIGHTS)
    ]
    return [
        *sheet("sales", [*MONTHLY, ("Total", "2024", "4150")]),
        *sheet("economics", [(channel, "2026", row) for channel, row in ECONOMICS]),
        *sheet("accounts", list(ACCOUNTS)),
        *sheet("nps", [(channel, "", scores) for channel, scores in NPS]),
        *sheet("funnel", [("", step, count) for step, count in FUNNEL]),
        *sheet("value_test", [("", "Corporate proposal", "10 6 5 3 7 4")]),
        *lights,
        Answer(workshop_id="w", form="funnel", field="months", text="24"),
        Answer(workshop_id="w", form="accounts", field="first_quarter", text="2025 Q1"),
    ]
