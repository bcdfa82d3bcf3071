"""What is wrong with a plan file: one clear problem a field, each with its line, and never a traceback."""

import copy
import pathlib
import re

import hypothesis
import pytest
import yaml
from hypothesis import strategies as st

from priorities.plan_file import PlanFileError, read_plan_file

REAL = pathlib.Path("priorities/plans/stockton-2023-24.yaml").read_text(encoding="utf-8")
SMALL = pathlib.Path(__file__).with_name("small_plan.yaml").read_text(encoding="utf-8")


def problems_of(source):
    """What is said of a file that is refused."""
    with pytest.raises(PlanFileError) as refused:
        read_plan_file(source)
    return refused.value.problems


def changed(old, new, source=SMALL):
    """The file with one text changed, and the line on which that stands."""
    assert source.count(old) == 1, f"{old!r} must stand once"
    return source.replace(old, new), source[: source.index(old)].count("\n") + 1


# What is changed, to what, where the problem is, and words of what is to be done.
WRONG = {
    "misspelt field": ("{ref: 1b, title:", "{ref: 1b, tilte: x, title:", "priority 1, action 1b, tilte", "“title”"),
    "missing field": ("{ref: 1b, title: Do more}", "{ref: 1b}", "priority 1, action 1b, title", "Add “title”"),
    "empty text": ("title: Do more", "title: ''", "priority 1, action 1b, title", "remove the line"),
    "blank text": ("title: Do more", "title: '  '", "priority 1, action 1b, title", "remove the line"),
    "nothing": ("title: Do more", "title: ", "priority 1, action 1b, title", "remove the line"),
    "number for a text": ("title: Do more", "title: 12", "priority 1, action 1b, title", 'quotes.*"12"'),
    "list for a text": ("title: Do more", "title: [a]", "priority 1, action 1b, title", "not a list"),
    "text for a number": ("number: 1", "number: one", "priority one, number", "whole number"),
    "number too big": ("number: 1", "number: 40000", "priority 40000, number", "from 1 to 999"),
    "text for a list": ("[1a, 1c]", "1a", "related pair no. 1", "list"),
    "one related action": ("[1a, 1c]", "[1a]", "related pair no. 1", "two references"),
    "unknown related action": ("[1a, 1c]", "[1a, 9z]", "related pair no. 1, entry no. 2", "no action 9z"),
    "related to itself": ("[1a, 1c]", "[1a(i), 1a.i]", "related pair no. 1", "two different"),
    "pair twice": ("  - [1a, 1c]", "  - [1c, 1a]\n  - [1a, 1c]", "related pair no. 2", "keep one"),
    "reference twice": ("ref: 1b,", "ref: 1a,", "priority 1, action 1a, ref", "each action its own"),
    "address twice": ("ref: 1b,", "ref: 1a.I,", "priority 1, action 1a.I, ref", "share the address “1a.i”"),
    "reference without letters": ("ref: 1b,", "ref: (),", "priority 1, action (), ref", "letter or a digit"),
    "reference is a page": ("ref: 1b,", "ref: New,", "priority 1, action New, ref", "taken"),
    "long address": ("ref: 1b,", f"ref: a{'İ' * 30},", None, "Shorten"),
    "long reference": ("ref: 1b,", f"ref: {'a' * 41},", None, "40 characters or fewer: it has 41"),
    "long title": ("title: Plan,", f"title: {'a' * 201},", "plan, title", "200 characters or fewer"),
    "milestone twice": (
        "{ref: 1c, title: Do the rest}",
        "{ref: 1c, title: Do the rest, milestones: [{title: Pilot}, {title: Pilot}]}",
        "priority 1, action 1c, milestone no. 2, title",
        "keep one",
    ),
    "slug is a page": ("slug: north-2025", "slug: new", "plan, slug", "taken"),
    "slug with capitals": ("slug: north-2025", "slug: North 2025", "plan, slug", "lower case letters"),
    "plan status": ("status: draft", "status: open", "plan, status", "draft, current, closed"),
    "sub-action of a sub-action": (
        "{ref: 1a(i), title: Do a part}",
        "{ref: 1a(i), title: Do a part, sub_actions: [{ref: x, title: y}]}",
        "priority 1, action 1a, sub-action 1a(i), sub_actions",
        "beside it",
    ),
    "plan state": ("title: Do more", "title: Do more, plan_state: closed", None, "agreed, proposed"),
    "no such month": ("due: 2025-09,", "due: 2025-13,", "priority 1, action 1a, due, due", "2025-13"),
    "no such day": ("due: 2025-09, precision: month", "due: 2025-02-31, precision: day", None, "2025-02-31"),
    "other precision": ("due: 2025-09,", "due: 2025,", "priority 1, action 1a, due, due", "to the month"),
    "no such precision": ("precision: month", "precision: week", "priority 1, action 1a, due, precision", "season"),
    "date without precision": ("due: 2025, precision: year", "due: 2025", "commitment no. 1, precision", "year"),
    "precision without date": ("due: 2025, precision: year", "precision: year", "commitment no. 1, due", "beside"),
    "ends before it begins": (
        "title: Do more",
        "title: x, planned_start: {due: 2026, precision: year}, due: {due: 2025, precision: year}",
        "priority 1, action 1b, due",
        "before it begins",
    ),
    "placeholder with actions": ("title: First", "title: First\n    placeholder: true", None, "placeholder"),
    "unknown sector": ("sector: council", "sector: police", "organisation North Council, sector", "voluntary"),
    "unknown list": ("related:", "glosary: []\nrelated:", "glosary", "did you mean “glossary”"),
    "term twice": ("quality assurance}", "x}\n  - {term: qa, means: y}", "glossary term qa, term", "keep one"),
    "organisation twice": (
        "{name: North Council, sector: council}",
        "{name: North Council, sector: council}\n  - {name: north council, sector: council}",
        "organisation north council, name",
        "keep one",
    ),
    "priority twice": (
        "related:",
        "  - {number: 1, title: Again}\nrelated:",
        "priority 1, number",
        "its own number",
    ),
    "objective twice": (
        "related:",
        "    objectives: [{ref: x, title: y, actions: []}, {ref: x, title: z, actions: []}]\nrelated:",
        "priority 1, objective x, ref",
        "change one",
    ),
    "body names itself": (
        "key: board}",
        "key: board, replaces: board}",
        "governance, body board, replaces",
        "another",
    ),
    "body twice": (
        "key: board}",
        "key: board}\n    - {name: B, key: board}",
        "governance, body board, key",
        "its own",
    ),
    "body that is a page": (
        "key: board}",
        "key: board}\n    - {name: B, key: new}",
        "governance, body new, key",
        "taken",
    ),
    "cycles of a body run elsewhere": (
        "key: board}",
        "key: board, sets_cycles: true}",
        "governance, body board, sets_cycles",
        "run_here: true",
    ),
    "phase of a body run elsewhere": (
        "key: board}",
        "key: board, shadow_from: 2023-07}",
        "governance, body board, shadow_from",
        "run_here: true",
    ),
    "two bodies that set the cycles": (
        "key: board}",
        "key: board, run_here: true, sets_cycles: true}\n    - {name: B, key: b, run_here: true, sets_cycles: true}",
        "governance, body b, sets_cycles",
        "one body at most",
    ),
    "unknown body": ("to: board", "to: cabinet", "commitment no. 1, to", "no body “cabinet”"),
    "meeting without a day": (
        "{body: board, date: 2025-01-31}",
        "{body: board}",
        "governance, meeting no. 1",
        "month",
    ),
    "meeting on 30 February": (
        "date: 2025-01-31",
        "date: 2025-02-30",
        "governance, meeting no. 1, date",
        "2025-02-30",
    ),
    "escaped control character": ("title: Do more", 'title: "a\\u0007"', "priority 1, action 1b, title", "character"),
    "escaped surrogate": ("title: Do more", 'title: "a\\ud800"', "priority 1, action 1b, title", "character"),
    "alias": ("title: Do more", "title: *x", "priority 1, action 1b, title", "text itself"),
    "anchor": ("title: Do more", "title: &x Do more", "priority 1, action 1b, title", "no anchors"),
    "tag": ("title: Do more", "title: !!python/name:os.system x", "priority 1, action 1b, title", "no tags"),
    "tag on a list": ("[1a, 1c]", "!!set [1a, 1c]", "related pair no. 1", "no tags"),
    "field twice": ("title: Do more", "title: Do more, title: Do less", "priority 1, action 1b, title", "twice"),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_clear_problem_for_a_wrong_field(case):
    old, new, where, words = WRONG[case]
    text, line = changed(old, new)
    (problem,) = problems_of(text)
    assert re.search(words, problem.message)
    assert where in (None, problem.where)
    assert line <= problem.line <= line + new.count("\n")
    assert str(problem) == f"Line {problem.line}: {problem.where}: {problem.message}"


# What cannot be read at all: the line, and what to do.
UNREADABLE = {
    "empty": ("", 1, "empty"),
    "only comments": ("# nothing\n", 1, "empty"),
    "a text": ("hello", 1, "Write fields"),
    "a list": ("- a", 1, "Write fields"),
    "too large": ("a" * 1_000_001, 1, "at most 1,000,000"),
    "too many values": (f"plan: [{'1,' * 20_001}]", 1, "more than 20,000 values"),
    "too deeply": ("plan: " + "[" * 100_000, 1, "too deeply"),
    "not UTF-8": (b"plan:\n  title: caf\xe9\n", 2, "UTF-8"),
    "UTF-16": ("plan: {}".encode("utf-16"), 1, "UTF-8"),
    "NUL": ("plan:\n  title: a\0b\n", 2, "character"),
    "lone surrogate": ("plan:\n  title: a\ud800b\n", 2, "character"),
    "tab": ("plan:\n\ttitle: a\n", 2, "spaces"),
    "colon": ("plan:\n  title: a: b\n", 2, "Put quotes"),
    "open quote": ("plan:\n  title: 'a\n", 2, "Close the quotes"),
    "open bracket": ("plan:\n  title: [a\n", 3, "brackets"),
    "no such escape": ('plan:\n  title: "\\UFFFFFFFF"\n', 2, "Check"),
    "two documents": ("plan: {}\n---\nplan: {}\n", 2, "one plan"),
    "key of a list": ("plan:\n  ? [a]\n  : b\n", 2, "name of a field"),
    "YAML of another day": (f"%YAML 1.{'9' * 5000}\n---\nplan: {{}}\n", 1, "Check"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_its_line(case):
    source, line, words = UNREADABLE[case]
    problem = problems_of(source)[0]
    assert words in problem.message
    assert problem.line == line


def test_what_a_problem_quotes_does_nothing_to_a_terminal():
    text, _ = changed("{ref: 1b, title: Do more}", '{ref: "1b\\e[2J\\n", title: ""}')
    assert all(str(problem).isprintable() for problem in problems_of(text))
    assert [problem.where for problem in problems_of(text)] == [
        "priority 1, action 1b\N{REPLACEMENT CHARACTER}[2J, ref",
        "priority 1, action 1b\N{REPLACEMENT CHARACTER}[2J, title",
    ]


def test_all_problems_are_told_at_once_by_line():
    text, _ = changed("slug: north-2025", "slug: North")
    text, _ = changed("precision: month", "precision: week", text)
    text, _ = changed("[1a, 1c]", "[1a, 9z]", text)
    text, _ = changed("sector: council", "sector: police", text)
    text, _ = changed("to: board", "to: cabinet", text)
    found = problems_of(text)
    assert [problem.line for problem in found] == [1, 8, 14, 18, 20]
    assert str(PlanFileError(found)).count("\n") == 4


def test_first_plan_with_a_field_twice_names_both_lines():
    text, line = changed('    source: "8"\n', '    source: "8"\n    source: "9"\n', REAL)
    (problem,) = problems_of(text)
    assert (problem.line, problem.where) == (line + 1, "priority 1, source")
    assert f"first on line {line}" in problem.message


def is_read_or_refused(source):
    """Neither a traceback nor a refusal that does not say where."""
    try:
        read_plan_file(source)
    except PlanFileError as error:
        problems = error.problems
    else:
        return
    assert problems
    assert problems == sorted(problems)
    assert all(problem.line >= 1 and problem.message for problem in problems)
    assert all(str(problem).isprintable() for problem in problems)


FEW = hypothesis.settings(deadline=None, max_examples=100)


@FEW
@hypothesis.given(st.text() | st.binary() | st.text(alphabet="{}[]:,-?&*!|>'\"%@`# \n\tab01\\~<="))
def test_any_text_is_read_or_refused(source):
    is_read_or_refused(source)


@FEW
@hypothesis.given(
    st.integers(0, len(REAL)),
    st.integers(0, 40),
    st.text(max_size=20)
    | st.sampled_from(["\n", "\t", ": ", "- ", "[", "{", "'", '"', "&a ", "*a", "!!int ", "<<: "]),
)
def test_first_plan_with_some_characters_replaced(start, length, new):
    is_read_or_refused(REAL[:start] + new + REAL[start + length :])


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
values = st.recursive(
    scalars | st.sampled_from(["1a", "new", "3f(i)", "2025-13", "winter 2025", "board", "a" * 300]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)


@FEW
@hypothesis.given(st.data())
def test_small_plan_with_one_value_replaced(data):
    plan = copy.deepcopy(yaml.safe_load(SMALL))
    holder = plan
    while True:
        step = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[step], dict | list) or not holder[step] or data.draw(st.booleans()):
            break
        holder = holder[step]
    holder[step] = data.draw(values)
    is_read_or_refused(yaml.safe_dump(plan, allow_unicode=True))
