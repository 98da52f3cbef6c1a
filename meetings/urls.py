"""Addresses of meetings, agendas and minutes."""

from django.urls import path

from meetings import views

app_name = "meetings"
MEETING = "m/<uuid:meeting_id>/"
ITEM = MEETING + "agenda/<uuid:item_id>/"
LIVE = MEETING + "live/<uuid:item_id>/"
NOTE = MEETING + "note/<uuid:entry_id>/"

urlpatterns = [
    path("m/", views.meeting_list, name="list"),
    path("m/new/", views.meeting_new, name="meeting-new"),
    path(MEETING, views.meeting, name="meeting"),
    path(MEETING + "edit/", views.meeting_edit, name="meeting-edit"),
    path(MEETING + "call/", views.meeting_call, name="meeting-call"),
    path(MEETING + "cancel/", views.meeting_cancel, name="meeting-cancel"),
    path(MEETING + "join/", views.join, name="join"),
    path(MEETING + "join/edit/", views.join_edit, name="join-edit"),
    path(MEETING + "me/", views.listing, name="listing"),
    path(MEETING + "people/", views.participants, name="participants"),
    path(
        MEETING + "people/<uuid:participant_id>/remove/", views.participant_remove, name="participant-remove"
    ),
    path(MEETING + "attendance/", views.attendance, name="attendance"),
    path(MEETING + "attendance/close/", views.attendance_close, name="attendance-close"),
    path(MEETING + "agenda/", views.agenda, name="agenda"),
    path(MEETING + "calendar/", views.calendar, name="calendar"),
    path(MEETING + "agenda.pdf", views.agenda_pdf, name="agenda-pdf"),
    path(MEETING + "agenda/new/", views.item_new, name="item-new"),
    path(MEETING + "agenda/move/", views.item_move, name="item-move"),
    path(ITEM, views.item_edit, name="item-edit"),
    path(ITEM + "remove/", views.item_remove, name="item-remove"),
    path(ITEM + "paper/", views.paper_new, name="paper-new"),
    path(MEETING + "paper/<uuid:paper_id>/remove/", views.paper_remove, name="paper-remove"),
    path(MEETING + "paper/<uuid:paper_id>/", views.paper, name="paper"),
    path(MEETING + "paper/<uuid:paper_id>/file/", views.paper_file, name="paper-file"),
    path(MEETING + "paper/<uuid:paper_id>/file/remove/", views.paper_file_remove, name="paper-file-remove"),
    path(MEETING + "live/", views.live, name="live"),
    path(MEETING + "live/begin/", views.minutes_begin, name="minutes-begin"),
    path(LIVE, views.live_item, name="live-item"),
    path(LIVE + "move/", views.note_move, name="note-move"),
    path(LIVE + "quote/", views.quote_new, name="quote-new"),
    path(NOTE, views.note_edit, name="note-edit"),
    path(NOTE + "remove/", views.note_remove, name="note-remove"),
    path(MEETING + "approve/", views.minutes_approve, name="minutes-approve"),
    path(MEETING + "minutes/", views.minutes, name="minutes"),
    path(MEETING + "minutes.pdf", views.minutes_pdf, name="minutes-pdf"),
    path(MEETING + "minutes/<uuid:edition_id>/", views.edition, name="edition"),
]
