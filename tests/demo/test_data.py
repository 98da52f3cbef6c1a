"""The demonstration's files: complete, consistent, and in our own words."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from demo.story import Story, load
from demo.story.choices import (
    AccountRole,
    ConsultationState,
    EntryKind,
    ItemKind,
    Outcome,
    ParticipantKind,
    PassageKind,
    Position,
    Presence,
)
from demo.story.whole import FOLDER
from tests.demo.words import (
    LONGEST_RUSSIAN_SENTENCE,
    LONGEST_SENTENCE,
    banned_words,
    count_words,
    is_cyrillic,
    sentences,
    texts,
)  # fmt: skip

PEERS = [
    "Cyprus", "Denmark", "Estonia", "Finland", "France", "Greece", "Ireland", "Malta", "Poland", "Portugal",
    "Romania", "Slovakia", "Slovenia", "Sweden", "United Kingdom",
]  # fmt: skip


@pytest.fixture(scope="module")
def story() -> Story:
    return load()


# ---------------------------------------------------------------- people


def test_twenty_one_members_one_of_them_in_the_chair(story: Story) -> None:
    assert len(story.members) == story.board.seats == 21
    assert story.board.quorum == 11
    assert len(story.keys_of(AccountRole.CHAIR)) == 1


def test_the_other_accounts(story: Story) -> None:
    assert len(story.keys_of(AccountRole.SECRETARIAT)) == 3
    assert len(story.keys_of(AccountRole.DATA_PROTECTION)) == 1
    assert len(story.keys_of(AccountRole.ADMINISTRATOR)) == 1
    officers = {story.account(key).organisation for key in story.keys_of(AccountRole.PARTNER)}
    assert officers == {each.key for each in story.organisations}


def test_names_and_passphrases_differ(story: Story) -> None:
    for name in ("key", "chosen_name", "sign_in", "passphrase"):
        assert len({getattr(each, name) for each in story.accounts}) == len(story.accounts), name


def test_passphrases_are_five_words_and_hold_no_name(story: Story) -> None:
    names = {each.chosen_name.lower() for each in story.accounts}
    for account in story.accounts:
        words = account.passphrase.split("-")
        assert len(set(words)) == 5
        assert len(account.passphrase) >= 24
        assert not names & set(words)
        assert account.chosen_name.lower() not in account.sign_in


def test_zones_exist(story: Story) -> None:
    for zone in {each.zone for each in (*story.accounts, *story.meetings, story.board)}:
        assert ZoneInfo(zone)


# ---------------------------------------------------------------- Madrid


def test_madrid_has_its_host_its_peers_and_its_institutions(story: Story) -> None:
    here = story.madrid.participants
    assert [each.country for each in here if each.kind is ParticipantKind.HOST_COUNTRY] == ["Spain"]
    assert [each.country for each in here if each.kind is ParticipantKind.PEER_COUNTRY] == PEERS
    assert len([each for each in here if each.kind is ParticipantKind.INSTITUTION]) == 3
    assert len([each for each in here if each.kind is ParticipantKind.SECRETARIAT]) == 1
    assert story.madrid.attendance == ()
    assert not story.madrid.quorum


def test_madrid_has_sixteen_papers_each_with_a_short_account(story: Story) -> None:
    assert [each.country for each in story.madrid.papers] == ["Spain", *PEERS]
    assert all(1 <= len(each.abstract.split(". ")) <= 3 for each in story.madrid.papers)


def test_madrid_has_nine_conclusions_in_one_item_each_resting_on_others(story: Story) -> None:
    assert len(story.madrid.conclusions) == 9
    assert story.madrid.conclusions == story.madrid.item("conclusions").entries
    assert all("conclusions" not in each.rests_on for each in story.madrid.conclusions)


def test_demand_is_a_view_and_no_conclusion_rests_on_it(story: Story) -> None:
    view = story.madrid.entry("demand-view")
    assert view.kind is EntryKind.VIEW
    assert "No overall consensus" in view.text
    assert all(not {"demand", "laws"} & set(each.rests_on) for each in story.madrid.conclusions)
    assert EntryKind.DECISION not in {each.kind for each in story.madrid.entries}


@pytest.mark.parametrize(
    "fact",
    [
        "29.5 billion", "11 and 16", "more than 100 NGOs", "about 150 euros", "up to 14 years", "40 per cent",
        "six months", "One person in four", "20 NGOs", "1,700 women",
    ],
)  # fmt: skip
def test_madrid_keeps_the_figures(story: Story, fact: str) -> None:
    assert any(fact in text for _, text in texts(story.madrid))


# ---------------------------------------------------------------- requests for advice


def test_three_requests_in_three_states(story: Story) -> None:
    assert {each.state for each in story.consultations} == set(ConsultationState)


def test_languages_of_contributions(story: Story) -> None:
    languages = [each.language for asked in story.consultations for each in asked.contributions]
    assert languages.count("ru") == 2
    assert languages.count("el") == 1


def test_the_joint_text_quotes_twice_and_one_author_saw_the_words_first(story: Story) -> None:
    asked = story.consultation("safe-contact")
    assert asked.synthesis
    quotes = [each for each in asked.synthesis.passages if each.kind is PassageKind.QUOTE]
    seen_first = {asked.contribution(each.cites[0]).permission.show_first for each in quotes}
    assert seen_first == {True, False}
    for passage in asked.synthesis.passages:
        for key in passage.cites:
            assert passage.agreed_by(key) or not asked.contribution(key).permission.show_first


def test_one_said_not_this_time_and_one_has_a_draft(story: Story) -> None:
    asked = story.consultation("guide")
    assert len(asked.not_this_time) == 1
    assert len(asked.drafts) == 1


# ---------------------------------------------------------------- the fourteenth meeting, and what followed


def test_the_fourteenth_meeting_has_its_quorum(story: Story) -> None:
    seats = {each.key for each in story.members}
    members = [each for each in story.fourteenth.attendance if each.account in seats]
    present = [each for each in members if each.presence is not Presence.NOT_PRESENT]
    assert len(members) == 21
    assert len(present) == 14 >= story.board.quorum
    assert len({each.listed_as for each in members}) == 4


def test_the_fourteenth_meeting_has_every_kind_of_entry_but_conclusions(story: Story) -> None:
    assert {each.kind for each in story.fourteenth.entries} == set(EntryKind) - {EntryKind.CONCLUSION}
    assert len([each for each in story.fourteenth.entries if each.kind is EntryKind.FOOTNOTE]) == 2
    assert len([each for each in story.fourteenth.entries if each.quotes]) == 1
    assert sum(each.minutes for each in story.fourteenth.items) == 150
    assert [each.key for each in story.fourteenth.items if each.kind is ItemKind.BREAK] == ["pause"]


def test_both_recommendations_are_endorsed_and_nine_drafts_follow(story: Story) -> None:
    assert len(story.recommendations) == 2
    for each in story.recommendations:
        decision = story.meeting(each.endorsed_in).entry(each.endorsed_by)
        assert decision.outcome in {Outcome.AGREED, Outcome.AGREED_OTHER_VIEWS}
    [drafts] = story.drafts_from_meeting
    assert list(drafts.conclusions) == [each.key for each in story.madrid.conclusions]


def test_one_release_is_answered_and_one_waits_for_a_second_person(story: Story) -> None:
    answered, waiting = story.releases
    assert [each.position for each in answered.responses] == [Position.ADOPTED, Position.IN_PART]
    assert waiting.approved_by is waiting.handed_over_on is None


def test_nothing_of_the_board_lies_outside_the_demonstration(story: Story) -> None:
    days = [story.fourteenth.starts_on, story.madrid.entered_on, story.madrid.minutes.approved_on]
    days += [each.received_on for each in story.consultations]
    days += [each.answered_on for release in story.releases for each in release.responses]
    days += [each.saved_on for asked in story.consultations for each in asked.drafts]
    assert min(days) >= story.clock.story_begins_on
    assert max(days) <= story.clock.story_ends_on
    [still_open] = [each for each in story.consultations if each.state is ConsultationState.OPEN]
    assert still_open.closes_on
    assert still_open.closes_on - story.clock.story_ends_on > timedelta(days=7)


# ---------------------------------------------------------------- the words


def test_no_word_that_we_do_not_use(story: Story) -> None:
    found = [f"{name}: {words}" for name, text in texts(story) if (words := banned_words(text))]
    assert not found, "\n".join(found)


def test_no_exclamation_mark(story: Story) -> None:
    assert not [name for name, text in texts(story) if "!" in text]


def test_sentences_are_short(story: Story) -> None:
    found = [
        f"{name}: {count_words(sentence)}: {sentence}"
        for name, text in texts(story)
        for sentence in sentences(text)
        if count_words(sentence) > (LONGEST_RUSSIAN_SENTENCE if is_cyrillic(sentence) else LONGEST_SENTENCE)
    ]
    assert not found, "\n".join(found)


# ---------------------------------------------------------------- what a wrong file says


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("board.toml", "quorum = 11", "", "board.toml: board.quorum is missing"),
        ("board.toml", "quorum = 11", "quorum = true", "board.toml: board.quorum should be int"),
        ("board.toml", "quorum = 11", "quorum = 22", "board.toml: board.quorum is above the seats"),
        ("board.toml", "quorum = 11", "quorun = 11", "board.toml: board.quorun is no key we know here"),
        ("board.toml", "[board]", "[board", "board.toml: the file is not TOML"),
        ("board.toml", 'role = "chair"', 'role = "queen"', "board.toml: accounts[0].role is 'queen'"),
        ("board.toml", 'name = "Linden"', 'name = "Heron"', "chosen_name holds the same value twice"),
        ("consultations.toml", 'member = "heron"', 'member = "nobody"', "safe-contact.member names “nobody”"),
        ("consultations.toml", "weeks, because homes", "weeks; homes", "p2 quotes words that s1 does"),
        ("consultations.toml", 'use = "quote"', 'use = "background"', "a name needs the use “quote”"),
        ("consultations.toml", '"inspection", "shelters"', "", "lacks the permission"),
        ("consultations.toml", 'answer = "yes"', 'answer = "no"', "lacks the yes of s1 to the words of p1"),
        ("madrid.toml", "starts = 09:50:00", "starts = 09:55:00", "shared-law does not begin where"),
        ("madrid.toml", 'to = "frame"', 'to = "nowhere"', "madrid.toml: shared-law.to names “nowhere”"),
        ("madrid.toml", 'rests_on = ["research"]', "", "`rests_on` belongs to each “conclusion”"),
        ("madrid.toml", '["paper-es"]', "[]", "madrid.toml: items.papers and papers differ"),
        ("recommendations.toml", 'endorsed_by = "endorse"', 'endorsed_by = "nine"', "names “nine”"),
        ("recommendations.toml", 'approved_by = "plover"', 'approved_by = "birch"', "second person"),
    ],
)  # fmt: skip
def test_a_wrong_file_says_where(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    for each in FOLDER.glob("*.toml"):
        shutil.copy(each, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    # Only the first place: for a quote of s1 that is the contribution itself.
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError) as raised:
        load(tmp_path)
    assert told in str(raised.value)
    assert ".toml: " in str(raised.value)
