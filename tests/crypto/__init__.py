"""The cellar: bytes, keys and places, without a database."""
