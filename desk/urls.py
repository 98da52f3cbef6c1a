"""Addresses of the pages that look across the house."""

from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("status/", views.status, name="status"),
]
