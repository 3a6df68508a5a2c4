"""Settings, all from the environment (docs/configuration.md lists them)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kb.configuration import (
    read_choice,
    read_database,
    read_file,
    read_flag,
    read_integer,
    read_number,
    read_origins,
    read_secret_key,
    read_text,
    read_words,
)

BASE_DIR = Path(__file__).resolve().parent.parent
read_file(BASE_DIR / ".env")

DEBUG = read_flag("DJANGO_DEBUG", default=False)
SECRET_KEY = read_secret_key("DJANGO_SECRET_KEY", debug=DEBUG)
ALLOWED_HOSTS = read_words("DJANGO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = read_origins("DJANGO_CSRF_TRUSTED_ORIGINS")

#: an installed spaCy pipeline in the place of the analyser that comes with the project
KB_SPACY_PIPELINE = read_text("KB_SPACY_PIPELINE", default="")
#: texts larger than this are no articles: they are reported, not read
KB_MAX_ARTICLE_BYTES = read_integer("KB_MAX_ARTICLE_BYTES", default=1_000_000, least=1)
#: what the page for imports takes in at once
KB_UPLOAD_MAX_FILES = read_integer("KB_UPLOAD_MAX_FILES", default=50, least=1)
KB_UPLOAD_MAX_BYTES = read_integer("KB_UPLOAD_MAX_BYTES", default=20_000_000, least=1)
# well above what we refuse ourselves, with the form filled in as it was and the reason beside it
DATA_UPLOAD_MAX_NUMBER_FILES = 20 * KB_UPLOAD_MAX_FILES
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * KB_MAX_ARTICLE_BYTES + 2_500_000

#: the largest share of a run's inputs that may fail; 1 for any
KB_RUN_MAX_FAILED = read_number("KB_RUN_MAX_FAILED", default=0.3)
#: a run stops whose articles have so many times more or fewer facts than those of the last run; 0 for never
KB_RUN_MAX_DRIFT = read_number("KB_RUN_MAX_DRIFT", default=3.0)

#: whether people who are not signed in may read the site
KB_PUBLIC = read_flag("KB_PUBLIC", default=True)
LOGIN_URL, LOGIN_REDIRECT_URL = "kb:sign-in", "kb:home"

INSTALLED_APPS = [
    "kb",
    "articles",
    "django_filters",
    "django_htmx",
    "simple_history",
    "kb.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # pages too are sent compressed, a fifth of their size, whatever the proxy does; their lengths are padded at random,
    # so that they tell nobody who listens what stands in them (BREACH)
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kb.middleware.varies_by_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kb.middleware.content_security_policy",
    "kb.middleware.not_found_as_public",
]
if not KB_PUBLIC:
    MIDDLEWARE.append("django.contrib.auth.middleware.LoginRequiredMiddleware")
ROOT_URLCONF = "kb.urls"
WSGI_APPLICATION = "kb.wsgi.application"
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
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": read_database("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # a writer waits for its turn from the start, and readers never wait for a writer
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # pages are read where the system has them in memory: by its own cache, which each connection begins
        # without, SQLite takes up to twice as long over the thousands of rows that a page counts
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=1073741824;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: a migrated database has the countries, organisations and cities of kb/gazetteers
LOAD_GAZETTEERS_AFTER_MIGRATE = True

#: the language of those whose browser asks for none of `LANGUAGES`
LANGUAGE_CODE = "en-gb"
#: the languages of the interface, each called as its speakers call it (docs/languages.md)
LANGUAGES = [("en-gb", "English"), ("vi", "Tiếng Việt"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "kb" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
#: digits between two marks where a count is written with them; the mark is the language's
NUMBER_GROUPING = 3
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Without DJANGO_DEBUG the site is served over https alone. KB_HTTPS=0 is for a network of one's own without it.
HTTPS = read_flag("KB_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = read_integer("KB_HSTS_SECONDS", default=365 * 24 * 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
if read_flag("KB_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {
        "handlers": ["console"],
        "level": read_choice("KB_LOG_LEVEL", default="INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")),
    },
    # Django's own handlers would mail errors to nobody and print the rest twice
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
