from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"

    def ready(self) -> None:
        from recommendations import rules
        from privacy import reading

        reading.register("recommendation_text", may_open=rules.may_open_recommendation_texts, covered_by=None)
        reading.register("released_copy", may_open=rules.may_open_released_copys, covered_by=None)
        reading.register("response", may_open=rules.may_open_responses, covered_by=None)
