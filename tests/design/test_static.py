"""The committed copy of GOV.UK Frontend is the pinned one and carries nothing that may not be used here."""

import re

VERSION = re.compile(r"^govuk_frontend=([\d.]+)$", re.MULTILINE)


def test_one_version_everywhere(settings):
    version = VERSION.search((settings.ROOT / "scripts" / "vendor-govuk-frontend").read_text())[1]
    folder = settings.ROOT / "static" / "vendor" / f"govuk-frontend-{version}"
    assert {path.name for path in folder.iterdir()} == {"govuk-frontend.css", "govuk-frontend.js", "LICENSE.txt"}
    for path in ("static/portal.js", "templates/base.html", "templates/base_plain.html"):
        named = set(re.findall(r"govuk-frontend-([\d.]+)/", (settings.ROOT / path).read_text()))
        assert named == {version}, path
    assert f'"{version}"' in (folder / "govuk-frontend.css").read_text()


def test_no_crown_no_font_no_image_no_source_map(settings):
    for path in (settings.ROOT / "static" / "vendor").rglob("*.*"):
        if path.suffix in (".css", ".js"):
            text = path.read_text()
            assert "GDS Transport" not in text
            assert "url(" not in text
            assert "sourceMappingURL" not in text


def test_own_styles_load_nothing_from_elsewhere(settings):
    for path in (settings.ROOT / "static").glob("*.*"):
        assert not re.search(r"https?:|url\(|@import", path.read_text()), path.name
