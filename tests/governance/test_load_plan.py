"""Loading a plan file: everything once, nothing changed, all or nothing."""

import types
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from actions.models import Action, Milestone, ProgressUpdate, RelatedAction, SourceQuery
from actions.services import ask_source_query
from priorities.models import ActionPlan, GlossaryTerm, Priority, StatusDefinition
from tests.world import LOADED, NOW, PLAN_FILE

AT = f"--recorded-at={LOADED.isoformat()}"


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """The same plan under another slug, to be loaded from nothing."""
    file = tmp_path / "plan.yaml"
    file.write_text(Path(PLAN_FILE).read_text().replace('slug: "2023-24"', 'slug: "copy"'))
    return file


def test_real_plan_is_whole(db: None) -> None:
    plan = ActionPlan.objects.get()
    actions = Action.objects.filter(plan=plan)
    assert plan.priorities.count() == 7
    assert actions.filter(parent=None).count() == 34
    assert actions.exclude(parent=None).count() == 5
    assert {str(m.due) for m in Milestone.objects.all()} == {"July 2023", "September 2023", "2023"}
    assert SourceQuery.objects.open().count() == 4
    assert RelatedAction.objects.count() == 6
    assert GlossaryTerm.objects.count() == 11
    assert StatusDefinition.objects.filter(plan=plan).count() == 5
    assert str(plan.ends) == "September 2024"
    assert Priority.objects.get(number=7).is_placeholder


def test_nothing_is_invented(another: Path, db: None) -> None:
    call_command("load_plan", str(another), AT, verbosity=0)
    for action in Action.objects.filter(plan__slug="copy"):
        assert (action.lead, action.deputy, action.sro, action.status) == (None, None, None, "none")
        assert (action.success_measure, action.difference, action.due) == ("", "", None)
        assert action.plan_state_reason == "As printed in the report of 28 June 2023"
        assert action.plan_state == ("proposed" if action.reference == "3f(v)" else "agreed")
    assert not ProgressUpdate.objects.exists()


def test_history_says_who_and_why(db: None) -> None:
    first = Action.objects.get(key="4c").history.earliest("history_id")
    assert (first.actor_name, first.actor_role, first.history_date) == ("load_plan", "process", LOADED)
    assert first.history_change_reason == "As printed in the report of 28 June 2023"


def test_file_without_a_reason_needs_one(another: Path, db: None) -> None:
    """A wrong reason would stand in a history that nobody can edit."""
    text = another.read_text()
    another.write_text(text.replace("\nreason: ", "\n# "))
    for reason in ("", "  "):
        with pytest.raises(CommandError, match="Say where its plan comes from"):
            call_command("load_plan", str(another), AT, reason=reason)
    assert not ActionPlan.objects.filter(slug="copy").exists()
    call_command("load_plan", str(another), AT, "--reason=As agreed by the board", verbosity=0)
    assert ActionPlan.objects.get(slug="copy").history.get().history_change_reason == "As agreed by the board"


def test_second_run_changes_nothing_and_says_what_differs(
    another: Path, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_plan", str(another), AT)
    capsys.readouterr()
    call_command("load_plan", str(another), AT)
    assert capsys.readouterr().out == "Everything in the file is already in the database.\n"
    another.write_text(another.read_text().replace("title: Inclusion\n", "title: Belonging\n"))
    rows = Action.history.count()
    call_command("load_plan", str(another), AT)
    told = capsys.readouterr().out
    assert "Priority 7, title: the portal has 'Inclusion', the file has 'Belonging'" in told
    assert Priority.objects.get(plan__slug="copy", number=7).title == "Inclusion"
    assert Action.history.count() == rows


def test_second_run_adds_what_is_missing(another: Path, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_plan", str(another), AT)
    another.write_text(
        another.read_text().replace("  - number: 2\n", '      - {ref: 1d, title: "A new one"}\n  - number: 2\n')
    )
    capsys.readouterr()
    call_command("load_plan", str(another), AT)
    assert capsys.readouterr().out == "Added actions: 1\n"
    assert Action.objects.get(plan__slug="copy", key="1d").title == "A new one"


def again(file: Path, capsys: pytest.CaptureFixture[str], *changes: tuple[str, str]) -> str:
    """Load the file, change it, load it again: what the second run says."""
    call_command("load_plan", str(file), AT)
    text = file.read_text()
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text)
    capsys.readouterr()
    call_command("load_plan", str(file), AT)
    return capsys.readouterr().out


def test_a_moved_action_stays_and_is_told(another: Path, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    line = next(line for line in another.read_text().splitlines(keepends=True) if "{ref: 1c," in line)
    told = again(another, capsys, (line, ""), ("      - {ref: 2a,", f"{line}      - {{ref: 2a,"))
    assert "Action 1c, priority: the portal has '1. A partnership with families', the file has '2. Underst" in told
    assert Action.objects.get(plan__slug="copy", key="1c").priority.number == 1


def test_a_reworded_query_stays_and_is_told(another: Path, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    told = again(another, capsys, ("The sentence breaks off after 'to ensure'.", "What is to be ensured?"))
    assert "The query on 4c Improve EHCP review process, question: the portal has" in told
    assert "Added" not in told
    assert SourceQuery.objects.filter(action__plan__slug="copy", action__key="4c").count() == 1


def test_a_query_that_people_raised_does_not_stand_in_the_way(
    another: Path, db: None, capsys: pytest.CaptureFixture[str], people: types.SimpleNamespace
) -> None:
    call_command("load_plan", str(another), AT)
    action = Action.objects.get(plan__slug="copy", key="1a")
    ask_source_query(plan=action.plan, by=people.cora, now=NOW, question="Who else?", action=action)
    assert again(another, capsys, ("{ref: 1a,", '{ref: 1a, query: "How often?",')) == "Added open queries: 1\n"
    assert SourceQuery.objects.filter(action=action).count() == 2


def test_organisations_say_why_they_are_here(db: None) -> None:
    first = Organisation.objects.get(sector="council").history.earliest("history_id")
    assert first.history_change_reason == "As printed in the report of 28 June 2023"


def test_wrong_fields_are_named_with_their_lines_and_nothing_is_written(another: Path, db: None) -> None:
    text = another.read_text().replace("sector: health", "sector: wealth", 1).replace("number: 4", "number: four")
    another.write_text(text)
    with pytest.raises(CommandError) as refused:
        call_command("load_plan", str(another), AT)
    message = str(refused.value)
    line = 1 + text[: text.index("sector: wealth")].count("\n")
    assert f"Line {line}" in message
    assert "number" in message
    assert not ActionPlan.objects.filter(slug="copy").exists()


def test_failure_halfway_leaves_nothing(another: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**values: object) -> None:
        raise RuntimeError("halfway")

    monkeypatch.setattr("governance.plan_loading.add_milestone", fail)
    organisations = Organisation.objects.count()
    with pytest.raises(RuntimeError, match="halfway"):
        call_command("load_plan", str(another), AT)
    assert not ActionPlan.objects.filter(slug="copy").exists()
    assert Organisation.objects.count() == organisations


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"plan: [", b"a\x00b"])
def test_no_plan_file(content: bytes, tmp_path: Path, db: None) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="was not loaded"):
        call_command("load_plan", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_plan", str(tmp_path / "missing.yaml"))


def test_moment_is_for_demonstrations(another: Path, db: None, settings: object) -> None:
    with pytest.raises(CommandError, match="Write --recorded-at like"):
        call_command("load_plan", str(another), "--recorded-at", "yesterday")
    settings.IS_DEMONSTRATION = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="for a demonstration"):
        call_command("load_plan", str(another), AT)
