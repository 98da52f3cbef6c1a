from django.apps import AppConfig


class KeystoreConfig(AppConfig):
    name = "privacy.keystore"
    label = "keystore"
