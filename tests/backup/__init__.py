"""Backup, restore, the gate and the doctor."""
