"""Addresses of recommendations (/r/), of partners (/p/) and of the check of a document (/verify/)."""

from django.urls import path

from recommendations import views

app_name = "recommendations"

urlpatterns = [
    path("r/", views.list, name="list"),
    path("r/new/", views.new, name="new"),
    path("r/new/joint/<uuid:synthesis>/", views.new_joint, name="new-joint"),
    path("r/new/meeting/<uuid:meeting>/", views.new_meeting, name="new-meeting"),
    path("r/releases/", views.releases, name="releases"),
    path("r/release/new/", views.release_new, name="release-new"),
    path("r/release/new/<uuid:organisation>/", views.release_build, name="release-build"),
    path("r/release/<uuid:release>/", views.release, name="release"),
    path("r/release/<uuid:release>/preview/", views.preview, name="preview"),
    path("r/release/<uuid:release>/preview.pdf", views.preview_pdf, name="preview-pdf"),
    path("r/release/<uuid:release>/approve/", views.approve, name="approve"),
    path("r/release/<uuid:release>/drop/", views.release_drop, name="release-drop"),
    path("r/release/<uuid:release>/access/", views.access, name="access"),
    path("r/release/<uuid:release>/access/<uuid:person>/", views.access_give, name="access-give"),
    path("r/release/<uuid:release>/settle/", views.settle, name="settle"),
    path("r/<uuid:recommendation>/", views.recommendation, name="recommendation"),
    path("r/<uuid:recommendation>/sources/", views.sources, name="sources"),
    path("r/<uuid:recommendation>/edit/", views.edit, name="edit"),
    path("r/<uuid:recommendation>/addressees/", views.addressees, name="addressees"),
    path("r/<uuid:recommendation>/endorse/", views.endorse, name="endorse"),
    path("r/<uuid:recommendation>/again/", views.again, name="again"),
    path("r/<uuid:recommendation>/stand/", views.stand, name="stand"),
    path("r/<uuid:recommendation>/drop/", views.drop, name="drop"),
    path("p/", views.portal, name="portal"),
    path("p/<uuid:release>/", views.received, name="received"),
    path("p/<uuid:release>/terms/", views.terms, name="terms"),
    path("p/<uuid:release>/package/", views.package, name="package"),
    path("p/<uuid:release>/answer/<uuid:copy>/", views.answer, name="answer"),
    path("verify/", views.verify, name="verify"),
    path("verify/key/", views.verify_key, name="verify-key"),
]
