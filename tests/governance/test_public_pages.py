"""What a public service owes: accessibility statement, privacy page, glossary; open to everybody."""

import datetime
import runpy
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

As = Callable[[str], Client]

# The headings of the model statement that the Regulations of 2018 ask for.
REQUIRED = [
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this portal’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "Preparation of this accessibility statement",
]


@pytest.mark.parametrize("address", ["/accessibility/", "/privacy/", "/glossary/", "/help/"])
@pytest.mark.parametrize("who", ["anon", "olive", "ada"])
def test_open_to_everybody_and_linked_everywhere(address: str, who: str, as_: As) -> None:
    assert as_(who).get(address).status_code == 200
    assert f'href="{address}"' in as_(who).get("/sign-in/", follow=True).content.decode()


def test_the_administration_has_what_stands_on_every_page(as_: As) -> None:
    page = as_("ada").get("/admin/").content.decode()
    assert 'href="/accessibility/"' in page
    assert "The people, statuses, dates and updates are invented." in page


def test_statement_has_what_the_regulations_ask_for(as_: As) -> None:
    page = as_("anon").get("/accessibility/").content.decode()
    for heading in REQUIRED:
        assert f">{heading}</h" in page
    assert "Web Content Accessibility Guidelines" in page


REVIEW = runpy.run_path(str(settings.ROOT / "scripts" / "accessibility_review.py"))


def test_statement_says_when_it_was_reviewed(as_: As) -> None:
    assert REVIEW["REVIEWED"].search(as_("anon").get("/accessibility/").content.decode())
    assert REVIEW["REVIEWED"].search(REVIEW["STATEMENT"].read_text())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("It was last reviewed on 5 September 2023.", ""),
        ("It was last reviewed on 4 September 2024.", ""),
        ("It was last reviewed on 4 September 2023.", "last reviewed on 4 September 2023, more than a year ago"),
        ("It was last reviewed on 5 September 2024.", "still to come"),
        ("It was reviewed.", "does not say “last reviewed on”"),
    ],
)
def test_a_review_that_is_due_is_told(statement: str, said: str) -> None:
    found = REVIEW["problem"](statement, datetime.date(2024, 9, 4))
    assert said in found if said else found == ""


def test_glossary_marks_what_is_to_be_confirmed(as_: As) -> None:
    page = " ".join(as_("anon").get("/glossary/").content.decode().split())
    assert page.count("govuk-summary-list__row") == 11
    assert page.count("to be confirmed by a local officer") == 2
    assert "joint strategic needs assessment" in page


def test_privacy_page_says_what_is_kept(as_: As) -> None:
    page = as_("anon").get("/privacy/").content.decode()
    for words in ("work e-mail address", "Freedom of Information Act", "Information Commissioner", "12 hours",
                  "when you last signed in"):  # fmt: skip
        assert words in page
