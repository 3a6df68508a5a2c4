"""The settings of the product under the environment of a test, whatever the developer's own says."""

from __future__ import annotations

import os

os.environ |= {
    "DJANGO_DEBUG": "0",
    "DJANGO_SECRET_KEY": "signs nothing but the sessions of tests, on no server at all",
    "DJANGO_ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DJANGO_CSRF_TRUSTED_ORIGINS": "",
    "KB_HTTPS": "0",
    "KB_BEHIND_PROXY": "0",
    "KB_PUBLIC": "1",
    "KB_LOG_LEVEL": "WARNING",
    "KB_MAX_ARTICLE_BYTES": "",
    "KB_UPLOAD_MAX_FILES": "",
    "KB_UPLOAD_MAX_BYTES": "",
    "KB_SPACY_PIPELINE": "",
    "KB_RUN_MAX_FAILED": "",
    "KB_RUN_MAX_DRIFT": "",
    # the plugin tests.postgresql, where it is loaded, has put the address of its server here
    "DATABASE_URL": os.environ.get("TESTS_ON_POSTGRESQL", "sqlite:///:memory:"),
}

from kb.settings import *  # noqa: F403

# the files of the working tree, not a collected copy of them
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# a test logs in often, and hides nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# a test starts from an empty database; those that want the gazetteers load them
LOAD_GAZETTEERS_AFTER_MIGRATE = False
