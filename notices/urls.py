"""Addresses of a member's own page of ways to be reached."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("me/notices/", views.ways, name="ways"),
    path("me/notices/<uuid:way>/", views.way, name="way"),
    path("me/notices/<uuid:way>/number/", views.number, name="number"),
    path("me/notices/<uuid:way>/safe/", views.safe, name="safe"),
    path("me/notices/<uuid:way>/off/", views.off, name="off"),
]
