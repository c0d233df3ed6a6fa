"""The clients of the demo company by quarter, and any others, for tests of ABC, XYZ and both."""

from decimal import Decimal

from hypothesis import strategies as st

# Eight quarters, then CV by population and by sample in %, regularity.
DEMO = """
K01 105 108 110 117 124 128 132 136 9.12 9.75 X
K02 95 98 100 107 103 105 108 114 5.49 5.87 X
D01 105 102 104 119 106 100 98 116 6.57 7.02 X
K03 62 62 72 104 74 78 84 124 24.36 26.04 Y
D02 86 80 82 102 84 76 74 96 10.59 11.32 Y
K04 74 74 78 84 70 72 76 82 5.93 6.34 X
D03 66 60 58 76 64 56 52 68 11.40 12.19 Y
K05 40 38 45 67 50 50 58 82 25.76 27.54 Z
D04 50 45 45 60 48 42 40 50 12.19 13.03 Y
K06 60 0 30 60 30 45 25 80 57.10 61.04 Z
K07 10 20 20 40 25 25 40 60 49.30 52.70 Z
D05 40 30 35 45 40 30 30 40 15.03 16.07 Y
D06 30 25 25 30 30 24 24 32 11.21 11.98 Y
K08 20 20 25 35 25 22 28 35 21.53 23.02 Y
D07 16 14 16 24 22 18 18 22 17.64 18.86 Y
K09 0 15 15 30 20 0 20 40 58.25 62.92 Z
D08 12 11 12 15 16 14 14 16 12.98 13.88 Y
K10 0 10 10 20 10 10 15 25 39.37 42.52 Z
K11 4 5 5 16 9 5 14 22 62.05 66.33 Z
K12 0 0 0 0 0 10 10 20 – – n/a
D09 15 13 13 19 0 0 0 0 – – lost
K13 10 10 10 20 0 0 0 0 – – lost
"""
ROWS = [line.split() for line in DEMO.split("\n") if line]
QUARTERLY = {row[0]: [int(value) for value in row[1:9]] for row in ROWS}

cents = st.integers(-5_000, 200_000).map(lambda value: Decimal(value) / 100)
bases = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3),
    st.none() | st.sampled_from([Decimal(0), Decimal(10), Decimal("0.1")]) | cents,
    max_size=40,
)
histories = st.lists(st.sampled_from([Decimal(0), Decimal("0.1")]) | cents, min_size=1, max_size=16)
