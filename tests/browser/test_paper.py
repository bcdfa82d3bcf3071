"""A paper in the browser: as a file of its own and in the portal's styles, it stands for everybody and on A4."""

import io
from pathlib import Path

import pypdf
import pytest
from django.conf import settings

from design.symbols import SPRITE
from documents.page import to_html, to_standalone_html
from tests.browser.axe import assert_well
from tests.browser.conftest import NewPage
from tests.documents.samples import FULL

STATIC = Path(settings.ROOT) / "static"
STYLES = (STATIC / "vendor/govuk-frontend-6.6.0/govuk-frontend.css", STATIC / "portal.css")


def in_the_portal() -> str:
    """The paper with the portal's own styles, as a page includes it."""
    styles = "".join(path.read_text() for path in STYLES)
    return (
        f"<!DOCTYPE html><html lang='en' class='govuk-template'><title>Paper</title><style>{styles}</style>"
        f"<meta name='viewport' content='width=device-width'><body class='govuk-template__body'>{SPRITE}"
        f"<div class='govuk-width-container'><main class='govuk-main-wrapper'>{to_html(FULL)}</main></div>"
    )


@pytest.mark.parametrize("make", [in_the_portal, lambda: to_standalone_html(FULL)], ids=["portal", "file"])
def test_a_paper_stands_for_everybody_and_on_paper(make, tmp_path: Path, new_page: NewPage) -> None:
    file = tmp_path / "paper.html"
    file.write_text(make())
    page = new_page()
    page.goto(file.as_uri())
    assert_well(page)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [sheet.extract_text() for sheet in sheets]
    assert all("DRAFT" in text for text in texts)
    assert "Financial implications" not in next(text for text in texts if FULL.appendices[0].title in text)
    assert [float(side) for side in sheets[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)
