from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self) -> None:
        from notices import actions, queries, receivers, rules, tick
        from privacy import inventory, places, reading, retention, withdrawal

        reading.register("notice_channel", may_open=rules.may_open_channels, covered_by=None)
        places.register("notice_channel", goes=places.Goes.PERSON)
        withdrawal.subject_withdrew.connect(receivers.forget_person, dispatch_uid="notices_forget_person")
        inventory.holds(queries.held)
        # Asking and stopping before sending: what stops today takes nothing along any more.
        tick.register("silent channels", actions.stop_silent)
        tick.register("safe channels", actions.ask_if_safe)
        tick.register("messages", actions.send_due)
        tick.register("old notices", actions.forget_old)
        tick.register("retention", retention.nightly)
        tick.register("keys that wait to go", withdrawal.resume)
