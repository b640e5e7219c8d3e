"""The question bank: open, unhurried, pointing nowhere [38]. Pure."""

import re
from collections import Counter

import pytest

from handrail.trajectory.questions.bank import QUESTIONS, fitting
from handrail.trajectory.questions.question import HOW, Mirror, Situation
from handrail.trajectory.sections import Section
from handrail.trajectory.stage_entry import Stage

TEXTS = [str(each.text) for each in QUESTIONS]
OPEN = re.compile(r"(What|How|Which|When|Where|Who|Tell|Describe|Imagine)\b")
# A question that blames, or that has its answer in it already.
BLAMING = re.compile(r"\bwhy (didn|did|don|do|haven|have|aren|are|can|won)\b", re.IGNORECASE)
LEADING = re.compile(
    r"\b(don|didn|isn|aren|wasn|wouldn|shouldn|couldn|won|haven|hasn)[’']t (you|it|that|this|we)\b|"
    r", (right|okay|no|yes|correct)\?|\bdo(n.t)? you (think|agree|feel|see) (that )?you\b|"
    r"\b(surely|obviously|of course|clearly|really|actually|just|should|ought)\b|"
    r"(?<!what )\bhave you (tried|considered|thought)\b|"
    r"\b(I (think|would|suggest)|wouldn.t it|better if|the best way)\b",
    re.IGNORECASE,
)


def test_there_are_plenty_and_each_is_there_once() -> None:
    assert len(TEXTS) >= 150
    assert [text for text, count in Counter(text.casefold() for text in TEXTS).items() if count > 1] == []


@pytest.mark.parametrize("text", TEXTS)
def test_each_is_open_and_asks_one_thing(text: str) -> None:
    assert OPEN.match(text)
    assert text.count("?") == (0 if text.startswith(("Tell", "Describe")) else 1)
    assert text.endswith((".", "?"))
    assert len(text) <= 100


@pytest.mark.parametrize("text", TEXTS)
def test_none_blames_and_none_leads(text: str) -> None:
    assert not BLAMING.search(text)
    assert not LEADING.search(text)


@pytest.mark.parametrize(
    "text",
    ["Why didn’t you call?", "Why did you stop?", "What a good plan, isn’t it?", "How about it, don’t you want to?",
     "What if you just began?", "Which one should you choose?", "What have you considered: have you tried yoga?"],
)  # fmt: skip
def test_one_that_blames_or_leads_would_be_found(text: str) -> None:
    assert BLAMING.search(text) or LEADING.search(text)


def test_each_is_tagged_and_every_tag_has_some() -> None:
    assert all(each.stages and each.situations for each in QUESTIONS)
    assert min(Counter(each.section for each in QUESTIONS).values()) >= 25
    some = Counter(tag for each in QUESTIONS for tag in each.situations)
    assert [situation for situation in Situation if some[situation] < 6] == []
    only = Counter(stage for each in QUESTIONS for stage in each.stages if len(each.stages) < len(Stage))
    assert [stage for stage in Stage if only[stage] < 10] == []
    mirrors = Counter(each.mirror for each in QUESTIONS if each.mirror)
    assert [mirror for mirror in Mirror if mirrors[mirror] < 4] == []
    assert set(HOW) == set(Mirror)


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("stage", Stage)
def test_a_few_fit_whatever_is_the_case(section: Section, stage: Stage) -> None:
    for situation in Situation:
        found = fitting(section, situations=[situation], stages=[stage])
        assert len(set(found)) == 3
        assert all(stage in each.stages for each in found)
        assert all({situation, Situation.ANY} & each.situations for each in found)


def test_what_weighs_most_comes_first_and_other_sessions_bring_others() -> None:
    both = [Situation.LOW_ENERGY, Situation.WENT_WELL]
    found = fitting(Section.OPENING, situations=both)
    for question, situation in zip(found, [*both, Situation.ANY], strict=True):
        assert situation in question.situations
    assert found == fitting(Section.OPENING, situations=both)
    assert not set(found) & set(fitting(Section.OPENING, situations=both, turn=1))


def test_what_was_asked_stays_away_and_a_stage_nobody_named_asks_for_nothing_of_its_own() -> None:
    first = fitting(Section.CLOSE, number=1)
    assert fitting(Section.CLOSE, number=1, asked=[str(first[0].text)]) != first
    everything = fitting(Section.GENERATIVE, situations=list(Situation), number=500)
    assert all(len(each.stages) == len(Stage) for each in everything)
    assert len(fitting(Section.GENERATIVE, situations=list(Situation), stages=list(Stage), number=500)) == sum(
        each.section == Section.GENERATIVE for each in QUESTIONS
    )
