"""Addresses of the pages for data protection."""

from django.urls import path

from privacy import views

app_name = "privacy"
urlpatterns = [
    path("dpo/log/", views.log, name="log"),
    path("dpo/anchor/", views.anchor, name="anchor"),
    path("copies/", views.key_copies, name="key-copies"),
    path("copies/<uuid:copy>/destroyed/", views.copy_destroyed, name="copy-destroyed"),
    path("certificate/<uuid:erasure>/", views.certificate, name="certificate"),
    path("certificate/<uuid:erasure>/pdf/", views.certificate_pdf, name="certificate-pdf"),
]
