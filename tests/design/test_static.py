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
    assert not [path for path in (settings.ROOT / "templates").rglob("*.html") if "crown" in path.read_text().lower()]
    paths = [path for path in (settings.ROOT / "static" / "vendor").rglob("*.*") if path.suffix in (".css", ".js")]
    assert paths
    for path in paths:
        text = path.read_text()
        assert "GDS Transport" not in text
        assert "url(" not in text
        assert "sourceMappingURL" not in text


def test_own_styles_load_nothing_from_elsewhere(settings):
    paths = list((settings.ROOT / "static").glob("*.*"))
    assert {"portal.css", "portal.js"} <= {path.name for path in paths}
    for path in paths:
        assert not re.search(r"https?:|url\(|@import", path.read_text()), path.name


# Made up of parts when they are printed; tests of design.look and of papers hold them.
MADE_UP = re.compile(r"portal-(?:status|flag)--[a-z-]+|portal-(?:numbered|level)--[12]|portal-share-\d+")


def test_every_style_of_ours_is_used(settings):
    styled = set(re.findall(r"\.(portal-[\w-]+)", (settings.ROOT / "static" / "portal.css").read_text()))
    sources = [*settings.ROOT.glob("templates/**/*.html"), *settings.ROOT.glob("design/**/*.py")]
    comments = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
    used = set(re.findall(r"portal-[\w-]+", "\n".join(comments.sub("", path.read_text()) for path in sources)))
    assert {name for name in styled - used if not MADE_UP.fullmatch(name)} == set()
