"""Measurements, one file per question. Each prints ratios of variants that ran in turn, in one run.

Absolute times depend on the machine and are printed for a sense of size only. Run one with
`.venv/bin/python -m benchmarks.values`; on PostgreSQL with the addresses of two empty databases.
"""
