from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings import rules
        from privacy import reading, triggers

        triggers.append_only("meetings_edition")
        reading.register("agenda_item", may_open=rules.may_open_agenda_items, covered_by=None)
        reading.register("paper", may_open=rules.may_open_papers, covered_by=None)
        reading.register("minutes", may_open=rules.may_open_minutes, covered_by=None)
        reading.register("entry", may_open=rules.may_open_entries, covered_by=None)
        reading.register("edition", may_open=rules.may_open_editions, covered_by=None)
