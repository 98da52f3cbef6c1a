"""A person in front of a browser: she clicks what she sees, by its words; every page she meets is judged."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.kinds import KINDS
from tests.people import PASSPHRASE, next_code

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

# A folder: each page that is met is kept there as a picture. (tests.settings forgets every ATRIUM_ variable.)
PICTURES = os.environ.get("PICTURES", "")
TITLE = re.compile(r"^(Please check: )?(.+) – Pages$|^Pages$")


class Walker:
    """One signed-in person in a browser of her own, without JavaScript unless said."""

    def __init__(self, browser: Browser, address: str, *, width: int, script: bool = False) -> None:
        self.address, self.width = address, width
        self.context: BrowserContext = browser.new_context(
            ignore_https_errors=True,
            java_script_enabled=script,
            viewport={"width": width, "height": 800},
            accept_downloads=True,
        )
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.who, self.seen = "nobody", 0
        self.context.on("request", self._note)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.strangers.append(request.url)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    # --- what she does --------------------------------------------------------------------------------

    def sign_in(self, name: str, passphrase: str = PASSPHRASE, code: str = "") -> Walker:
        """By the form, as everybody does; with a code of her list, where one is asked for."""
        self.who = name.partition("-")[0]
        self.go("/in/")
        self._pass_the_door(name, passphrase, code)
        return self

    def _pass_the_door(self, name: str, passphrase: str, code: str = "") -> None:
        code = code or next_code(name)
        self.write("Sign-in name", name)
        self.write("Passphrase", passphrase)
        self.press("Sign in")
        if code:
            self.write("Code", code)
            self.press("Sign in")

    def come_back(self) -> None:
        """After some days: where she was asks her to sign in, and leads her there again."""
        self.go(self.page.url.removeprefix(self.address))
        assert "/in/?next=" in self.page.url
        self._pass_the_door(f"{self.who}-0000", PASSPHRASE)

    def go(self, path: str) -> None:
        """By typing an address: only at the beginning."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.ok, f"{answer.status} at {path}"
        self.judge()

    def is_lost_at(self, url: str) -> None:
        """By somebody else's address: the one page for what is not there, or not for her."""
        answer = self.page.goto(url)
        assert answer is not None
        assert answer.status == 404, f"{answer.status} at {url}"
        self.sees("This page is not available")
        self.complaints.clear()  # Chromium notes the 404 in its console
        self.judge()

    def click(self, words: str) -> None:
        """A link, by its words; in the menu of a narrow screen too."""
        link = self._visible(self.page.get_by_role("link", name=words, exact=False))
        if link is None:
            self.page.locator("summary:visible", has_text="Menu").first.click()
            link = self._visible(self.page.get_by_role("link", name=words, exact=False))
        assert link is not None, f"no link “{words}” on {self.page.url}:\n{self.words()}"
        link.click()
        self.judge()

    def press(self, words: str) -> None:
        """A button, by its words."""
        self._button(words).click()
        self.judge()

    def press_until(self, words: str, url: str) -> None:
        """A button whose script asks a device first: the page that answers comes some time after the click.

        What is judged is that page. The one before may go away in the midst of a question about it.
        """
        self._button(words).click()
        self.page.wait_for_url(url)
        self.judge()

    def write(self, label: str, value: str) -> None:
        """Into a field, by its label."""
        self._one(self.page.get_by_label(label, exact=False), label).fill(value)

    def tick(self, label: str) -> None:
        """A box or a radio card, by its words."""
        self._one(self.page.get_by_label(label, exact=False), label).check()

    def pick(self, legend: str, *options: str) -> None:
        """Cards of one group, each by its words."""
        group = self.page.get_by_role("group", name=legend, exact=False)
        for option in options:
            self._one(group.get_by_label(option, exact=False), f"{legend}: {option}").check()

    def unfold(self, words: str) -> None:
        """What is folded away behind these words."""
        shown = self._visible(self.page.locator("main summary", has_text=words))
        assert shown is not None, f"nothing to unfold by “{words}” on {self.page.url}:\n{self.words()}"
        shown.click()
        self.judge()

    def unfold_all(self) -> None:
        """Everything that is folded away on the page."""
        for folded in self.page.locator("main details:not([open]) > summary").all()[::-1]:
            folded.click()
        self.judge()

    def hand_in(self, label: str, name: str, content: bytes) -> None:
        """A file, into a field, by its label."""
        kind = "application/octet-stream"
        field = self._one(self.page.get_by_label(label, exact=False), label)
        field.set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def choose(self, label: str, option: str) -> None:
        """An option of a list."""
        self._one(self.page.get_by_label(label, exact=False), label).select_option(label=option)

    def write_day(self, legend: str, day: int, month: int, year: int) -> None:
        """A date, in its three boxes."""
        group = self.page.get_by_role("group", name=legend)
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(label).fill(str(value))

    def download(self, words: str) -> bytes:
        """What a link or a button hands over as a file."""
        found = self._visible(self.page.get_by_role("link", name=words)) or self._visible(
            self.page.get_by_role("button", name=words)
        )
        assert found is not None, f"nothing to download by “{words}” on {self.page.url}:\n{self.words()}"
        with self.page.expect_download() as waiting:
            found.click()
        content = Path(waiting.value.path()).read_bytes()
        if PICTURES:
            name = f"{self.width}-{self.who}-{self.seen:03}-{waiting.value.suggested_filename}"
            Path(PICTURES, name).write_bytes(content)
        return content

    # --- what she sees --------------------------------------------------------------------------------

    def words(self) -> str:
        """The words of the main part."""
        return self.page.locator("main").inner_text()

    def sees(self, words: str) -> None:
        """These words are on the page."""
        shown = " ".join(self.words().split())
        assert " ".join(words.split()) in shown, f"“{words}” is not on {self.page.url}:\n{self.words()}"

    def holds(self, label: str) -> str:
        """What stands in a field."""
        return self._one(self.page.get_by_label(label, exact=False), label).input_value()

    def is_picked(self, legend: str, option: str) -> bool:
        """Whether a card of a group is chosen."""
        group = self.page.get_by_role("group", name=legend, exact=False)
        return self._one(group.get_by_label(option, exact=False), option).is_checked()

    def sees_not(self, words: str) -> None:
        """These words are nowhere in the page, its source included."""
        assert words not in self.page.content()

    # --- what is asked of every page ------------------------------------------------------------------

    def judge(self) -> None:
        """Neutral title, the way out in sight, nothing too wide, no foreign host, no complaint."""
        self.page.wait_for_load_state()
        self.seen += 1
        self._picture()
        found = TITLE.match(self.page.title())
        assert found, f"title “{self.page.title()}” of {self.page.url}"
        assert found[2] is None or found[2] in KINDS, f"kind “{found[2]}” of {self.page.url}"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} is {wide} px too wide at {self.width}"
        assert self.page.locator("a[href='/leave/']").last.is_visible(), f"no way out on {self.page.url}"
        assert not self.strangers, self.strangers
        assert not self.complaints, self.complaints

    def _picture(self) -> None:
        if PICTURES:
            path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", self.page.url.removeprefix(self.address))
            name = re.sub(r"[^A-Za-z]+", "_", path).strip("_") or "home"
            with suppress(Exception):  # a picture that cannot be made says nothing about the page
                kept = f"{PICTURES}/{self.width}-{self.who}-{self.seen:03}-{name}.png"
                self.page.screenshot(path=kept, full_page=True)

    def _button(self, words: str) -> Locator:
        button = self._visible(self.page.get_by_role("button", name=words, exact=False))
        assert button is not None, f"no button “{words}” on {self.page.url}:\n{self.words()}"
        return button

    def _visible(self, found: Locator) -> Locator | None:
        return next((one for one in found.all() if one.is_visible()), None)

    def _one(self, found: Locator, label: str) -> Locator:
        fields = found.and_(self.page.locator("input, select, textarea"))
        shown = [
            one
            for one in fields.all()
            if one.is_visible() or one.get_attribute("type") in {"radio", "checkbox"}
        ]
        assert shown, f"no field “{label}” on {self.page.url}:\n{self.words()}"
        return shown[0]

    def close(self) -> None:
        self.context.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
