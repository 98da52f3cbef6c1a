"""Addresses of the plain pages."""

from django.urls import path

from pages import views

app_name = "pages"
urlpatterns = [
    path("support/", views.support, name="support"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("safety/", views.safety, name="safety"),
    path("changed/", views.changed, name="changed"),
    path("language/choose/", views.language, name="language"),
    path("help/", views.guide, name="help"),
]
