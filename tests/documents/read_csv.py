"""What the CSV file of a paper says, read back from its lines."""

import csv
import io

from documents.cells import original
from tests.documents.facts import Facts, folded


def lines(file: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file by its headings, every cell as it was before it was guarded."""
    text = io.StringIO(file.decode("utf-8-sig"), newline="")
    heads, *rows = ([original(held) for held in row] for row in csv.reader(text))
    return [dict(zip(heads, row, strict=True)) for row in rows]


def read_csv(file: bytes) -> Facts:
    """The facts of a paper as CSV."""
    facts = Facts()
    for line in lines(file):
        text, kind = folded(line["Text"]), line["Kind"]
        if kind in ("Title", "Appendix") or kind.startswith("Heading"):
            facts.headings.append(text)
        elif kind == "Paragraph" and line["Number"]:
            facts.paragraphs.append((line["Number"], text))
        elif kind == "Table":
            facts.tables[line["Table"]] = [[]]
        elif kind == "Column":
            facts.tables[line["Table"]][0].append(text)
        elif kind == "Cell":
            rows = facts.tables[line["Table"]]
            rows.extend([] for _ in range(int(line["Row"]) + 1 - len(rows)))
            rows[int(line["Row"])].append(text)
    return facts
