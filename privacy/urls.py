"""Addresses of the pages for data protection."""

from django.urls import path

from privacy import views

app_name = "privacy"
urlpatterns = [
    path("dpo/log/", views.log, name="log"),
]
