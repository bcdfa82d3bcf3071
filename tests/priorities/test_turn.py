"""What a change of status means: for every pair of statuses."""

import pytest

from priorities.status import Status, Turn, turn

S = Status
WORSE = [
    (S.COMPLETE, S.ON_TRACK), (S.COMPLETE, S.AT_RISK), (S.COMPLETE, S.OFF_TRACK), (S.ON_TRACK, S.AT_RISK),
    (S.ON_TRACK, S.OFF_TRACK), (S.AT_RISK, S.OFF_TRACK), (S.NONE, S.AT_RISK), (S.NONE, S.OFF_TRACK),
    (S.NOT_STARTED, S.AT_RISK), (S.NOT_STARTED, S.OFF_TRACK), (S.ON_TRACK, S.NOT_STARTED), (S.ON_TRACK, S.NONE),
    (S.COMPLETE, S.NOT_STARTED), (S.COMPLETE, S.NONE),
]  # fmt: skip
BETTER = [
    (S.ON_TRACK, S.COMPLETE), (S.AT_RISK, S.COMPLETE), (S.OFF_TRACK, S.COMPLETE), (S.AT_RISK, S.ON_TRACK),
    (S.OFF_TRACK, S.ON_TRACK), (S.OFF_TRACK, S.AT_RISK), (S.NOT_STARTED, S.ON_TRACK), (S.NOT_STARTED, S.COMPLETE),
]  # fmt: skip


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_every_pair(before: Status, after: Status) -> None:
    wanted = Turn.WORSE if (before, after) in WORSE else Turn.BETTER if (before, after) in BETTER else Turn.SAME

    assert turn(before, after) == wanted
