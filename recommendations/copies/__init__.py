"""What an organisation gets: composed, frozen and rendered one way for preview, approval and hand-over.

page    one recommendation as it leaves the house: reference, wording, reasons, days, and nobody's name
naming  whom its texts mention: frozen as tokens, named at every rendering
words   a member's words, named as she chose; never frozen, opened anew under her permission each time
files   the PDF and the JSON of a release
"""

from recommendations.copies.composing import compose, pages_of, written
from recommendations.copies.files import JSON_NAME, PDF_NAME, data_of, files_of, package_of
from recommendations.copies.looking import names_in_release, names_in_wording
from recommendations.copies.naming import named, named_copies
from recommendations.copies.pages import CopyPage, ReleasePage, Words

__all__ = [
    "JSON_NAME",
    "PDF_NAME",
    "CopyPage",
    "ReleasePage",
    "Words",
    "compose",
    "data_of",
    "files_of",
    "named",
    "named_copies",
    "names_in_release",
    "names_in_wording",
    "package_of",
    "pages_of",
    "written",
]
