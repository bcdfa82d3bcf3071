"""What a body that is run here is made of: phases, quorum rules, terms of reference."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from audit.recording import Refused
from governance.models import BodyPhase, QuorumRule, TermsOfReference
from governance.services.composition import add_phase, add_terms, edit_body, edit_phase, set_quorum_rule
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.governance.composing import BOARD, PARTNERSHIP, dated, partnership, rule, words
from tests.governance.styling import letterhead, upload
from tests.world import NOW, PLAN_FILE

As = Callable[[str], Client]
People = types.SimpleNamespace
PDF = b"%PDF-1.7\nThe terms\nstartxref\n0\n%%EOF\n"


def test_the_source_is_loaded_and_nothing_else(db: None, as_: As, capsys: pytest.CaptureFixture[str]) -> None:
    body = partnership()
    assert (body.is_run_here, body.sets_cycles, body.resolution_form) == (True, True, "The Partnership agreed that")
    assert [(str(one), one.source) for one in body.phases.all()] == [
        ("shadow from July 2023", "12a, 19, 20"), ("full from September 2023", "12a, 19, 20"),
    ]  # fmt: skip
    terms = body.terms_of_reference.get()
    assert (terms.version, terms.source, terms.is_supplied) == (1, "Annex 1", False)
    assert not body.quorum_rules.exists()
    assert not body.memberships.exists()
    assert body.replaces.ended is None
    page = words(as_("mo").get(PARTNERSHIP))
    for said in ("Phase today Full from September 2023", "Annex 1: not supplied", "Its meetings set them",
                 "No quorum rule recorded.", "Nobody is recorded as a member today"):  # fmt: skip
        assert said in page
    call_command("load_plan", PLAN_FILE)
    assert "already in the database" in capsys.readouterr().out


def test_what_differs_from_the_source_is_told(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    said = {"by": people.cora, "now": NOW, "reason": "A slip"}
    edit_body(body=partnership(), **said, resolution_form="AGREED that")
    edit_phase(phase=BodyPhase.objects.get(phase="full"), kind="full", begins=PartialDate.month(2023, 10), **said)
    call_command("load_plan", PLAN_FILE)
    told = capsys.readouterr().out
    assert "resolution_form: the portal has 'AGREED that', the file has 'The Partnership agreed that'" in told
    assert "The phase full of local-inclusion-partnership, begins: the portal has 'October 2023'" in told
    assert BodyPhase.objects.count() == 2


def test_a_body_recorded_here_has_none_of_it(as_: As, people: People) -> None:
    page = texts(as_("cora").get(BOARD))
    for heading in ("Members", "Quorum", "Phases", "Terms of reference"):
        assert f">{heading}</h2>" not in page
        assert f">{heading}</h2>" in texts(as_("cora").get(PARTNERSHIP))
    for path in ("phases/new/", "quorum/new/", "terms/new/", "members/new/"):
        assert as_("cora").get(BOARD + path).status_code == 403
        assert "run elsewhere" in texts(as_("cora").post(BOARD + path, {}))


def test_a_phase_is_added_and_put_right(as_: As) -> None:
    client = as_("cora")
    sent = {"phase": "shadow", "begins_0": "", "begins_1": "1", "begins_2": "2025"}
    page = words(client.post(PARTNERSHIP + "phases/new/", sent, follow=True))
    assert "The phase has been added." in page
    assert "Shadow from January 2025" in page
    assert "Full from September 2023 (today’s phase)" in page
    added = BodyPhase.objects.get(from_on="2025-01-31")
    address = f"{PARTNERSHIP}phases/{added.pk}/"
    put_right = sent | {"begins_1": "2", "revision": added.revision}
    assert "Say why this changes" in texts(client.post(address, put_right))
    assert client.post(address, put_right | {"reason": "A slip"}).status_code == 302
    assert client.post(address, put_right | {"reason": "A slip", "begins_1": "3"}).status_code == 409
    assert "Shadow from February 2025" in words(client.get(PARTNERSHIP))
    assert "A slip" in words(client.get(PARTNERSHIP + "history/"))


def test_two_phases_do_not_begin_together(as_: As, people: People) -> None:
    answer = as_("cora").post(
        PARTNERSHIP + "phases/new/", {"phase": "full", "begins_0": "", "begins_1": "7", "begins_2": "2023"}
    )
    assert answer.status_code == 422
    assert "The phase “shadow from July 2023” begins then" in texts(answer)
    with pytest.raises(Refused, match="begins then"):
        add_phase(body=partnership(), by=people.cora, now=NOW, phase="full", begins=PartialDate.day(2023, 9, 1))
    assert BodyPhase.objects.count() == 2


def test_a_quorum_rule_is_added_and_put_right(as_: As) -> None:
    client = as_("cora")
    sent = {"members": "5", "sectors": ["families", "health"], "named_posts": " Director  of\r\n\r\nNurse ",
            "remote_counts": "on"}  # fmt: skip
    page = words(client.post(PARTNERSHIP + "quorum/new/", sent, follow=True))
    assert "From the beginning (in force today)" in page
    assert "At least 5 voting members; somebody from health and families; the posts Director of and Nurse." in page
    later = {"members": "3", **dated("from_on", datetime.date(2024, 10, 1))}
    page = words(client.post(PARTNERSHIP + "quorum/new/", later, follow=True))
    assert "From 1 October 2024 At least 3 voting members. Who joins remotely does not count." in page
    assert page.count("(in force today)") == 1
    first = QuorumRule.objects.get(from_on=None)
    assert first.sectors == "health families"
    address = f"{PARTNERSHIP}quorum/{first.pk}/"
    assert "Enter why you are changing it" in texts(client.post(address, sent | {"members": "4", "revision": 1}))
    assert client.post(address, sent | {"members": "4", "revision": 1, "reason": "A slip"}).status_code == 302
    first.refresh_from_db()
    assert (first.members, first.history.latest("history_id").history_change_reason) == (4, "A slip")
    assert client.post(address, sent | {"members": "6", "revision": 1, "reason": "Late"}).status_code == 409


def test_a_quorum_that_few_can_meet_is_asked_about(as_: As) -> None:
    client, sent = as_("cora"), {"members": "400", "organisations": "41"}
    answer = client.post(PARTNERSHIP + "quorum/new/", sent)
    assert answer.status_code == 422
    for question in ("400 voting members must be there. Is that right?", "41 organisations must be there."):
        assert question in words(answer)
    assert not QuorumRule.objects.exists()
    yes = {"considered": ["members-400", "organisations-41"]}
    assert client.post(PARTNERSHIP + "quorum/new/", sent | yes | {"members": "450"}).status_code == 422
    assert client.post(PARTNERSHIP + "quorum/new/", sent | yes).status_code == 302
    assert QuorumRule.objects.get().members == 400


def test_a_quorum_of_a_likely_number_is_not_asked_about(as_: As) -> None:
    assert as_("cora").post(PARTNERSHIP + "quorum/new/", {"members": "40"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"remote_counts": "on"}, "Enter at least one of members, organisations, sectors and posts"),
        ({"members": "0"}, "Enter a whole number from 1 to 500"),
        ({"members": "9" * 30}, "Enter a whole number from 1 to 500"),
        ({"sectors": ["moon"]}, "Select one of these options"),
        ({"members": "2", **dated("from_on", datetime.date(2024, 2, 1))}, "There is a quorum rule from 1 February"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(sent: dict[str, object], problem: str, as_: As, people: People) -> None:
    rule(people.cora, from_on=datetime.date(2024, 2, 1))
    answer = as_("cora").post(PARTNERSHIP + "quorum/new/", sent)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert QuorumRule.history.count() == 1


def test_the_service_holds_it_too(people: People) -> None:
    for wrong, problem in (({"members": None}, "at least one"), ({"sectors": ["moon"]}, "Choose sectors")):
        with pytest.raises(Refused, match=problem):
            rule(people.cora, **wrong)
    standing = rule(people.cora)
    with pytest.raises(Refused, match="Say why"):
        set_quorum_rule(body=partnership(), rule=standing, by=people.cora, now=NOW, members=2, organisations=2)
    assert QuorumRule.history.count() == 1


def test_terms_of_reference_by_version(as_: As) -> None:
    client, mo = as_("cora"), as_("mo")
    page = words(client.post(
        PARTNERSHIP + "terms/new/",
        {"text": "1. Purpose\n\n<b>We</b> meet.", **dated("from_on", datetime.date(2024, 1, 1))}, follow=True,
    ))  # fmt: skip
    assert "Version 2 of the terms of reference has been added." in page
    answer = client.post(PARTNERSHIP + "terms/new/", {"file": upload(PDF, "Terms.pdf")})
    assert answer.status_code == 302
    page = texts(mo.get(PARTNERSHIP))
    for said in ("Version 3</a>, with a file", "Version 2</a>, in force from 1 January 2024", "Annex 1: not supplied"):
        assert said in page
    text = texts(mo.get(PARTNERSHIP + "terms/2/"))
    assert "1. Purpose &lt;b&gt;We&lt;/b&gt; meet." in text
    assert f'href="{PARTNERSHIP}terms/3/file/"' in texts(mo.get(PARTNERSHIP + "terms/3/"))
    file = mo.get(PARTNERSHIP + "terms/3/file/")
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert file["Content-Disposition"] == 'attachment; filename="Terms.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    for missing in ("terms/1/", "terms/2/file/", "terms/4/", "terms/99999999999999999999/"):
        assert mo.get(PARTNERSHIP + missing).status_code == 404
    assert "Terms of reference, version 3" in words(mo.get(PARTNERSHIP + "history/"))


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Enter the terms of reference, or choose their file"),
        ({"file": ("terms.pdf", b"<script>")}, "The file must be a PDF file (.pdf) or Word file (.docx)"),
        ({"file": ("terms.exe", PDF)}, "The file must be a PDF file (.pdf) or Word file (.docx)"),
        ({"text": "x" * 50_001}, "must be 50000 characters or fewer"),
    ],
)
def test_terms_that_cannot_be_are_refused(sent: dict[str, object], problem: str, as_: As) -> None:
    fields = {name: upload(one[1], one[0]) if isinstance(one, tuple) else one for name, one in sent.items()}
    answer = as_("cora").post(PARTNERSHIP + "terms/new/", fields)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert TermsOfReference.objects.count() == 1


def test_a_word_file_of_the_terms(as_: As, people: People) -> None:
    body = letterhead()
    terms = add_terms(body=partnership(), by=people.cora, now=NOW, file=body, file_name="Terms.docx")
    assert len(terms.sha256) == 64
    file = as_("mo").get(PARTNERSHIP + "terms/2/file/")
    assert file.content == body
    with pytest.raises(Refused, match="Enter the terms"):
        add_terms(body=partnership(), by=people.cora, now=NOW, text=" ")


@pytest.mark.parametrize("path", ["phases/new/", "quorum/new/", "terms/new/"])
@pytest.mark.parametrize("who", ["mo", "olive", "ada", "ian"])
def test_others_change_nothing(path: str, who: str, as_: As) -> None:
    sent = {"phase": "full", "begins_2": "2025", "members": "2", "text": "Mine"}
    assert as_(who).post(PARTNERSHIP + path, sent).status_code == 403
    assert (BodyPhase.objects.count(), QuorumRule.objects.count(), TermsOfReference.objects.count()) == (2, 0, 1)
    assert as_("cora").post(PARTNERSHIP + path, sent).status_code == 302
    assert path not in texts(as_(who).get(PARTNERSHIP))
