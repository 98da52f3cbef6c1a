from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"

    def ready(self) -> None:
        from privacy import consent, inventory, places, reading, withdrawal
        from recommendations import queries, receivers, rules

        reading.register("recommendation_text", may_open=rules.may_open_recommendation_texts, covered_by=None)
        reading.register("released_copy", may_open=rules.may_open_released_copies, covered_by=None)
        reading.register("response", may_open=rules.may_open_responses, covered_by=None)
        until = "with the record key of a wording that nobody outside has; what was handed over stays"
        places.register("recommendation_text", "released_copy", goes=places.Goes.BOARD, why=until)
        places.register("response", goes=places.Goes.BOARD)
        inventory.holds(queries.held_about)
        withdrawal.subject_withdrew.connect(
            receivers.flag_evidence, dispatch_uid="recommendations_flag_evidence"
        )
        consent.subject_narrowed.connect(
            receivers.ask_for_what_is_allowed_no_more, dispatch_uid="recommendations_ask_back"
        )
