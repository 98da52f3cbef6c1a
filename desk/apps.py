from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk.management.sheets import printed
        from privacy import sheets

        sheets.register(printed)
