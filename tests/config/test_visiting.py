"""The judge is judged: a good page passes, and each rule finds the fault that is planted for it."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, SimpleCookie

from tests import judging
from tests.answers import WANTED_HEADERS, cookie_faults, header_faults
from tests.canary import CANARY
from tests.filling import Form
from tests.judging import RULES, Rule, faults_of
from tests.kinds import KINDS
from tests.markup import Document
from tests.visiting import Page, Visitor, judge

GOOD = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Answer – Pages</title><link rel="stylesheet" href="/static/app.css">
<script src="/static/app.js" defer></script></head>
<body>
<header><div><a href="/">Atrium</a>
<a class="exit" href="/leave/" rel="noreferrer nofollow">Leave now</a></div></header>
<nav aria-label="Main"><a href="/c/7d2b2c1e-0c53-4a8e-9f55-0123456789ab/answer/">Answer</a></nav>
<main id="main"><h1>Your answer</h1><h2 id="part">A part</h2>
<svg aria-hidden="true" viewBox="0 0 1 1"><path d="M0 0"/></svg><img src="/static/x.png" alt="">
<table><caption>People</caption><tr><th scope="row">One</th><td>Two</td></tr></table>
<form method="post" action="/c/7d2b2c1e-0c53-4a8e-9f55-0123456789ab/answer/" id="answer" novalidate>
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="version" value="3">
<label for="name">Name</label><input id="name" name="name" value="Linden" required aria-describedby="part">
<label>Text<textarea name="body">
first
second</textarea></label>
<label><input type="radio" name="naming" value="none">Without</label>
<label><input type="radio" name="naming" value="chosen" checked>With</label>
<label><input type="checkbox" name="uses" value="share">Share</label>
<label><input type="checkbox" name="uses" value="quote">Quote</label>
<label>Kind<select name="kind"><option value="law">Law</option>
<option value="guide" selected>Guide</option></select></label>
<button name="do" value="send">Check and send</button><button name="do" value="save">Save draft</button>
</form>
<a href="https://example.org/" rel="noreferrer noopener nofollow">Elsewhere (another site)</a></main>
</body></html>"""
HEADERS = {
    **WANTED_HEADERS,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=()",
}

# rule -> what is replaced in the good page, by what
PLANTED: dict[Rule, list[tuple[str, str]]] = {
    judging.parses: [("<h2 id", "<h2 <id"), ("</main>", "</section></main>"), ("<!doctype html>", "")],
    judging.says_its_language: [(' lang="en"', "")],
    judging.has_one_heading: [("<h2 id", "<h1>Another</h1><h2 id"), ("<h1>Your answer</h1>", "<h1></h1>")],
    judging.headings_do_not_jump: [('<h2 id="part">A part</h2>', '<h4 id="part">A part</h4>')],
    judging.has_a_neutral_title: [
        ("Answer – Pages", "Wording of a guide – Pages"),
        ("Answer – Pages", "Answer"),
        ("<title>Answer – Pages</title>", ""),
    ],
    judging.has_no_id_twice: [("<h1>", '<h1 id="part">')],
    judging.points_only_to_what_is_there: [
        ('aria-describedby="part"', 'aria-describedby="nothing"'),
        ("<h1>Your answer</h1>", '<h1>Your answer</h1><a href="#nothing">Down</a>'),
    ],
    judging.labels_every_field: [('<label for="name">Name</label>', ""), ('for="name"', 'for="part"')],
    judging.names_what_can_be_pressed: [("Check and send", ""), (">Elsewhere (another site)<", "><")],
    judging.protects_its_forms: [
        ('<input type="hidden" name="csrfmiddlewaretoken" value="token">', ""),
        ('method="post"', 'method="get"'),
    ],
    judging.lets_the_server_check: [(" novalidate", "")],
    judging.has_nothing_inline: [
        ("<h1>", '<h1 style="color:red">'),
        ("<h1>", '<h1 onclick="go()">'),
        ("</head>", "<style>h1{}</style></head>"),
        (" defer></script>", " defer>go()</script>"),
        ("https://example.org/", "javascript:go()"),
        ("<h1>", '<iframe src="/x/"></iframe><h1>'),
        ("</head>", '<meta http-equiv="refresh" content="0"></head>'),
    ],
    judging.asks_no_other_site: [
        ('src="/static/x.png"', 'src="https://example.org/x.png"'),
        ('src="/static/x.png"', 'src="//example.org/x.png"'),
        ('href="/static/app.css"', 'href="https://example.org/app.css"'),
        (' rel="noreferrer noopener nofollow">Elsewhere', ">Elsewhere"),
        ("<form ", '<form data-x action="https://example.org/" '),
    ],
    judging.shows_the_way_out: [
        ('href="/leave/"', 'href="/elsewhere/"'),
        (' rel="noreferrer nofollow">Leave', ">Leave"),
        ("Leave now</a>", 'Leave now</a><a href="/me/">Me</a>'),
    ],
    judging.names_its_landmarks: [(' aria-label="Main"', ""), ('<main id="main">', "<main>")],
    judging.describes_its_pictures: [(' alt=""', ""), (' aria-hidden="true"', "")],
    judging.heads_its_tables: [(' scope="row"', ""), ("<caption>People</caption>", "")],
    judging.has_quiet_addresses: [("/answer/", "/the-wording-of-a-guide/"), ("/answer/", "/17/")],
}


def page(content: str = GOOD, **headers: str) -> Page:
    response = HttpResponse(content, headers={**HEADERS, **headers})
    return Page(response, "/c/")


def test_a_good_page_has_no_fault() -> None:
    assert judge(page()) == []


@pytest.mark.parametrize(
    "rule,old,new", [(rule, old, new) for rule, plants in PLANTED.items() for old, new in plants]
)
def test_each_planted_fault_is_found_by_its_rule(rule: Rule, old: str, new: str) -> None:
    assert old in GOOD
    assert list(rule(Document(GOOD.replace(old, new, 1), "/c/", HEADERS)))


def test_every_rule_has_a_planted_fault() -> None:
    assert set(PLANTED) | {judging.answers_privately} == set(RULES)


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_a_missing_header_is_found(name: str) -> None:
    without = {one: value for one, value in HEADERS.items() if one != name}
    assert faults_of(Document(GOOD, "/c/", without))


@pytest.mark.parametrize(
    "name,value",
    [
        ("Cache-Control", "private, max-age=60"),
        ("Referrer-Policy", "no-referrer"),
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'"),
        ("ETag", '"abc"'),
        ("Last-Modified", "Sat, 21 Nov 2026 23:14:41 GMT"),
    ],
)
def test_a_wrong_header_is_found(name: str, value: str) -> None:
    assert list(header_faults({**HEADERS, name: value}))


@pytest.mark.parametrize(
    "change",
    [{"secure": ""}, {"httponly": ""}, {"samesite": "None"}, {"domain": "example.org"}, {"max-age": 3600}],
)
def test_an_open_cookie_is_found(change: dict[str, object]) -> None:
    cookies = SimpleCookie()
    cookies["__Host-session"] = "x"
    cookies["__Host-session"].update({"secure": True, "httponly": True, "samesite": "Lax", "path": "/"})
    assert list(cookie_faults(cookies)) == []
    cookies["__Host-session"].update(change)
    assert len(list(cookie_faults(cookies))) == 1


def test_a_cookie_with_another_name_is_open() -> None:
    cookies = SimpleCookie()
    cookies["session"] = "x"
    cookies["session"].update({"secure": True, "httponly": True, "samesite": "Lax", "path": "/"})
    assert list(cookie_faults(cookies)) == ["the cookie session is open"]


def test_a_canary_is_found_unless_the_visitor_may_read() -> None:
    spoken = page(GOOD.replace("first", CANARY))
    assert len(judge(spoken)) == 1
    assert judge(spoken, reads=True) == []


def test_a_canary_in_a_file_is_found() -> None:
    file = Page(
        HttpResponse(CANARY.encode(), headers={**HEADERS, "Content-Type": "application/pdf"}), "/x.pdf"
    )
    assert len(judge(file)) == 1


def test_error_pages_may_be_called_pages_alone() -> None:
    assert judge(page(GOOD.replace("Answer – Pages", "Pages"))) == []
    assert judge(page(GOOD.replace("Answer – Pages", "Please check: Answer – Pages"))) == []


def test_kinds_hold_no_word_that_tells() -> None:
    assert not [kind for kind in KINDS if len(kind) > 24 or any(sign in kind for sign in "–:!?")]


# --- forms, as a browser sends them --------------------------------------------------------------------


@pytest.fixture
def form() -> Form:
    return page().form()


def test_a_form_sends_what_stands_in_it(form: Form) -> None:
    assert form.data() == {
        "csrfmiddlewaretoken": ["token"],
        "version": ["3"],
        "name": ["Linden"],
        "body": ["first\nsecond"],
        "naming": ["chosen"],
        "kind": ["guide"],
    }


def test_changes_and_the_first_button_are_sent(form: Form) -> None:
    sent = form.filled({"uses": ["share", "quote"], "naming": "none", "name": ""}, None)
    assert sent["uses"] == ["share", "quote"]
    assert sent["naming"] == ["none"]
    assert sent["name"] == [""]
    assert sent["do"] == ["send"]


def test_a_button_is_pressed_by_its_words(form: Form) -> None:
    assert form.filled({}, "Save draft")["do"] == ["save"]


def test_a_tick_can_be_taken_away(form: Form) -> None:
    assert "uses" not in form.filled({"uses": False}, None)


@pytest.mark.parametrize("changes", [{"nothing": "x"}, {"naming": "someone else"}, {"kind": "poem"}])
def test_nobody_can_send_what_the_form_does_not_offer(form: Form, changes: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        form.filled(changes, None)


def test_a_form_is_found_by_id_and_by_address() -> None:
    found = page()
    assert found.form("answer").action == found.form("/c/7d2b2c1e-0c53-4a8e-9f55-0123456789ab/answer/").action
    with pytest.raises(AssertionError):
        found.form("other")


def test_a_link_is_found_by_its_words() -> None:
    assert page().link("Answer") == "/c/7d2b2c1e-0c53-4a8e-9f55-0123456789ab/answer/"
    with pytest.raises(AssertionError):
        page().link("Nowhere")


def test_words_of_a_page_are_what_people_see() -> None:
    shown = page()
    assert "Your answer A part" in shown
    assert "token" not in shown
    assert (shown.h1, shown.title) == ("Your answer", "Answer – Pages")


def test_a_visitor_walks_the_plain_pages() -> None:
    visitor = Visitor()
    visitor.get("/support/")
    assert visitor.click("Help").h1 == "Help"
    assert visitor.click("Privacy in plain words").title == "Privacy – Pages"
    with pytest.raises(AssertionError):
        visitor.get("/support/", status=404)
