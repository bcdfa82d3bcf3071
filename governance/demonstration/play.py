"""Plays the story: every change through its service, by the person who makes it, in the order of time."""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from accounts.models import Organisation, User
from governance.demonstration import cast, partnership, planning, story, telling
from governance.demonstration.meeting import Told
from governance.models import Body
from priorities import services as priorities
from priorities.models import ActionPlan

DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Scene:
    """One change of the story: when it happens, and what is done then (called with `now=`)."""

    at: datetime.datetime
    do: Callable[..., Any]


def play(plan: ActionPlan) -> None:
    """Everything, from the arrival of the people on. Call it in a transaction: half a story must not stand."""
    roles = story.people()
    people, organisations = cast.add_people(roles, cast.known_organisations(roles))
    scenes = [*_frame(plan, roles, people), *_of_partnership(plan, roles["cycles"], people, organisations)]
    for place, entry in enumerate(story.actions()):
        scenes += _of_action(plan, entry, place, roles["cycles"], people, organisations)
    # Sorting keeps the order of scenes at one time: an action is there before anything is said of it.
    for scene in sorted(scenes, key=lambda scene: scene.at):
        scene.do(now=scene.at)


def play_without_plan() -> None:
    """The arrival of the people, and no more: the portal is theirs to set up. Call it in a transaction."""
    roles = story.people()
    cast.add_people(roles, cast.add_organisations(roles["organisations_without_plan"]))


def _frame(plan: ActionPlan, roles: dict[str, Any], people: dict[str, User]) -> Iterator[Scene]:
    coordinator = people["coordinator"]
    for number, word in roles["priority_sros"].items():
        priority = plan.priorities.get(number=number)
        named = partial(priorities.name_priority_sro, priority=priority, sro=people[word], by=coordinator)
        yield Scene(story.moment(planning.FIRST_DAY, 9, 30), named)
    for judgement in roles["judgements"]:
        judged = partial(planning.judge, plan, judgement, people[judgement["by"]])
        yield Scene(story.moment(judgement["on"], 16), judged)
    for driver in roles["drivers"]:
        yield Scene(story.moment(driver["on"], 11, 30), partial(planning.drive, plan, driver, coordinator))
    for answer in roles["answers"]:
        yield Scene(story.moment(answer["on"], 15), partial(planning.answer, plan, answer, coordinator))
    for promise in roles["promises"]:
        yield Scene(story.moment(promise["met"], 17), partial(planning.keep_promise, promise, coordinator))
    for word, values in roles["people"].items():
        if "left" in values:
            yield Scene(
                story.moment(values["left"], 17), partial(cast.say_goodbye, people[word], roles["left_reason"])
            )


def _of_partnership(
    plan: ActionPlan,
    cycles: list[dict[str, Any]],
    people: dict[str, User],
    organisations: dict[str, Organisation],
) -> Iterator[Scene]:
    told = story.meetings()
    body = Body.objects.get(slug=told["body"])
    ours = partnership.Partnership(body, people, organisations, cycles, told["place"])
    yield Scene(story.moment(planning.FIRST_DAY, 9), partial(partnership.sit, ours, told["members"]))
    for member in told["members"]:
        if "until" in member:
            left = partial(partnership.leave, ours, member["who"], member["until"])
            yield Scene(story.moment(member["until"], 12), left)
    yield Scene(story.moment(told["quorum"]["from"], 9), partial(partnership.need, ours, told["quorum"]))
    for cycle in cycles:
        yield Scene(story.moment(cycle["entered"], 9), partial(partnership.plan, ours, cycle))
    for entry in told["meetings"]:
        yield from _of_meeting(Told(ours, plan, entry), cycles[entry["cycle"] - 1])


def _of_meeting(told: Told, cycle: dict[str, Any]) -> Iterator[Scene]:
    """An agenda two days before the papers deadline; papers an hour after it; minutes on the day after the meeting."""
    day, papers = cycle["meeting"], cycle["papers"]
    if told.told.get("items"):
        yield Scene(story.moment(papers - 2 * DAY, 11), told.put_together)
    if told.told.get("planned"):
        return
    number = told.told["cycle"]
    yield Scene(story.moment(papers, 13), partial(partnership.send_papers, told.partnership, number))
    yield Scene(story.moment(day, 16, 15), partial(partnership.hold, told.partnership, number))
    yield Scene(story.moment(day, 16, 30), told.take_attendance)
    yield Scene(story.moment(day + DAY, 10), told.write_up)
    for item in told.told["items"]:
        for asked in item.get("actions", ()):
            if "done" in asked:
                yield Scene(story.moment(asked["done"], 15), partial(told.report, asked))


def _of_action(
    plan: ActionPlan,
    entry: dict[str, Any],
    place: int,
    cycles: list[dict[str, Any]],
    people: dict[str, User],
    organisations: dict[str, Organisation],
) -> Iterator[Scene]:
    stage = planning.Stage(plan, entry["ref"], people, organisations)
    if "add" in entry:
        yield Scene(story.moment(entry["add"]["on"], 11), partial(planning.add, stage, entry["add"]))
    yield Scene(planning.set_up_at(entry), partial(planning.set_up, stage, entry))
    for milestone in entry.get("milestones", ()):
        added = story.moment(milestone["added"], 16) if "added" in milestone else planning.set_up_at(entry)
        yield Scene(added, partial(planning.add_milestone, stage, milestone))
    yield from _of_questions(stage, entry.get("questions", ()))
    for update in entry["updates"]:
        yield Scene(story.update_moment(update, cycles, place), partial(telling.tell, stage, update))
    for given in entry.get("evidence", ()):
        yield Scene(story.moment(given["on"], 13), partial(telling.show, stage, given))
    for told in entry.get("co_production", ()):
        yield Scene(story.moment(told["on"], 13, 30), partial(telling.work_together, stage, told))
    for decision in entry.get("decide", ()):
        yield Scene(story.moment(decision["on"], 14), partial(planning.decide, stage, decision))
    for change in entry.get("changes", ()):
        yield Scene(story.moment(change["on"], 12), partial(planning.change_lead, stage, change))
    for state in entry.get("states", ()):
        yield Scene(story.moment(state["on"], 14, 30), partial(planning.set_state, stage, state))


def _of_questions(stage: planning.Stage, questions: Iterable[dict[str, Any]]) -> Iterator[Scene]:
    """Asked in the evening, and answered on another morning, or not yet."""
    for asked in questions:
        yield Scene(story.moment(asked["on"], 19, 20), partial(telling.ask, stage, asked))
        if "answered" in asked:
            yield Scene(story.moment(asked["answered"], 9, 40), partial(telling.answer, stage, asked))
