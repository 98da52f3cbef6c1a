"""H02: nothing in the code base hands WeasyPrint a page or a style without the fetcher that refuses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ELSEWHERE = {".venv", ".git", "var", "node_modules", "tests"}
MAY_IMPORT = {"documents/typesetting.py", "documents/tagging.py"}
MAKERS = {"HTML", "CSS", "Attachment"}
SOURCES = {"guess", "filename", "url", "file_obj"}
OUTSIDE = {"attachments", "xmp_metadata", "cache"}


def modules() -> Iterator[Path]:
    for file in ROOT.rglob("*.py"):
        if not ELSEWHERE & set(file.relative_to(ROOT).parts):
            yield file


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def faults(source: str) -> Iterator[str]:
    """What is not locked in one module."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        if name_of(call) in MAKERS:
            if call.args or SOURCES & set(given) or None in given:
                yield f"line {call.lineno}: anything but string="
            if "url_fetcher" not in given or not is_none(given.get("base_url")):
                yield f"line {call.lineno}: no fetcher of its own, or a base address"
        if name_of(call) in {"render", "write_pdf"}:
            yield from (f"line {call.lineno}: {name}" for name in OUTSIDE & set(given))
            styles = given.get("stylesheets")
            if any(not isinstance(part, ast.Name | ast.Call) for part in getattr(styles, "elts", [])):
                yield f"line {call.lineno}: a stylesheet that is not a CSS object"


def is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def imports_weasyprint(source: str) -> bool:
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if any(name.partition(".")[0] == "weasyprint" for name in names):
            return True
    return False


@pytest.mark.slow
def test_h02_only_two_modules_import_weasyprint() -> None:
    importers = {str(file.relative_to(ROOT)) for file in modules() if imports_weasyprint(file.read_text())}
    assert importers == MAY_IMPORT


def test_h02_every_html_and_css_has_the_deny_fetcher() -> None:
    found = {name: list(faults((ROOT / name).read_text())) for name in MAY_IMPORT}
    assert found == {name: [] for name in MAY_IMPORT}


@pytest.mark.parametrize(
    "planted",
    [
        "CSS(string=x)",
        "CSS('x.css', url_fetcher=deny)",
        "HTML(x)",
        "weasyprint.HTML(url=x, url_fetcher=deny, base_url=None)",
        "HTML(string=x, url_fetcher=deny)",
        "HTML(string=x, url_fetcher=deny, base_url='/')",
        "HTML(string=x, url_fetcher=deny, base_url=None, **more)",
        "Attachment(url=x, url_fetcher=deny)",
        "page.write_pdf(stylesheets=['x.css'])",
        "page.render(stylesheets=[style, 'x.css'])",
        "page.write_pdf(attachments=[x])",
        "page.write_pdf(xmp_metadata=[x])",
    ],
)
def test_h02_the_lint_sees_what_is_planted(planted: str) -> None:
    assert list(faults(planted))


def test_h02_the_lint_sees_an_import_anywhere() -> None:
    assert imports_weasyprint("def f():\n    from weasyprint.text import fonts")
    assert imports_weasyprint("import os, weasyprint")
    assert not imports_weasyprint("import os\n'weasyprint'")
