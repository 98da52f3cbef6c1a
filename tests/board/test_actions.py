"""Each verb about people: it does it, it refuses each reason, it leaves exactly this event, or nothing."""

from __future__ import annotations

import pytest

from board import actions, passphrases
from board.models import Account, Identity, Membership, Organisation, Person
from board.states import OrganisationKind, PersonState, Role
from privacy.crypto import KeyDestroyed, key_ids
from privacy.keystore import store
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut, open_many
from tests.board.acting import leaves, nothing_remains
from tests.canary import CANARY


def add(cast, **changes):
    words = {"role": Role.MEMBER, "sign_in_name": "river-4821", "chosen_name": f"{CANARY} Linden"}
    return actions.add_person(**{"actor": cast.sam.account, **words, **changes})


def identity(cast, person=None, actor=None):
    actions.record_identity(
        actor=(actor or person or cast.anna).account,
        person=person or cast.anna,
        legal_name=f"{CANARY} name",
        contact=f"{CANARY} street",
    )


def change(cast, revision=1, name="Labour Academy"):
    actions.change_organisation(
        actor=cast.sam.account,
        organisation=cast.agency,
        name=name,
        kind=OrganisationKind.STATE,
        does="Trains.",
        revision=revision,
    )


# name, what is called, the event it leaves, what is true afterwards
DOES = {
    "add_person": (add, "person.added", lambda c: Account.objects.get(sign_in_name="river-4821").must_change),
    "change_chosen_name": (
        lambda c: actions.change_chosen_name(
            actor=c.anna.account, person=c.anna, chosen_name=f"{CANARY} Elm"
        ),
        "person.renamed",
        lambda c: Person.objects.get(id=c.anna.id).chosen_name != c.anna.chosen_name,
    ),
    "change_language": (
        lambda c: actions.change_language(actor=c.anna.account, language="ru"),
        "person.language_changed",
        lambda c: Account.objects.get(pk=c.anna.account.pk).language == "ru",
    ),
    "record_identity": (
        identity,
        "identity.recorded",
        lambda c: Identity.objects.filter(person=c.anna).exists(),
    ),
    "pause": (
        lambda c: actions.pause(actor=c.anna.account, person=c.anna),
        "person.paused",
        lambda c: state(c.anna) == (PersonState.PAUSED, True),
    ),
    "pause_access": (
        lambda c: actions.pause_access(actor=c.sam.account, person=c.anna),
        "person.access_paused",
        lambda c: state(c.anna) == (PersonState.ACTIVE, False),
    ),
    "end_access": (
        lambda c: actions.end_access(actor=c.sam.account, person=c.anna),
        "person.access_ended",
        lambda c: (
            state(c.anna) == (PersonState.ENDED, False)
            and not Membership.objects.filter(person=c.anna, ended_on=None).exists()
        ),
    ),
    "change_passphrase": (
        lambda c: actions.change_passphrase(actor=c.anna.account, passphrase="other plain words"),
        "passphrase.changed",
        lambda c: changed(c.anna),
    ),
    "renew_hash": (
        lambda c: actions.renew_hash(actor=c.anna.account, passphrase="other plain words"),
        "passphrase.rehashed",
        lambda c: changed(c.anna),
    ),
    "add_organisation": (
        lambda c: actions.add_organisation(
            actor=c.sam.account, name="Ministry", kind=OrganisationKind.STATE, does="Inspects."
        ),
        "organisation.added",
        lambda c: Organisation.objects.filter(name="Ministry").exists(),
    ),
    "change_organisation": (
        change,
        "organisation.changed",
        lambda c: Organisation.objects.get(id=c.agency.id).name == "Labour Academy",
    ),
}


def state(person):
    fresh = Person.objects.get(id=person.id)
    return fresh.state, fresh.account.is_active


def changed(person):
    return Account.objects.get(pk=person.account.pk).password != person.account.password


@pytest.mark.parametrize("name", DOES)
def test_it_does_it_and_leaves_exactly_this_event(cast, name):
    action, code, is_done = DOES[name]
    with leaves(code):
        action(cast)
    assert is_done(cast)


@pytest.mark.parametrize("name", DOES)
@pytest.mark.slow
def test_nothing_remains_if_the_event_fails(cast, name):
    nothing_remains(lambda: DOES[name][0](cast))


def by(who, verb):
    """`verb` done to Anna by somebody of the cast."""
    return lambda c: getattr(actions, verb)(actor=getattr(c, who).account, person=c.anna)


def to(whom, verb):
    """`verb` done by Sam to somebody of the cast."""
    return lambda c: getattr(actions, verb)(actor=c.sam.account, person=getattr(c, whom))


def full(cast):
    for number in range(cast.board.seats - 4):
        add(cast, sign_in_name=f"river-{number}")
    add(cast)


def ended(verb, whom="anna"):
    def try_it(cast):
        actions.end_access(actor=cast.sam.account, person=cast.anna)
        getattr(actions, verb)(actor=cast.sam.account, person=cast.anna)

    return try_it


REFUSES = {
    **{f"{verb} by {who}": (by(who, verb), "no_permission")
       for verb in ("pause", "pause_access", "resume_access", "end_access")
       for who in ("bea", "olga", "dora", "adam")},
    **{f"{verb} by the chair": (by("chloe", verb), "no_permission")
       for verb in ("pause", "resume_access", "end_access")},
    **{f"pause access of {who} by the chair": (
        lambda c, who=who: actions.pause_access(actor=c.chloe.account, person=getattr(c, who)),
        "no_permission")
       for who in ("sam", "olga", "dora", "adam")},
    "pause one's own access as chair": (
        lambda c: actions.pause_access(actor=c.chloe.account, person=c.chloe), "not_your_own"),
    **{f"{verb} to oneself": (to("sam", verb), "not_your_own")
       for verb in ("pause_access", "end_access")},
    **{f"{verb} after the end": (ended(verb), "wrong_state")
       for verb in ("pause", "resume", "pause_access", "resume_access", "end_access")},
    "resume without a break": (by("anna", "resume"), "wrong_state"),
    "resume access that is open": (to("anna", "resume_access"), "wrong_state"),
    "add by a member": (lambda c: add(c, actor=c.anna.account), "no_permission"),
    "add a name that is taken": (lambda c: add(c, sign_in_name="bea-0000"), "name_taken"),
    "add an officer of nobody": (lambda c: add(c, role=Role.OFFICER), "organisation_does_not_fit"),
    "add a member of an agency": (lambda c: add(c, organisation=c.agency), "organisation_does_not_fit"),
    "add when all seats are filled": (full, "no_seat_free"),
    "rename somebody else": (
        lambda c: actions.change_chosen_name(actor=c.sam.account, person=c.anna, chosen_name=CANARY),
        "not_yourself"),
    "record an identity as a member": (lambda c: identity(c, c.anna, c.bea), "no_permission"),
    "remove somebody's identity": (by("sam", "remove_identity"), "not_yourself"),
    "erase somebody else": (by("sam", "erase_person"), "not_yourself"),
    "add an organisation as chair": (lambda c: actions.add_organisation(
        actor=c.chloe.account, name="X", kind=OrganisationKind.STATE, does="Y"), "no_permission"),
    "add an organisation twice": (lambda c: actions.add_organisation(
        actor=c.sam.account, name="shelter network", kind=OrganisationKind.STATE, does="Y"),
        "organisation_known"),
    "give it another's name": (lambda c: change(c, name="Shelter Network"), "organisation_known"),
    "change what somebody else changed": (lambda c: change(c, revision=0), "stale"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSES)
@pytest.mark.slow
def test_it_refuses(cast, name):
    action, code = REFUSES[name]
    with pytest.raises(Denied) as no:
        action(cast)
    assert no.value.code == code


def test_a_break_ends_by_coming_back(cast):
    actions.pause(actor=cast.anna.account, person=cast.anna)
    with leaves("person.resumed"):
        actions.resume(actor=cast.anna.account, person=cast.anna)
    assert state(cast.anna) == (PersonState.ACTIVE, True)


def test_a_paused_access_is_opened_again(cast):
    actions.pause_access(actor=cast.sam.account, person=cast.anna)
    with leaves("person.access_resumed"):
        actions.resume_access(actor=cast.sam.account, person=cast.anna)
    assert state(cast.anna) == (PersonState.ACTIVE, True)


def test_a_removed_identity_opens_for_nobody(cast):
    identity(cast)
    identity(cast)  # corrected: the earlier state is in the history, under a key of its own
    earlier = [row.legal_name for row in Identity.history.all()]
    kept = Identity.objects.get(person=cast.anna)
    with leaves("identity.removed", "keys.destroyed"):
        actions.remove_identity(actor=cast.anna.account, person=cast.anna)
    assert not Identity.objects.filter(person=cast.anna).exists()
    keys = store.get_many({key_ids(sealed.token)[1] for sealed in [*earlier, kept.legal_name, kept.contact]})
    assert len(keys) == 2
    assert all(isinstance(found, KeyDestroyed) for found in keys.values())


def test_an_erased_person_is_nobody(cast):
    identity(cast)
    with leaves("person.erased", "keys.destroyed"):
        actions.erase_person(actor=cast.anna.account, person=cast.anna)
    anna = Person.objects.get(id=cast.anna.id)
    assert (anna.state, anna.account.is_active) == (PersonState.ERASED, False)
    assert anna.account.sign_in_name.startswith("gone-")
    [name] = open_many([anna.chosen_name], reader=cast.sam.account, purpose=Purpose.LISTING, about=anna)
    assert name.shut == Shut.WITHDRAWN
    assert not Identity.objects.filter(person=anna).exists()


def test_the_last_of_the_secretariat_stays_until_there_is_another(cast):
    actions.end_access(actor=cast.sam.account, person=cast.tessa)
    with pytest.raises(Denied) as no:
        actions.erase_person(actor=cast.sam.account, person=cast.sam)
    assert no.value.code == "last_of_the_secretariat"
    assert no.value.sentence


def test_a_proposed_sign_in_name_names_nobody():
    assert all(word.isalpha() and word.islower() for word in passphrases.WORDS)
    proposed = {passphrases.sign_in_name() for _ in range(50)}
    assert len(proposed) > 40
    assert all(name.partition("-")[0] in passphrases.WORDS and name[-4:].isdigit() for name in proposed)


def test_a_one_time_passphrase_has_77_bits_and_can_be_read_out():
    assert (len(passphrases.CONSONANTS) * len(passphrases.VOWELS)) ** (2 * passphrases.GROUPS) > 2**76
    assert len({passphrases.one_time() for _ in range(50)}) == 50
