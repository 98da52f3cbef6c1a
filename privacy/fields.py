"""A column that hands out sealed values and refuses text."""

from __future__ import annotations

from typing import Any, NoReturn
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from privacy.crypto import Place

SHOWN = "[sealed]"


class Sealed:
    """Sealed bytes and the place they belong to. It prints as `[sealed]` and is never pickled."""

    __slots__ = ("place", "token")

    def __init__(self, token: bytes, place: Place | None = None) -> None:
        self.token, self.place = token, place

    def at(self, place: Place) -> Sealed:
        """The same bytes, with their place."""
        return Sealed(self.token, place)

    def __str__(self) -> str:
        return SHOWN

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return SHOWN

    def __eq__(self, other: object) -> bool:
        # NotImplemented, not an error: Django asks `value in empty_values` of every field.
        return self.token == other.token if isinstance(other, Sealed) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.token)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A sealed value is not pickled, cached or put in a session.")

    def __copy__(self) -> Sealed:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Sealed:
        return self


def sealed_field(model: type[models.Model], column: str) -> SealedTextField:
    """The sealed column of that name. Raises TypeError for a column that is none."""
    field = model._meta.get_field(column)
    if not isinstance(field, SealedTextField):
        raise TypeError(f"{model.__name__}.{column} holds no sealed text")
    return field


class SealedAttribute(DeferredAttribute):
    """Gives a value its place when it is first looked at; takes only sealed values."""

    field: SealedTextField

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed) and value.place is None:
            value = instance.__dict__[self.field.attname] = value.at(self.field.place(instance))
        return value

    def __set__(self, instance: models.Model, value: object) -> None:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.field.name} takes a sealed value, not {type(value).__name__}")
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Sealed bytes of one text.

    `contract` is "table.column" by contract names: the place is part of every value, so it may never change,
    whatever the model and the column are called later. `row` names the attribute that holds the row's UUID.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, contract: str = "", row: str = "id", **kwargs: Any) -> None:
        self.contract, self.row = contract, row
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["contract"] = self.contract
        if self.row != "id":
            kwargs["row"] = self.row
        return name, path, args, kwargs

    def place(self, instance: models.Model) -> Place:
        """Where a value of this row belongs."""
        return self.place_for(getattr(instance, self.row))

    def place_for(self, row: UUID) -> Place:
        """The same before the row exists."""
        table, column = self.contract.split(".")
        return Place(table, column, row)

    def get_default(self) -> None:
        """None: an empty text is a sealed value too, and nobody seals by accident."""
        return

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Sealed | None:
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError(f"{self.name} takes a sealed value")

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:  # noqa: FBT001  (Django's)
        value: Sealed | None = getattr(model_instance, self.attname)
        if value is not None and value.place != self.place(model_instance):
            raise ValueError(f"{self.name}: sealed for another place, it would never open here")
        return value

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, *args: Any, **kw: Any) -> Any:
        if value is not None:
            if not isinstance(value, Sealed):
                raise TypeError(f"{self.name}: text refused")
            value = value.token
        return super().get_db_prep_value(value, connection, *args, **kw)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: there is no lookup {lookup_name}")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"{self.name} is sealed")

    def value_to_string(self, obj: models.Model) -> str:
        return "" if self.value_from_object(obj) is None else SHOWN


def sealed_fields() -> list[tuple[type[models.Model], SealedTextField]]:
    """Every sealed column of every model, history apart."""
    return [
        (model, field)
        for model in apps.get_models()
        if not str(model._meta.model_name).startswith("historical")
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField)
    ]
