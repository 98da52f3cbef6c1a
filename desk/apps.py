from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import sheets as printers
        from privacy import queries, sheets

        sheets.register(sheets.Page, printers.root_key_page)
        sheets.register(queries.Erasure, printers.certificate)
