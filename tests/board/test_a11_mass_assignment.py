"""A11: nothing that no form names is set by what is sent."""

from __future__ import annotations

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from board.models import Account
from privacy.models import Event
from tests.visiting import Visitor

OWN = "quite other words of the cast"
COLUMNS = sorted({field.name for model in (Account,) for field in model._meta.get_fields()})
HOSTILE = st.dictionaries(
    st.sampled_from([*COLUMNS, "is_staff", "account_id", "person_id", "scope", "record", "history_id"]),
    st.sampled_from(["1", "true", "administrator", "secretariat", "", "0", "x" * 200, "None"]),
    min_size=1,
    max_size=12,
)
FORMS = {
    "/me/name/": ({"chosen_name": "Anna"}, set()),
    "/me/identity/": ({"legal_name": "", "contact": "x"}, set()),
    "/me/break/": ({}, set()),
    "/me/idle/choose/": ({"minutes": "20"}, {"idle_minutes"}),
    "/me/kept/park/": ({"to": "/me/"}, set()),
    "/me/stay/": ({}, set()),
    "/me/passphrase/": ({"current": "wrong", "new": OWN, "again": OWN}, set()),
    "/me/keys/app/": ({"current": "wrong"}, set()),
}


@examples(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(url=st.sampled_from(sorted(FORMS)), hostile=HOSTILE)
def test_a11_mass_assignment(cast, url, hostile):
    anna = Visitor.as_(Account.objects.get(pk=cast.anna.account_id))
    words, may_change = FORMS[url]
    before = Account.objects.filter(pk=cast.anna.account_id).values().get()
    others = list(Account.objects.exclude(pk=cast.anna.account_id).order_by("pk").values())
    noted = Event.objects.filter(code="form.strange").count()
    anna._send(url, {"csrfmiddlewaretoken": anna._token(), **hostile, **words})
    after = Account.objects.filter(pk=cast.anna.account_id).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= may_change
    assert list(Account.objects.exclude(pk=cast.anna.account_id).order_by("pk").values()) == others
    strange = {"is_superuser", "is_active", "must_change", "password", "groups", "user_permissions"}
    strange |= {"is_staff", "account_id", "person_id", "scope", "record"}
    said = Event.objects.filter(code="form.strange").count() - noted
    assert said == (1 if strange & hostile.keys() else 0)


def test_a11_every_form_names_its_fields():
    """No form is made from a model: what is not named cannot be set."""
    from django.forms import BaseModelForm

    def below(kind: type) -> list[type]:
        return [kind, *(one for child in kind.__subclasses__() for one in below(child))]

    libraries = {"django", "guardian", "allauth"}
    assert {one.__module__.split(".")[0] for one in below(BaseModelForm)} <= libraries
