"""What takes two people, and one role at a time: I06, I10, SB4, A10."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction

from board import actions, factors
from board.models import Account, SecondYes
from board.states import Need, Role
from config import checks
from privacy import startup
from privacy.permissions import Denied
from tests.board.acting import asked, leaves, nothing_remains
from tests.board.test_sessions import is_in, signed_in
from tests.visiting import Visitor

OWN = "quite other words of the cast"


def test_i10_mailbox_attacker(cast):
    """Whoever reads her mail gets nothing: none is by mail, and hers takes two people and a call."""
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    url = f"/people/{cast.anna.id}/passphrase/"
    anna = signed_in()
    sam.get(url)
    with leaves("second_yes.asked"):
        sam.fill({}, button="Ask for the second yes")
    # She sees it at once, and is still in.
    assert "Somebody of the secretariat asked for a new way in for you" in anna.get("/me/")
    # One person alone does not get further.
    assert "You asked for this" in sam.get(url)
    sam.post(url)
    with pytest.raises(Denied) as no:
        actions.issue_passphrase(actor=cast.sam.account, person=cast.anna, seen=asked())
    assert no.value.code == "not_the_second"
    assert is_in(anna)
    tessa.get(url)
    with leaves("passphrase.issued"):
        page = tessa.fill({}, button="Yes, make a new passphrase", stays=True)
    secret = page.document.all("strong")[1].text
    assert not is_in(anna)
    # Shown once: asked for again it is not there.
    assert secret not in tessa.get(url).text
    her = Visitor()
    her.get("/in/")
    page = her.post("/in/", {"sign_in_name": "anna-0000", "passphrase": secret})
    her.get("/me/passphrase/")
    her.fill({"new": OWN, "again": OWN})
    assert "Two people of the secretariat made a new way in for you" in her.get("/me/")
    again = Visitor()
    again.get("/in/")
    assert again.fill({"sign_in_name": "anna-0000", "passphrase": secret}, stays=True).errors


def test_a_way_in_takes_the_second_step_along(cast):
    """Which of them was lost is not known; who needs one sets it up anew before anything else."""
    actions.make_list(actor=cast.chloe.account)
    actions.ask_second(actor=cast.tessa.account, person=cast.chloe, need=Need.WAY_IN)
    secret = actions.issue_passphrase(actor=cast.sam.account, person=cast.chloe, seen=asked())
    assert not factors.has_any(cast.chloe.account)
    her = Visitor()
    her.post("/in/", {"sign_in_name": "chloe-0000", "passphrase": secret})
    her.get("/me/passphrase/")
    page = her.post("/me/passphrase/", {"new": OWN, "again": OWN})
    assert her.get("/", status=302).response["Location"] == "/me/keys/"
    assert page.status == 303


WITHOUT = {
    "nobody asked": ("nobody_asked", lambda c: None),
    "the same person": (
        "not_the_second",
        lambda c: actions.ask_second(actor=c.sam.account, person=c.anna, need=Need.WAY_IN),
    ),
    "asked for something else": (
        "nobody_asked",
        lambda c: actions.ask_second(actor=c.tessa.account, person=c.anna, need=Need.ROLES),
    ),
    "taken back": (
        "nobody_asked",
        lambda c: (
            actions.ask_second(actor=c.tessa.account, person=c.anna, need=Need.WAY_IN),
            actions.refuse_second(actor=c.tessa.account, person=c.anna, need=Need.WAY_IN),
        ),
    ),
}


@pytest.mark.parametrize("case", WITHOUT)
def test_sb4_a_single_person_is_refused(cast, case):
    code, before = WITHOUT[case]
    before(cast)
    for action in (actions.issue_passphrase, actions.change_roles):
        wanted = code if action is actions.issue_passphrase or case == "nobody asked" else None
        if wanted:
            with pytest.raises(Denied) as no:
                action(actor=cast.sam.account, person=cast.anna, seen=asked())
            assert no.value.code == wanted


def test_sb4_the_table_refuses_a_single_person_too(cast):
    row = actions.ask_second(actor=cast.sam.account, person=cast.anna, need=Need.WAY_IN)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE board_secondyes SET state = 'given', settled_by_id = asked_by_id WHERE state = 'waiting'"
        )
    assert SecondYes.objects.get(id=row.id).state == "waiting"


def test_sb4_nobody_asks_or_says_yes_for_herself(cast):
    for action in (
        lambda: actions.ask_second(actor=cast.sam.account, person=cast.sam, need=Need.WAY_IN),
        lambda: actions.issue_passphrase(actor=cast.sam.account, person=cast.sam, seen=asked()),
        lambda: actions.ask_second(actor=cast.anna.account, person=cast.bea, need=Need.ROLES),
        lambda: actions.issue_passphrase(actor=cast.chloe.account, person=cast.anna, seen=asked()),
    ):
        with pytest.raises(Denied):
            action()


def test_without_its_event_nothing_remains(cast):
    actions.ask_second(actor=cast.tessa.account, person=cast.anna, need=Need.WAY_IN)
    nothing_remains(lambda: actions.issue_passphrase(actor=cast.sam.account, person=cast.anna, seen=asked()))
    nothing_remains(lambda: actions.ask_second(actor=cast.sam.account, person=cast.bea, need=Need.ROLES))


def test_sb4_a_yes_is_to_what_was_seen(cast):
    """Tessa looks at one asking; meanwhile Sam asks for another role. Her press gives neither."""
    url = f"/people/{cast.bea.id}/roles/"
    ask = {"actor": cast.sam.account, "person": cast.bea, "need": Need.ROLES}
    actions.ask_second(**ask, second_role=Role.DATA_PROTECTION)
    tessa = Visitor.as_(cast.tessa.account)
    tessa.get(url)
    actions.ask_second(**ask, second_role=Role.SECRETARIAT)
    page = tessa.fill(button="Yes, change it", stays=True)
    assert "Somebody asked anew since you opened this. Look at it once more." in page
    cast.bea.account.refresh_from_db()
    assert cast.bea.account.second_role == ""
    # what the page shows now is what she says yes to
    tessa.fill(button="Yes, change it")
    cast.bea.account.refresh_from_db()
    assert cast.bea.account.second_role == Role.SECRETARIAT
    # a press of a page that showed nothing
    actions.ask_second(**ask, second_role="")
    tessa.post(url, {"yes": "1"}, status=200)
    cast.bea.account.refresh_from_db()
    assert cast.bea.account.second_role == Role.SECRETARIAT


# --- roles


def two_roles(cast) -> None:
    """Anna, a member, is given the secretariat's role as well."""
    actions.ask_second(
        actor=cast.tessa.account, person=cast.anna, need=Need.ROLES, second_role=Role.SECRETARIAT
    )
    actions.change_roles(actor=cast.sam.account, person=cast.anna, seen=asked())
    cast.anna.account.refresh_from_db()


def test_sb4_a_second_role_takes_two_people(cast):
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    anna = signed_in()
    url = f"/people/{cast.anna.id}/roles/"
    sam.get(url)
    offered = [
        one.attrib["value"] for one in sam.page.document.all("input") if one.get("name") == "second_role"
    ]
    assert offered == ["", "member", "secretariat", "data_protection"]
    sam.fill({"second_role": "secretariat"})
    assert Account.objects.get(pk=cast.anna.account_id).second_role == ""
    # Data protection and she herself are told at once; a second press of the same person does nothing.
    assert "A second role" in Visitor.as_(cast.dora.account).get("/").main
    assert "Somebody of the secretariat asked to change your second role" in anna.get("/me/")
    sam.post(url, {"second_role": "secretariat"})
    assert Account.objects.get(pk=cast.anna.account_id).second_role == ""
    tessa.get(url)
    with leaves("person.roles_changed"):
        tessa.fill({}, button="Yes, change it")
    assert Account.objects.get(pk=cast.anna.account_id).second_role == "secretariat"
    assert not is_in(anna)


def test_one_role_at_a_time(cast):
    two_roles(cast)
    anna = Visitor.as_(cast.anna.account)
    assert "Signed in as: Member" in anna.get("/me/")
    anna.get("/people/", status=404)
    before = anna.client.cookies["__Host-session"].value
    anna.get("/role/")
    anna.post("/role/", {"role": "secretariat"})
    assert anna.client.cookies["__Host-session"].value != before
    assert "Signed in as: Secretariat" in anna.get("/people/")
    assert Account.objects.get(pk=cast.anna.account_id).role == "member"
    anna.post("/role/", {"role": "administrator"}, status=404)
    anna.post("/role/", {"role": "member"})
    anna.get("/people/", status=404)


def test_another_role_of_the_same_person_is_no_second_person(cast):
    two_roles(cast)
    anna = Visitor.as_(cast.anna.account)
    anna.post("/role/", {"role": "secretariat"})
    anna.post(f"/people/{cast.bea.id}/passphrase/")
    anna.post("/role/", {"role": "member"})
    anna.post("/role/", {"role": "secretariat"})
    anna.post(f"/people/{cast.bea.id}/passphrase/")
    assert {row.settled_by_id for row in SecondYes.objects.filter(state="given", need="way_in")} == set()


def test_whoever_has_one_role_has_no_choice(cast):
    Visitor.as_(cast.bea.account).get("/role/", status=404)
    Visitor.as_(cast.bea.account).post("/role/", {"role": "secretariat"}, status=404)


@pytest.mark.parametrize(
    ("name", "second"),
    # a member with the chair's role beside her own would be a chair whom nobody elected
    [("anna", "administrator"), ("anna", "officer"), ("anna", "chair"), ("chloe", "member")],
)
def test_a10_some_roles_stand_alone(cast, name, second):
    asked = {"person": getattr(cast, name), "need": Need.ROLES, "second_role": second}
    with pytest.raises(Denied) as no:
        actions.ask_second(actor=cast.sam.account, **asked)
    assert no.value.code == "roles_do_not_fit"
    with pytest.raises(Denied):
        actions.ask_second(
            actor=cast.sam.account, person=cast.adam, need=Need.ROLES, second_role="secretariat"
        )


@pytest.mark.parametrize(
    "change",
    [
        "second_role = 'secretariat' WHERE role = 'administrator'",
        "second_role = 'administrator' WHERE role = 'member'",
        "second_role = 'member' WHERE role = 'member'",
        "is_superuser = NOT is_superuser WHERE role = 'administrator'",
    ],
)
def test_a10_sysadmin_has_no_content_role(cast, change):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE board_account SET {change}")


def test_a10_what_django_would_give_is_worth_nothing(cast):
    adam = cast.adam.account
    adam.is_superuser = adam.is_staff = True
    group = Group.objects.create(name="everything")
    adam.groups.add(group)
    assert not adam.has_perm("board.manage_people")
    assert not adam.may("board.manage_people")
    visitor = Visitor.as_(cast.adam.account)
    for url in ("/people/", "/c/", f"/people/{cast.anna.id}/"):
        visitor.get(url, status=404)


def test_a10_nothing_starts_with_debug(settings):
    settings.DEBUG = True
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        startup.begin()
    assert "atrium.E001" in {found.id for found in checks.settings_are_closed(None)}
