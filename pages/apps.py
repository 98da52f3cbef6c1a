"""The app `pages`: it has templates and tags, and no tables."""

from django import forms
from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Fields, tags and plain pages."""

    name = "pages"

    def ready(self) -> None:
        """Django's own sentences scold ("this field is required"); ours ask."""
        forms.Field.default_error_messages["required"] = _("Please fill this in")
        forms.ChoiceField.default_error_messages["invalid_choice"] = _("Please choose one of these")
        forms.MultipleChoiceField.default_error_messages["invalid_choice"] = _("Please choose from these")
        # what no keyboard types, and an id that is none
        ProhibitNullCharactersValidator.message = _(
            "Some of these signs cannot be kept. Please type it again."
        )
        models.UUIDField.default_error_messages["invalid"] = _("Please choose one of these")
        for field in (forms.ChoiceField, forms.TypedChoiceField, forms.ModelChoiceField):
            field.default_error_messages = {
                **field.default_error_messages,
                "required": _("Please choose one"),
            }
