"""Addresses of requests for advice, of contributions and joint texts."""

from django.urls import path

from consultations import views

app_name = "consultations"
REQUEST = "c/<uuid:consultation_id>/"
PASSAGE = REQUEST + "draft/<uuid:passage_id>/"
SEEN = "seen/<uuid:contribution_id>/"

urlpatterns = [
    path("c/", views.consultation_list, name="list"),
    path("c/files/", views.files, name="files"),
    path("c/new/", views.request_new, name="request-new"),
    path(REQUEST, views.consultation, name="consultation"),
    path(REQUEST + "file/", views.file, name="file"),
    path(REQUEST + "edit/", views.request_edit, name="request-edit"),
    path(REQUEST + "questions/", views.questions_edit, name="questions-edit"),
    path(REQUEST + "screen/", views.request_screen, name="request-screen"),
    path(REQUEST + "assign/", views.request_assign, name="request-assign"),
    path(REQUEST + "open/", views.request_open, name="request-open"),
    path(REQUEST + "close/", views.request_close, name="request-close"),
    path(REQUEST + "answered/", views.request_answered, name="request-answered"),
    path(REQUEST + "choice/", views.invitation_answer, name="invitation-answer"),
    path(REQUEST + "answer/", views.answer_edit, name="answer-edit"),
    path(REQUEST + "check/", views.answer_check, name="answer-check"),
    path(REQUEST + "sent/", views.answer_sent, name="answer-sent"),
    path(REQUEST + "contributions/", views.contributions, name="contributions"),
    path("c/texts/<uuid:contribution_id>/remove/", views.text_remove, name="text-remove"),
    path(REQUEST + "exception/", views.emergency, name="emergency"),
    path(REQUEST + "exception/<uuid:person>/", views.emergency_person, name="emergency-person"),
    path(REQUEST + "exception/<uuid:person>/text/", views.emergency_text, name="emergency-text"),
    path(REQUEST + "papers/", views.papers, name="papers"),
    path(REQUEST + "papers/<uuid:paper_id>/", views.paper, name="paper"),
    path(REQUEST + "papers/<uuid:paper_id>/remove/", views.paper_remove, name="paper-remove"),
    path(REQUEST + "files/<uuid:attachment_id>/", views.attachment, name="attachment"),
    path(REQUEST + "text/", views.synthesis, name="synthesis"),
    path(REQUEST + "quotes/", views.quotes, name="quotes"),
    path(REQUEST + "draft/", views.draft, name="draft"),
    path(REQUEST + "draft/new/", views.passage_new, name="passage-new"),
    path(REQUEST + "draft/show/", views.authors_ask, name="authors-ask"),
    path(REQUEST + "draft/agree/", views.synthesis_agree, name="synthesis-agree"),
    path(REQUEST + "draft/again/", views.synthesis_reopen, name="synthesis-reopen"),
    path(PASSAGE, views.passage_edit, name="passage-edit"),
    path(PASSAGE + "move/", views.passage_move, name="passage-move"),
    path(PASSAGE + "remove/", views.passage_remove, name="passage-remove"),
    path(SEEN, views.seen, name="seen"),
    path(SEEN + "change/", views.permission_edit, name="permission-edit"),
    path(SEEN + "edit/", views.contribution_correct, name="contribution-correct"),
    path(SEEN + "hold/", views.contribution_hold, name="contribution-hold"),
    path(SEEN + "resume/", views.contribution_resume, name="contribution-resume"),
    path(SEEN + "name/", views.name_confirm, name="name-confirm"),
    path(SEEN + "copy/", views.contribution_copy, name="contribution-copy"),
    path(SEEN + "files/", views.attachments, name="attachments"),
    path(
        SEEN + "files/<uuid:attachment_id>/remove/",
        views.attachment_remove,
        name="attachment-remove",
    ),
    path(SEEN + "take-back/", views.contribution_take_back, name="contribution-take-back"),
]
