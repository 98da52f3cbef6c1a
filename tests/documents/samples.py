"""One meeting that never was: everything a document can hold. All content is invented."""

from __future__ import annotations

import datetime
from typing import Any

MADE_ON = datetime.date(2026, 12, 17)
THREE_SCRIPTS = "Minutes · Протокол 14-й встречи · Πρακτικά της 14ης συνεδρίασης"


def minutes() -> dict[str, Any]:
    """Context of `samples/minutes.html`."""
    return {
        "title": "Minutes of the 14th meeting, 10 December 2026",
        "author": "Secretariat of the Advisory Board",
        "marking": "Restricted: board and secretariat",
        "body_name": "Advisory Board, minutes of the 14th meeting",
        "heading": "Minutes of the 14th meeting",
        "summary": "Thursday 10 December 2026, in Warsaw and online",
        "facts": [
            ("Time", "14:00 to 16:28, Warsaw time (UTC+1)"),
            ("Chair", "The Chair of the board"),
            ("Languages", "English and Russian, interpreted both ways"),
            ("Status", "Adopted on Thursday 17 December 2026, in writing, without objection"),
        ],
        "reference": "Minutes 2026/14, version 1.0, 17 December 2026",
        "brief": "The board adopted its advice on online job advertisements, gave a first view on interpreters at "
        "interviews and fixed its dates for 2027.\n\n" + THREE_SCRIPTS,
        "attendance": {
            "caption": "Members are listed as each of them chose for this document.",
            "columns": ["Listed as", "Role", "Present"],
            "rows": [
                ["Chair", "Chair", "In the room"],
                ["Linden, Heron, Juniper", "Members", "Online"],
                ["Ten members, without names", "Members", "In the room and online"],
                ["Two interpreters", "English and Russian", "Online"],
                ["Two staff", "Secretariat", "In the room"],
            ],
        },
        "quorum": "Fourteen of 21 members were present. The quorum of 11 was met throughout.",
        "quorum_note": "Reasons for absence are not recorded. Members who could not be present were able to send "
        "their view in writing until 14 December.",
        "items": items(),
        "register": {
            "caption": "Actions are tracked in the workspace; this list shows their state on the day of adoption.",
            "columns": ["No.", "Kind", "What", "Who", "By"],
            "rows": [
                ["14/1", "Decision", "Advice on interpreters to be given in writing", "Board", "Adopted"],
                ["14/2", "Action", "First draft, quotations shown to authors", "Secretariat", "15 January 2027"],
                ["14/3", "Decision", "Advice on job advertisements adopted", "Board", "Adopted"],
                ["14/4", "Action", "Signed advice to two agencies", "Secretariat", "18 December 2026"],
            ],
        },
        "signature": "For the accuracy of these minutes: the Chair and the secretariat, 17 December 2026.",
        "how": "This document is signed electronically. To check a copy, open the workspace, choose “Check a "
        "document” and select the file.",
    }


def items() -> list[dict[str, Any]]:
    """The items of the meeting."""
    return [
        {
            "number": 1,
            "heading": "Arriving, and how we work today",
            "when": "14:00 to 14:12",
            "said": "The Chair opened the meeting and recalled the working rules: anyone may pause, switch off the "
            "camera or leave without saying why. The agenda was approved as sent out on 1 December.",
        },
        {
            "number": 2,
            "heading": "Interpreters at a first interview",
            "when": "14:12 to 14:47, for advice. Paper BD/14/2.",
            "note": "This item mentions pressure by relatives. No events are described.",
            "said": "The secretariat presented three questions from an agency.",
            "footnote": "Consultation 2026/33, “Interpreters at a first interview”, open until 18 December 2026.",
            "points": [
                "A person must be able to refuse an interpreter, and to do so without the interpreter hearing "
                "the reason.",
                "An interpreter from the same small community can be unsafe even when everyone means well. "
                "Telephone interpreting from another country is often better.",
                "The first sentence an interpreter says should be about secrecy, in the person’s own language, "
                "before the interviewer speaks.",
            ],
            "quote": {
                "words": "Я сказала бы больше, если бы могла выбрать голос.",
                "by": "Heron, in Russian",
                "language": "ru",
            },
            "decisions": [
                {
                    "number": "14/1",
                    "words": "The board will give its advice in writing, on the basis of the contributions received "
                    "by 18 December and of these three points.",
                }
            ],
            "actions": [
                {
                    "number": "14/2",
                    "words": "Prepare a first draft of the advice and show every quotation to its author.",
                    "who_and_when": "Secretariat, by Friday 15 January 2027",
                }
            ],
        },
        {
            "number": 3,
            "heading": "Job advertisements online: last reading",
            "when": "14:47 to 15:15, for decision. Paper BD/14/3, second revision.",
            "said": "The board read the draft once more. It was pointed out that a warning without a place to turn "
            "to can frighten people away from lawful work.",
            "decisions": [
                {
                    "number": "14/3",
                    "words": "The advice “Job advertisements online: what to warn about” is adopted with one change: "
                    "every warning is followed by a number that can be called free of charge.",
                    "note": "Agreed, with other views.",
                }
            ],
            "actions": [
                {
                    "number": "14/4",
                    "words": "Send the signed advice to the two agencies that asked for it.",
                    "who_and_when": "Secretariat, by Friday 18 December 2026",
                }
            ],
        },
    ]
