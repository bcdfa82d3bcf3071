"""Several of one kind in a form: how many selects, what the hidden field says, and what two people make of it."""

import pytest

from actions.forms.several import links_token, merged, read_links, slot_names


class Record:
    def __init__(self, pk: int) -> None:
        self.pk = pk


ANN, BEN, CAT = Record(1), Record(2), Record(3)


@pytest.mark.parametrize(
    ("standing", "posted", "number"), [(0, (), 2), (3, (), 5), (0, (0, 1, 2, 3), 4), (0, (5,), 2), (0, range(90), 40)]
)
def test_a_select_for_each_and_two_more(standing: int, posted: range, number: int) -> None:
    data = {f"co_lead_{slot}": "" for slot in posted}
    assert slot_names("co_lead", standing, data) == [f"co_lead_{slot}" for slot in range(number)]


def links(*people: object) -> dict[object, str]:
    return dict.fromkeys(people, "")


MERGES = {
    "nothing changes": (links("Ann"), links("Ann"), links("Ann"), links("Ann")),
    "one is added": (links(), links("Ann"), links(), links("Ann")),
    "both add": (links(), links("Ann"), links("Ben"), links("Ann", "Ben")),
    "one is taken away": (links("Ann", "Ben"), links("Ben"), links("Ann", "Ben"), links("Ben")),
    "both take away": (links("Ann", "Ben"), links("Ann"), links("Ben"), links()),
    "taken away by the other": (links("Ann"), links("Ann"), links(), links()),
    "taken away by the other, and named anew": (links("Ann"), links("Ben"), links(), links("Ben")),
    "another part": ({"Ann": "lead"}, {"Ann": "supporting"}, {"Ann": "lead"}, {"Ann": "supporting"}),
    "another part by the other": ({"Ann": "lead"}, {"Ann": "lead"}, {"Ann": "supporting"}, {"Ann": "supporting"}),
}  # fmt: skip


@pytest.mark.parametrize("case", MERGES)
def test_what_others_have_changed_stays(case: str) -> None:
    opened, wanted, standing, result = MERGES[case]
    assert merged(opened, wanted, standing) == result


def test_hidden_field_is_read_back() -> None:
    people = {"1": "Ann", "2": "Ben"}
    token = links_token({"co_leads": {ANN: ""}, "organisations": {BEN: "lead", CAT: "supporting"}})
    assert token == "co_leads-1- organisations-2-lead organisations-3-supporting"
    offered = {"co_leads": people, "organisations": people, "drivers": {}}
    assert read_links(token, offered) == {"co_leads": {"Ann": ""}, "organisations": {"Ben": "lead"}, "drivers": {}}
    assert read_links("co_leads-9- x co_leads-1 nobody-1- 1-2-3-4", offered) == {name: {} for name in offered}
