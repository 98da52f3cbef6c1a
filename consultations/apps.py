from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self) -> None:
        from consultations import actions, queries, receivers, rules
        from consultations.queries import remains
        from notices import tick
        from privacy import gate, inventory, places, reading, withdrawal

        reading.register("consultation", may_open=rules.may_open_consultations, covered_by=None)
        reading.register("question", may_open=rules.may_open_questions, covered_by=None)
        reading.register(
            "contribution_text",
            may_open=rules.may_open_contribution_texts,
            covered_by=rules.cover_contribution_texts,
        )
        reading.register("request_paper", may_open=rules.may_open_request_papers, covered_by=None)
        reading.register(
            "attachment", may_open=rules.may_open_attachments, covered_by=rules.cover_attachments
        )
        reading.register("passage", may_open=rules.may_open_passages, covered_by=rules.cover_passages)
        reading.register("passage_check", may_open=rules.may_open_passage_checks, covered_by=None)
        # in the place of the ground floor's own, which it still asks
        reading.register("consent_record", may_open=rules.may_open_pen_names, covered_by=None)
        places.register("consultation", "question", "request_paper", goes=places.Goes.BOARD)
        places.register("contribution_text", "attachment", goes=places.Goes.PERSON)
        places.register("passage", "passage_check", goes=places.Goes.RECORD)
        tick.register("those who came since", actions.ask_those_who_came)
        inventory.holds(queries.held_about)
        gate.register_remains(remains.remains)
        withdrawal.subject_withdrew.connect(receivers.take_back, dispatch_uid="consultations_take_back")
