"""The app `pages`: it has templates and tags, and no tables."""

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Fields, tags and plain pages."""

    name = "pages"

    def ready(self) -> None:
        """Django's own sentences scold ("this field is required"); ours ask."""
        forms.Field.default_error_messages["required"] = _("Please fill this in")
        forms.ChoiceField.default_error_messages["invalid_choice"] = _("Please choose one of these")
        forms.MultipleChoiceField.default_error_messages["invalid_choice"] = _("Please choose from these")
        for field in (forms.ChoiceField, forms.TypedChoiceField, forms.ModelChoiceField):
            field.default_error_messages = {
                **field.default_error_messages,
                "required": _("Please choose one"),
            }
