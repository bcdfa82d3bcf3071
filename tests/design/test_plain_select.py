"""The select that is written in one go says what Django's own says."""

import pytest
from django import forms
from django.test.html import parse_html

from design.widgets import PlainSelect

CHOICES = [("", "Nobody yet"), ("1", "Olive Marsh, Council"), ("2", '<b>Otis</b> & "co"')]


@pytest.mark.parametrize("value", ["", None, "1", 2, "424242", "<x>"])
def test_it_is_the_same(value: object) -> None:
    written = [
        widget(choices=CHOICES).render("lead", value, {"id": "id_lead", "aria-invalid": "true"})
        for widget in (PlainSelect, forms.Select)
    ]
    assert parse_html(written[0]) == parse_html(written[1])
