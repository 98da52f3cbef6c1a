"""The key store: a database of its own. A key destroyed here takes every copy of its words with it.

Behind five calls (`create`, `get_many`, `destroy`, `rewrap`, `status` in `store`), so that a KMS or a TPM
can stand there one day.
"""
