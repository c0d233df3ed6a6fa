"""Strings a room can type, paste or import that have broken terminals, databases or exports.

``NASTY`` is small enough for a matrix over every screen and every export. ``NASTY_LARGE`` holds
the two that are nasty by size only. In a parametrised test pass ``ids=ascii``.
"""

_BLANK = ("", " ", "\u200b", "\u00a0\u2003", "\n \t\n", "\u200b\u200d\ufeff")

_MARKUP = (
    "a [/] b",
    "Q3 [/bold] x",
    "[bold]x",
    "[link=https://e.example]hi[/link]",
    "[@click=app.quit]x[/]",
    "[@click=app.simulate_key('ctrl+q')]x",
    "[@click=app.pwn('1')]x[/]",
    "[a='b]c",
    "[type=x, v={'a[0]'}]",
    '{"b": [true, false]}',
    "[x] done [ ] todo",
    "[$primary]x",
    "[/",
    "path C:\\",
    ":100: :smile:",
)

_CONTROL = (
    "\x1b[2J",
    "\x1b]52;c;UFdORUQ=\x1b\\",
    "\x1b]0;t\x07",
    "\x1b]8;;http://e\x1b\\x",
    "\x9b31m",
    "a\x00b",
    "a\x7fb\x08\x0e",
    "\ufffe\uffff\ufeff",
    "a\r\nb\rc\x85d\u2028e\u2029f\tg\x0bh\x0ci",
    "\u202egpj.exe",
    "\u2066x",
    "\u202a\u202b\u202c\u202dx\u2067\u2068\u2069",
)

_SURROGATES = (
    "\ud83d",
    "\ud83d\ude09",
    "\ude09\ud83d",
    "a\ud83db",
)

_SCRIPTS = (
    "שלום مرحبا abc 123",
    "👩\u200d👩\u200d👧🇫🇷👍🏽❤\ufe0f1\ufe0f\u20e3🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Z" + "\u0301" * 50,
    "\u0301\u0301",
    "e\u0301",
    "é",
    "ｱ漢字" * 40,
    "क्षि ที่ 한",
    "\u1112\u1161\u11ab",
    "İı ß ﬁ",
    "ЙЦУКЕН ёжик Żółć",
)

_SPREADSHEET = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    " =1",
    "＝1+1",
    '=HYPERLINK("http://e","x")',
)

_DOCUMENTS = (
    "a|b",
    "a\n# H\n---",
    "```",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "&lt;",
    "<!--",
    "]]>",
    "END:VEVENT\r\nBEGIN:VEVENT",
)

_PROGRAMS = (
    "'; DROP TABLE note;--",
    "%s %(x)s {0} ${x}",
    "../../etc/passwd",
    "CON",
    "aux.md",
    "LPT1",
    "-rf",
    "name.",
    "…" * 300,
)

_NUMBERS = ("nan", "inf", "-inf", "1e309", "2**63", str(2**63), "-0", "-0.0")

NASTY: tuple[str, ...] = (
    *_BLANK,
    *_MARKUP,
    *_CONTROL,
    *_SURROGATES,
    *_SCRIPTS,
    *_SPREADSHEET,
    *_DOCUMENTS,
    *_PROGRAMS,
    *_NUMBERS,
)

NASTY_LARGE: tuple[str, ...] = ("x" * 1_000_000, "line\n" * 100_000)
