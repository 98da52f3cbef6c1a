"""What a member chooses for one contribution, as she says it, and the cells of the matrix that follow from
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from privacy.consent import LONGEST_MONTHS, Use
from privacy.permissions import Denied
from privacy.states import Audience, Form, Naming


@dataclass(frozen=True, slots=True)
class Wish:
    """Her choices in plain values. The defaults are the protective ones: they hold where she chose nothing.

    `use` is READ (only as background), PARAPHRASE (in our own words) or QUOTE (also word for word).
    `agencies` are ids of organisations. `contact` is the account of the one person whom she lets read where
    `reads` is the secretariat contact: whom she saw as the contact when she chose, whoever it is later.
    """

    reads: Audience = Audience.BOARD
    contact: UUID | None = None
    use: Form = Form.PARAPHRASE
    agencies: frozenset[UUID] = frozenset()
    public: bool = False
    naming: Naming = Naming.NOBODY
    pen_name: str = ""
    months: int = 12
    show_first: bool = True
    ask_again: bool = False
    show_translation: bool = True

    def uses(self) -> frozenset[Use]:
        """Every cell she allows. A cell implies no other; a quote may also be put in our own words."""
        forms = [form for form in (Form.PARAPHRASE, Form.QUOTE) if self._allows(form)]
        cells = {self.reading}
        for form in forms:
            cells.add(Use(form, Audience.BOARD))
            cells |= {Use(form, Audience.AGENCY, agency) for agency in self.agencies}
            if self.public:
                cells.add(Use(form, Audience.PUBLIC))
        return frozenset(cells)

    @property
    def reading(self) -> Use:
        """Who reads it."""
        return Use(Form.READ, self.reads, self.contact if self.reads == Audience.SECRETARIAT else None)

    def check(self) -> None:
        """Choices that cannot go together. Raises Denied; its code names the choice to look at again."""
        for code, contradicts, sentence in self._contradictions():
            if contradicts:
                raise Denied(code, sentence)

    @property
    def goes_outside(self) -> bool:
        """Whether anybody outside the board may get it."""
        return self.public or bool(self.agencies)

    @property
    def is_named(self) -> bool:
        """With her own name or a pen name."""
        return self.naming in {Naming.NAME, Naming.PEN_NAME}

    def _allows(self, form: Form) -> bool:
        return self.use == form or (self.use == Form.QUOTE and form == Form.PARAPHRASE)

    def _contradictions(self) -> list[tuple[str, bool, str]]:
        return [
            (
                "reads",
                self.reads == Audience.SECRETARIAT and self.contact is None,
                _("Nobody is the contact now. Choose who else may read it."),
            ),
            (
                "use",
                self.reads == Audience.MEMBERS and self.use != Form.READ,
                _("The secretariat writes the joint text. Choose “as background”, or let it read yours."),
            ),
            (
                "outside",
                self.use == Form.READ and self.goes_outside,
                _("Only words from the joint text go outside. Choose another use above, or nobody outside."),
            ),
            (
                "naming",
                self.is_named and self.use != Form.QUOTE and not self.goes_outside,
                _("A name needs your exact words, or somebody outside. Choose that too, or no name."),
            ),
            (
                "pen_name",
                self.naming == Naming.PEN_NAME and not self.pen_name.strip(),
                _("Write the pen name you would like."),
            ),
            (
                "months_own",
                not 1 <= self.months <= LONGEST_MONTHS,
                _("Write a number of months from 1 to 36."),
            ),
        ]
