from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings import queries, receivers, rules
        from privacy import inventory, places, reading, triggers, withdrawal

        triggers.append_only("meetings_edition")
        reading.register("agenda_item", may_open=rules.may_open_agenda_items, covered_by=None)
        reading.register("paper", may_open=rules.may_open_papers, covered_by=None)
        reading.register("minutes", may_open=rules.may_open_minutes, covered_by=None)
        reading.register("entry", may_open=rules.may_open_entries, covered_by=None)
        reading.register(
            "entry_quote", may_open=rules.may_open_entry_quotes, covered_by=rules.quotes_covered_by
        )
        reading.register("edition", may_open=rules.may_open_editions, covered_by=None)
        places.register("agenda_item", "paper", "minutes", "entry", goes=places.Goes.BOARD)
        places.register("entry_quote", "edition", goes=places.Goes.RECORD)
        withdrawal.subject_withdrew.connect(
            receivers.take_quotes_out, dispatch_uid="meetings_take_quotes_out"
        )
        inventory.holds(queries.held_about)
