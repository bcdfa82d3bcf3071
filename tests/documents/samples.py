"""A paper in which everything stands that a paper can hold, hostile texts among it."""

import datetime

from documents.content import (
    Appendix,
    Bar,
    Bullet,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Part,
    Run,
    Table,
    plain,
)

HOSTILE = (
    '=HYPERLINK("https://evil.example","here")', "+1", "@SUM(A1:A9)", "-2+3", "\tafter a tab", "x" * 5_000, "🎈 café",
    '#read("/etc/passwd")', "<script>alert(1)</script>", "{{ 7*7 }}", "العربية قبل English",
    "$x$ *bold* _em_ `raw` \\n", "]#strong[x]", "//no comment", "<w:p/>&amp;", "'quoted", "a | b ~ c -- d --- e ...",
)  # fmt: skip

STATUSES = Table(
    caption="Actions by status",
    columns=(Column("Priority", 3), Column("On track"), Column("At risk")),
    rows=(
        (Cell("1 A partnership with families"), Cell("2", 2), Cell("1", 1)),
        (Cell("2 Understand needs"), Cell("4", 4), Cell("0", 0)),
    ),
    sheet="Counts",
    note="As at 4 September 2024, 10:42am.",
)
BARS = Chart(
    caption="Actions by status",
    alternative="Priority 1: 2 on track, 1 at risk. Priority 2: 4 on track.",
    bars=(
        Bar("1", (Part("On track", 2, "green"), Part("At risk", 1, "amber"))),
        Bar("2", (Part("On track", 4, "green"), Part("At risk", 0, "amber"))),
    ),
)
ACTIONS = Table(
    caption="The whole plan",
    columns=(Column("Reference"), Column("Action", 5), Column("Due", 2), Column("Status", 2)),
    rows=tuple(
        (
            Cell(f"{number}a"), Cell(text), Cell("31 March 2025", datetime.date(2025, 3, 31)),
            Cell("At risk", colour="amber"),
        )
        for number, text in enumerate(HOSTILE * 3, 1)
    ),
    sheet="Actions",
)  # fmt: skip

SOME = (Run("Of 34 actions "), Run("six", strong=True), Run(" are "), Run("at risk", emphasis=True), Run("."))
FULL = Document(
    title="SEND action plan 2023/24: progress and next steps",
    header=(
        "AGENDA ITEM", "REPORT TO HEALTH AND WELLBEING BOARD", "25 SEPTEMBER 2024",
        "REPORT OF DIRECTOR OF CHILDREN’S SERVICES",
    ),
    blocks=(
        Heading("Summary"),
        Paragraph(plain("What the board is told.")),
        Heading("Recommendations"),
        Paragraph(plain("The board is asked to:")),
        Paragraph(plain("Note the progress."), "1", 0, "recommendations"),
        Paragraph(plain("Agree to receive a further report."), "2", 0, "recommendations"),
        Heading("Detail"),
        Heading("How the plan is going", 3),
        Paragraph(SOME, "1", 0, "detail"),
        Paragraph(plain("The first of them:"), "2", 0, "detail"),
        Paragraph(plain("Lettered."), "a", 1, "detail"),
        Paragraph(plain("Roman."), "i", 2, "detail"),
        Paragraph(plain("Roman again."), "ii", 2, "detail"),
        Paragraph(plain("Lettered again."), "b", 1, "detail"),
        Bullet(plain("Neuro pathway")),
        STATUSES,
        BARS,
        *(Paragraph(plain(text), str(number), 0, "detail") for number, text in enumerate(HOSTILE, 3)),
        Heading("Financial implications"),
        Paragraph(plain("No direct implications."), str(3 + len(HOSTILE)), 0, "detail"),
    ),
    appendices=(Appendix("Appendix A: the whole plan", (ACTIONS,)),),
    standing="DRAFT",
    as_at="As at 4 September 2024, 10:42am",
    classification="Official",
    footer=("Contact: Director of Children’s Services",),
)  # fmt: skip

EMPTY = Document(title="A paper of nothing", header=(), blocks=())
