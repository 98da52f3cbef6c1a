from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"

    def ready(self) -> None:
        from board import actions, challenges, queries, receivers, rules
        from board.models import SessionStore
        from notices import reach, tick
        from privacy import inventory, places, reading, retention, withdrawal

        reading.register_chosen_names("person", may_open=rules.may_open_names)
        reading.register("identity", may_open=rules.may_open_identities, covered_by=None)
        places.register("person", "identity", "mention_choice", goes=places.Goes.PERSON)
        places.register("parked", goes=places.Goes.NAMED, drop=actions.drop_parked)
        reading.register("mention_choice", may_open=rules.may_open_mention_choices, covered_by=None)
        retention.job("legal names and contacts", actions.expire_identities)
        retention.job("who was shown legal names", actions.forget_old_showings)
        reading.register("parked", may_open=rules.may_open_parked, covered_by=None)
        withdrawal.subject_withdrew.connect(receivers.forget_person, dispatch_uid="board_forget_person")
        reach.register(by_subject=queries.reached, by_account=queries.reached_by)
        tick.register("texts that were kept", actions.forget_old_parked)
        tick.register("sessions that are over", SessionStore.clear_expired)
        tick.register("passkeys that were used", challenges.forget_answered)
        tick.register("leavings", actions.finish_leavings)
        inventory.holds(queries.held)
        self.tell_what_a_restore_asks()

    def tell_what_a_restore_asks(self) -> None:
        """Which board this is, and what of people an older database brings back."""
        from board.queries import remains
        from privacy import backup, gate

        backup.register_board(remains.id_of_the_board)
        gate.register_remains(remains.remains)
