"""Acts and events: every change and every opening leaves one event in one chain. Never personal text."""

from privacy.audit.acts import Act, Gone, act, record, refuse_inside_an_act
from privacy.audit.audited import Audited, AuditedManager, AuditedQuerySet, HistoryRow, refuse_stray
from privacy.audit.chain import DB, AuditUnavailable, Outcome, ensure_head
from privacy.audit.digests import row_digest
from privacy.audit.pseudonyms import pseudonym, pseudonym_key, years_with_keys
from privacy.audit.writing import Unaudited

__all__ = [
    "DB",
    "Act",
    "AuditUnavailable",
    "Audited",
    "AuditedManager",
    "AuditedQuerySet",
    "Gone",
    "HistoryRow",
    "Outcome",
    "Unaudited",
    "act",
    "ensure_head",
    "pseudonym",
    "pseudonym_key",
    "record",
    "refuse_inside_an_act",
    "refuse_stray",
    "row_digest",
    "years_with_keys",
]
