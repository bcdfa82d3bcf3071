"""The guides: they open for everybody, say nothing that is not so, and every page leads to the part that helps."""

import re
import runpy
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, resolve
from markdown_it.token import Token

from governance import guides
from governance.guides import FOLDER, GUIDES, HELPS, guide, guide_html, help_with
from tests.access.rows import PLAN

As = Callable[[str], Client]
PICTURES = {
    picture.name for picture in runpy.run_path(str(settings.ROOT / "scripts" / "guide_pictures.py"))["PICTURES"]
}
MOST_BYTES = 150_000
MOST_WORDS = dict.fromkeys(GUIDES, 1_250) | {"coordinator": 3_000}
# Pages without help in a guide, and why.
WITHOUT_HELP = {
    **dict.fromkeys(("guide-list", "guide"), "help itself"),
    **dict.fromkeys(("accessibility", "privacy"), "says all there is to say"),
    **dict.fromkeys(("health-live", "health-ready"), "for machines"),
    **dict.fromkeys(("brand-css", "brand-logo"), "loaded by pages"),
    **dict.fromkeys(
        (
            "action-file", "changes-file", "decision-file", "deadline-calendar", "evidence-csv", "import-csv",
            "import-xlsx", "meeting-calendar", "minutes-file", "numbered-pack-file", "outcome-file", "pack-file",
            "paper", "published-file", "question-file", "terms-file", "version-file", "version-zip", "word-file",
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            "carry-item", "discard-import", "export-draft", "mark-changes-as-read", "meeting-cycles", "move-item",
            "put-ask-on-agenda", "put-question-on-agenda", "take-back-declaration", "watch-action", "watch-priority",
        ),
        "a button",
    ),
    **dict.fromkeys(
        (
            "bundle-of-plan", "short-action", "short-actions", "short-changes", "short-desk", "short-evidence",
            "short-key",
            "short-priority", "short-queries", "short-questions",
        ),
        "leads to another page",
    ),
}  # fmt: skip


def tokens(slug: str) -> list[Token]:
    """What the guide is made of, those within others too."""
    found = guides._markdown.parse(HELPS.sub("", (FOLDER / f"{slug}.md").read_text(encoding="utf-8")))
    return [one for token in found for one in (token, *(token.children or ()))]


def names_of_pages() -> set[str]:
    """The name of every address of the portal but those of the administration."""
    found: set[str] = set()
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", [pattern])
        if getattr(pattern, "app_name", None) != "admin":
            found |= {one.name for one in inner if getattr(one, "name", None)}
    return found


def names_in_the_administration() -> set[str]:
    return {
        one.name
        for pattern in admin.site.get_urls()
        for one in getattr(pattern, "url_patterns", [pattern])
        if getattr(one, "name", None)
    }


@pytest.mark.parametrize("slug", GUIDES)
@pytest.mark.parametrize("who", ["anon", "olive", "cora"])
def test_every_guide_opens(slug: str, who: str, as_: As) -> None:
    page = as_(who).get(f"/help/{slug}/")
    assert page.status_code == 200
    text = page.content.decode()
    for part in guide(slug).parts:
        assert f'id="{part.anchor}"' in text
        assert f'href="#{part.anchor}"' in text
    assert "helps with" not in text


def test_the_list_names_every_guide_and_whom_it_is_for(as_: As) -> None:
    text = as_("anon").get("/help/").content.decode()
    for one in guides.guides():
        assert f'href="/help/{one.slug}/"' in text
        assert one.summary in text
    assert {path.stem for path in FOLDER.glob("*.md")} == set(GUIDES)


@pytest.mark.parametrize("address", ["/help/nobody/", "/help/../settings/", "/help/Lead/", "/help/lead.md/"])
def test_no_other_guide(address: str, as_: As) -> None:
    assert as_("anon").get(address).status_code == 404


@pytest.mark.parametrize("slug", GUIDES)
def test_a_guide_is_built_as_all_are(slug: str) -> None:
    source = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    made = tokens(slug)
    assert [made[0].tag, made[3 + len(made[1].children or ())].tag] == ["h1", "p"]
    assert source.count("\n# ") + source.startswith("# ") == 1
    anchors = [part.anchor for part in guide(slug).parts]
    assert anchors
    assert len(anchors) == len(set(anchors))
    assert len(HELPS.sub("", source).split()) <= MOST_WORDS[slug]
    assert source.count("<!--") == len(HELPS.findall(source)), "a comment that is not read would be printed"
    assert "<!-- helps with" not in guide_html(slug)


def test_every_picture_is_there_and_no_other() -> None:
    named = [token for slug in GUIDES for token in tokens(slug) if token.type == "image"]
    sources = [str(token.attrs["src"]) for token in named]
    assert all(re.fullmatch(r"pictures/[a-z-]+\.png", source) for source in sources)
    assert sorted(Path(source).stem for source in sources) == sorted(PICTURES)
    assert {path.name for path in (FOLDER / "pictures").iterdir()} == {f"{name}.png" for name in PICTURES}
    for token in named:
        assert len(token.content.split()) >= 5, "the alternative text says what is to be seen"
        assert not re.search(r"screen ?shot|picture of|image of", token.content, re.IGNORECASE)
        assert (FOLDER / str(token.attrs["src"])).stat().st_size <= MOST_BYTES, token.attrs["src"]


def test_pictures_are_served(as_: As) -> None:
    text = as_("anon").get("/help/lead/").content.decode()
    address = re.search(
        r'<img src="([^"]*sign-in[^"]*)" alt="The sign-in page.*" loading="lazy" width="900" height="640"', text
    )
    assert address, "it has no place of its size"
    picture = as_("anon").get(address[1])
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert picture.getvalue() == (FOLDER / "pictures" / "sign-in.png").read_bytes()
    picture.close()


def test_pictures_have_a_name_of_their_own_in_production(tmp_path: Path, settings: types.SimpleNamespace) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    guide_html.cache_clear()
    try:
        address = re.search(r'src="/static/(guides/sign-in\.[0-9a-f]{12}\.png)"', guide_html("lead"))
    finally:
        guide_html.cache_clear()
    assert address
    assert (tmp_path / address[1]).is_file()


@pytest.mark.parametrize("slug", GUIDES)
def test_every_link_leads_somewhere(slug: str) -> None:
    anchors = {one.slug: {part.anchor for part in one.parts} for one in guides.guides()}
    for token in tokens(slug):
        if token.type == "link_open":
            named, _, anchor = str(token.attrs["href"]).partition("#")
            other = named.removesuffix(".md") or slug
            assert other in anchors, token.attrs["href"]
            assert not anchor or anchor in anchors[other], token.attrs["href"]
    assert ".md" not in "".join(re.findall(r'href="[^"]*"', guide_html(slug)))


def test_every_address_and_file_in_a_guide_exists() -> None:
    codes = {token.content for slug in GUIDES for token in tokens(slug) if token.type == "code_inline"}
    addresses = {code for code in codes if code.startswith("/")}
    assert addresses
    for address in addresses:
        resolve(address)
    files = {code for code in codes if re.fullmatch(r"[a-z]+(/[\w.-]+)+\.\w+", code)}
    assert "docs/settings.md" in files
    for name in files:
        assert (settings.ROOT / name).is_file(), name


def test_parts_help_with_pages_that_exist() -> None:
    helped = {page for one in guides.guides() for part in one.parts for page in part.pages}
    assert helped - names_of_pages() - names_in_the_administration() == set()


def test_every_page_has_help() -> None:
    pages = names_of_pages()
    helped = {page for page in pages if help_with(page)}
    assert pages - helped - set(WITHOUT_HELP) == set()
    assert helped & set(WITHOUT_HELP) == set()


@pytest.mark.parametrize(
    ("who", "address", "help_address"),
    [
        ("anon", "/sign-in/", "/help/lead/#sign-in"),
        ("olive", "/my-actions/", "/help/lead/#see-what-is-yours-to-update"),
        ("olive", PLAN + "actions/1a/progress/", "/help/lead/#say-how-an-action-is-going"),
        ("cora", PLAN + "actions/1a/progress/", "/help/coordinator/#enter-an-update-for-somebody"),
        ("cora", PLAN + "set-up/", "/help/coordinator/#fill-in-people-and-dates"),
        ("cora", "/my-actions/", "/help/lead/#see-what-is-yours-to-update"),
        ("ada", "/bundle/", "/help/administrator/#export-for-a-board-or-an-inspector"),
        ("ada", "/admin/", "/help/administrator/"),
        ("ada", "/admin/accounts/user/add/", "/help/administrator/#invite-a-person"),
        ("ada", "/admin/accounts/rolegrant/add/", "/help/administrator/#grant-a-role"),
        ("ian", PLAN + "actions/1a/history/", "/help/reader/#trace-a-sentence"),
        ("ian", PLAN, "/help/reader/#see-the-plan-as-it-stood-on-a-day"),
        ("mo", PLAN, "/help/member/#see-the-whole-plan-on-a-page"),
    ],
)
def test_a_page_leads_to_its_help(who: str, address: str, help_address: str, as_: As) -> None:
    text = as_(who).get(address).content.decode()
    assert f'href="{help_address}"' in text


@pytest.mark.parametrize(("who", "address"), [("anon", "/privacy/"), ("mo", "/help/"), ("mo", "/help/lead/")])
def test_a_page_without_help_leads_to_the_list(who: str, address: str, as_: As) -> None:
    text = as_(who).get(address).content.decode()
    assert "Help with this page" not in text
    assert '<a class="govuk-footer__link" href="/help/">Help</a>' in text


def test_help_costs_no_query(db: None, as_: As, django_assert_num_queries: Any) -> None:
    client = as_("anon")
    with django_assert_num_queries(0):
        assert "Help with this page" in client.get("/password/reset/").content.decode()
    with django_assert_num_queries(0):
        client.get("/help/coordinator/")
