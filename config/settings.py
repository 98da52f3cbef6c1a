"""All settings of Atrium, closed by default: production is what you get, a demonstration is asked for.

Read from the environment: ATRIUM_HOME (folder of everything that is kept), ATRIUM_HOSTS (the names the
site is reached by, comma-separated), ATRIUM_LEAVE_URL (where "Leave now" leads), ATRIUM_CONTACT (how to
reach the secretariat, in plain text: number, hours), ATRIUM_ROOT_KEY_FILE, ATRIUM_EPOCHS_FOLDER,
ATRIUM_SECRET_KEY_FILE, ATRIUM_BEHIND_PROXY, ATRIUM_DEMO, ATRIUM_BACKUP_FOLDER, ATRIUM_BACKUP_KEYS_FOLDER,
ATRIUM_BACKUP_RECIPIENTS, ATRIUM_BACKUP_KEYS_RECIPIENTS, ATRIUM_BACKUP_KEEP, DATABASE_URL, KEYS_DATABASE_URL,
ATRIUM_FILE_MB (the largest file, 20), ATRIUM_FILES_GB (all files together, 20).
ATRIUM_MAIL_URL, ATRIUM_MAIL_FROM and ATRIUM_CARRIERS (docs/runbooks/mail.md).
ATRIUM_PORT (where a demonstration is served; script/server says it).
"""

from __future__ import annotations

import os
import secrets
from functools import partial
from pathlib import Path

from config.database import keys_database, main_database
from config.environment import DATABASE, MAIL, address, number
from config.mail import mail_server

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("ATRIUM_HOME") or BASE_DIR / "var").resolve()
DEMONSTRATION = os.environ.get("ATRIUM_DEMO") == "1"

ROOT_KEY_FILE = Path(os.environ.get("ATRIUM_ROOT_KEY_FILE") or HOME / "root" / "root.key")
# Only where the root key's own folder cannot be written to, as with systemd's credentials.
EPOCHS_FOLDER = os.environ.get("ATRIUM_EPOCHS_FOLDER", "")
SECRET_KEY_FILE = Path(os.environ.get("ATRIUM_SECRET_KEY_FILE") or HOME / "secret.key")
# Without a file every start has its own key: nobody stays signed in, and the start-up check says why.
SECRET_KEY = SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else secrets.token_urlsafe(50)

# Where archives go, and the files with the public age recipients they are sealed to, for each kind.
BACKUP_FOLDERS = {
    "data": os.environ.get("ATRIUM_BACKUP_FOLDER", ""),
    "keys": os.environ.get("ATRIUM_BACKUP_KEYS_FOLDER", ""),
}
BACKUP_RECIPIENTS = {
    "data": os.environ.get("ATRIUM_BACKUP_RECIPIENTS", ""),
    "keys": os.environ.get("ATRIUM_BACKUP_KEYS_RECIPIENTS", ""),
}
BACKUP_KEEP = {"data": number("ATRIUM_BACKUP_KEEP", 14), "keys": 2}

DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ATRIUM_HOSTS", "").split(",") if host.strip()]
if DEMONSTRATION or not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
LEAVE_URL = os.environ.get("ATRIUM_LEAVE_URL") or "https://www.weather.com/"
CONTACT = os.environ.get("ATRIUM_CONTACT", "").replace("\\n", "\n")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth.account",
    "allauth.mfa",
    "guardian",
    "simple_history",
    "csp",
    "privacy.keystore",
    "privacy",
    "documents",
    "pages",
    "notices",
    "board",
    "consultations",
    "meetings",
    "recommendations",
    "desk",
    "config",
]

if DEMONSTRATION:
    INSTALLED_APPS += ["demo"]

MIDDLEWARE = [
    "config.middleware.LeaveMiddleware",
    "config.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "privacy.middleware.KeysOfThisRequestMiddleware",
    "config.middleware.CalmMiddleware",
    "config.middleware.LockedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.parking.ParkingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.AccountMiddleware",
    "config.signed_in.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "config.context.frame",
            ],
        },
    },
]

DATABASES = {
    "default": address("DATABASE_URL", partial(main_database, HOME), like=DATABASE),
    "keys": address("KEYS_DATABASE_URL", partial(keys_database, HOME), like=DATABASE),
}
DATABASE_ROUTERS = ["privacy.keystore.router.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "board.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ANONYMOUS_USER_NAME = None
# guardian only keeps the grants; `privacy.permissions` asks for them itself, without guardian's backend
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_MONKEY_PATCH_USER = False
LOGIN_URL = "/in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/out/"
PASSWORD_HASHERS = ["board.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# allauth does the arithmetic of second steps. None of its addresses is routed, and no e-mail address is kept.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "board.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Atrium"

LANGUAGE_CODE = "en"
# Each by its own name. A language stands here once its catalogue is complete (tests/words).
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language" if DEMONSTRATION else "__Host-language"
LANGUAGE_COOKIE_SECURE = not DEMONSTRATION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served straight from the source folder: one step less to forget when Atrium is installed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A table of our own: it finds a session by a digest of its cookie, and knows when it is time.
SESSION_ENGINE = "board.models.sessions"
SESSION_COOKIE_NAME = "session" if DEMONSTRATION else "__Host-session"
SESSION_COOKIE_SECURE = not DEMONSTRATION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60 * 12
# By this a browser is known in which somebody was signed in, until it is closed. It lets nobody in.
KNOWN_COOKIE_NAME = "known" if DEMONSTRATION else "__Host-known"
KNOWN_COOKIE_PATH = "/"
KNOWN_COOKIE_DOMAIN = None
KNOWN_COOKIE_SECURE = not DEMONSTRATION
KNOWN_COOKIE_HTTPONLY = True
KNOWN_COOKIE_SAMESITE = "Lax"
# What a passkey was asked, for five minutes (board.challenges).
PASSKEY_COOKIE_NAME = "passkey" if DEMONSTRATION else "__Host-passkey"
PASSKEY_COOKIE_PATH = "/"
PASSKEY_COOKIE_DOMAIN = None
PASSKEY_COOKIE_SECURE = not DEMONSTRATION
PASSKEY_COOKIE_HTTPONLY = True
PASSKEY_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf" if DEMONSTRATION else "__Host-csrf"
CSRF_COOKIE_SECURE = not DEMONSTRATION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "config.errors.form_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = not DEMONSTRATION
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMONSTRATION
SECURE_HSTS_PRELOAD = not DEMONSTRATION
SECURE_CONTENT_TYPE_NOSNIFF = True
# not "no-referrer": Django's forms compare the origin, and browsers then send "null"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
BEHIND_PROXY = os.environ.get("ATRIUM_BEHIND_PROXY") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Of all that Django brings for uploads nothing is used: it writes the larger ones to the disk in clear.
FILE_UPLOAD_HANDLERS = ["privacy.files.upload.SealingHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILES_FOLDER = HOME / "files"
# Decimal megabytes, as telephones and file managers count.
FILE_LARGEST = number("ATRIUM_FILE_MB", 20) * 10**6
FILES_A_RECORD = 20
FILES_A_DAY = 200 * 10**6
FILES_IN_ALL = number("ATRIUM_FILES_GB", 20) * 10**9
# A film of a telephone is read and dropped, and a sentence says why; past this the connection is closed.
FILE_UPLOAD_LONGEST_REQUEST = 256 * 10**6
# Seconds that an upload may take besides those that its size takes on a bad line; then the line is cut.
FILE_UPLOAD_PATIENCE = 30

# Nothing leaves without both. A member switches each way to reach her on by herself.
MAIL_SERVER = address("ATRIUM_MAIL_URL", mail_server, like=MAIL)
MAIL_FROM = os.environ.get("ATRIUM_MAIL_FROM", "")
CARRIERS = ["notices.mailer.Mail"]
CARRIERS += [path.strip() for path in os.environ.get("ATRIUM_CARRIERS", "").split(",") if path.strip()]
# What a message may hold of the site: its front page, and nothing behind it.
PORT = int(os.environ.get("ATRIUM_PORT") or 8000)
FRONT_PAGE = f"http://127.0.0.1:{PORT}/" if DEMONSTRATION else f"https://{ALLOWED_HOSTS[0]}/"
# Whatever else would send mail comes to the one that sends to one person at a time.
EMAIL_BACKEND = "notices.mailer.OneRecipient"

# How long the log is kept: readings in months; what was done until so many years after a term of office.
RETENTION_READINGS_MONTHS = 24
RETENTION_TERM_YEARS = 2
RETENTION_YEARS_AFTER_TERM = 5

ADMINS: list[tuple[str, str]] = []
MANAGERS: list[tuple[str, str]] = []
DEFAULT_EXCEPTION_REPORTER = "config.reporting.Reporter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "config.reporting.Formatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        # with no handler at all Python would print the record itself, in full
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # refusals of strange hosts are daily noise, and quote what was sent
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
