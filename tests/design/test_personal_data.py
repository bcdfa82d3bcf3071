"""What looks like a number of a child, however somebody spaces it; and what only looks a little like one."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from design.personal_data import UPN_LETTERS, looks_personal
from tests.world import asked

NHS, UPN = "an NHS number", "a unique pupil number (UPN)"
SPACES = " \t\n\r\u00a0\u2002\u2009\u202f\u3000\u200b"
SEPARATORS = SPACES + "./-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
apart = st.text(SEPARATORS, min_size=1, max_size=4)


def kinds(text: str) -> set[str]:
    return {found.kind for found in looks_personal(text)}


def nhs_number(nine: int) -> str | None:
    """The ten digits with their check digit; None where no number begins so."""
    digits = f"{nine:09}"
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else f"{digits}{check}"


numbers = st.integers(400_000_000, 799_999_999).map(nhs_number).filter(bool)
lengths = st.sampled_from([(3, 3, 4), (4, 3, 3), (10,), (3, 7), (5, 5), (2, 2, 2, 2, 2), (1,) * 10])


def in_groups(digits: str, groups: tuple[int, ...], data: st.DataObject) -> str:
    """The digits in groups of these lengths, with anything between them."""
    found, at = [], 0
    for length in groups:
        found.append(digits[at : at + length])
        at += length
    return "".join(group + (data.draw(apart) if last < len(found) else "") for last, group in enumerate(found, 1))


@given(number=numbers, groups=lengths, data=st.data())
def test_an_nhs_number_is_found_however_it_is_spaced(
    number: str, groups: tuple[int, ...], data: st.DataObject
) -> None:
    written = in_groups(number, groups, data)
    for text in (written, f"Ask about {written}, please.", f"({written})", f"NHS number:{written}"):
        assert NHS in kinds(text)


@given(number=numbers, groups=st.sampled_from([(3, 3, 4), (4, 3, 3), (10,)]), data=st.data())
def test_it_is_found_beside_other_numbers(number: str, groups: tuple[int, ...], data: st.DataObject) -> None:
    assert NHS in kinds(f"1. In 12 {in_groups(number, groups, data)}. 3 of 14")


@given(digits=st.integers(0, 10**11 - 1), last=st.sampled_from("0123456789" + UPN_LETTERS), data=st.data())
def test_a_upn_is_found_however_it_is_spaced(digits: int, last: str, data: st.DataObject) -> None:
    values = [*map(int, f"{digits:011}"), int(last) if last.isdigit() else UPN_LETTERS.index(last)]
    letter = UPN_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23]
    written = data.draw(apart).join([letter, *(f"{digits:011}"[at : at + 3] for at in (0, 3, 6, 9))])
    assert UPN in kinds(f"He is {written}{last} there")
    assert UPN in kinds(f"{letter}{digits:011}{last}")


@pytest.mark.parametrize(
    "text",
    [
        "943\u00a0476\u00a05919", "943  476  5919", "943.476.5919", "943/476/5919", "943–476–5919", "943\n476\n5919",
        "9434 765 919", "943 - 476 - 5919", "9434765919", "In 2023 943 476 5919",
    ],
)  # fmt: skip
def test_spacings_that_people_use(text: str) -> None:
    assert kinds(text) == {NHS}


@pytest.mark.parametrize("text", ["H 801 200 001 001", "H801200001001", "h80-1200-001-001", "H801 200 001\n001"])
def test_spacings_of_a_upn(text: str) -> None:
    assert UPN in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "01642 393939", "01642 52 44 57", "0300 123 1234", "+44 1642 526 200", "07700 900 123", "Ring 01642 527 000.",
        "31 October 2025", "31/10/2025 - 30/11/2025", "From 1.9.2024 to 31.8.2025", "1.9.2025 14.30",
        "2023-24, 2024-25 and 2025/26", "2019 2020 2021 2022 2023", "943 476 5918", "943,476,5919",
        "3.02.02 and 3f(i)", "A 01642 393939 I", "H 801 200 001 002", "12 of 34 actions, 4 of 5",
        "£1.250.000", "15% 20% 25% 30% 35%",
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_child(text: str) -> None:
    assert kinds(text) == set()


def test_a_form_asks_about_it(as_: Callable[[str], Client]) -> None:
    sent = {"status": "at_risk", "reason": "He is 9434 765 919 – or H 801 200 001 001"}
    answer = as_("sara").post("/plans/2023-24/priorities/1/judgement/", sent)
    assert (answer.status_code, len(asked(answer))) == (422, 1)
    assert "a unique pupil number (UPN) and an NHS number" in answer.content.decode()
