"""Forms of meetings: from what was typed to clean values. They never save."""

from meetings.forms.agendas import ItemForm, PaperForm
from meetings.forms.calendars import CalendarForm
from meetings.forms.meetings import BodiesForm, JoinForm, ListingForm, MeetingForm, PeopleForm
from meetings.forms.minutes import ApproveForm, NoteForm, QuoteForm, SummaryForm
from meetings.forms.presence import AttendanceForm

__all__ = [
    "ApproveForm",
    "AttendanceForm",
    "BodiesForm",
    "CalendarForm",
    "ItemForm",
    "JoinForm",
    "ListingForm",
    "MeetingForm",
    "NoteForm",
    "PaperForm",
    "PeopleForm",
    "QuoteForm",
    "SummaryForm",
]
