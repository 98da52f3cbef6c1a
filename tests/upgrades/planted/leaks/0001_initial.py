"""What is there today: the product's own."""

from importlib import import_module

Migration = import_module("board.migrations.0001_initial").Migration
