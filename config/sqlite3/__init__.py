"""Django's SQLite, without its checks of JSON: `trusted_schema=OFF` lets no schema call a function."""
