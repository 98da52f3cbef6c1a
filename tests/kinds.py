"""The closed list of page kinds that a title may name: "Answer – Pages".

Add a kind when a page needs one, on the line of its floor; never a topic, never a name.
"""

KINDS = frozenset(
    {
        # everybody
        "Home", "Overview", "Sign in", "Sign-in help", "Signed out", "Welcome", "Passphrase", "My data",
        "Name", "Contact", "My copy", "Notices", "Devices", "Second step", "Kept for you", "Code",
        "Search", "Support", "Privacy", "Accessibility", "Help", "Confirm", "Language", "Role",
        # people and organisations
        "Board", "Term", "Office", "Invitations", "Invitation", "Join", "Look", "Safety", "Leaving",
        "What changed",
        "People", "Person", "New person", "One-time passphrase", "Partners", "Partner", "New partner",
        "Interests", "Decided by two", "Legal names",
        # listening
        "Consultations", "Consultation", "New request", "Request", "Questions", "Open", "Close",
        "Answer", "Check", "Sent", "Not this time", "Pause", "Draft", "Permission", "Synthesis",
        "Passage", "Quotes", "Quote", "Who can see", "Take back", "Taken back", "History", "Edit",
        "Contributions", "Contribution", "Files", "Exception",
        # deliberating
        "Meetings", "Meeting", "New meeting", "Agenda", "Agenda item", "Participants", "Participant",
        "Calendar", "Attendance", "Papers", "Paper", "Notes", "Note", "Minutes", "Decisions", "Decision",
        "Action", "Correction", "Approve",
        # recommending
        "Recommendations", "Recommendation", "New recommendation", "Sources", "Endorse", "Releases",
        "Release", "New release", "Preview", "Terms", "Download", "Access", "Responses", "Response",
        "Check a document",
        # looking after it
        "Access log", "Certificate", "Copies of the keys", "Data requests", "Retention", "Status", "Report",
        "Unlock",
    }
)  # fmt: skip
