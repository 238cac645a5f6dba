"""Django's settings, made from the configuration. Secure by default; the embedded server is meant for one office."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from wenxiao.web.configuration import databases, earlier_keys, from_environment, secret_key

CONFIGURATION = from_environment()
HERE = Path(__file__).resolve().parent

DEBUG = CONFIGURATION.debug
SECRET_KEY = secret_key(CONFIGURATION.data)
SECRET_KEY_FALLBACKS = earlier_keys(CONFIGURATION.data)
ALLOWED_HOSTS = list(CONFIGURATION.hosts)
DATABASES = databases(CONFIGURATION)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "wenxiao.web.people",
    "wenxiao.web.audit",
    "wenxiao.web.guard",
    "wenxiao.web.rounds",
    "wenxiao.web.filings",
    "wenxiao.web.pinned",
    "wenxiao.web.aside",
    "wenxiao.web.moves",
    "wenxiao.web.tasks",
    "wenxiao.web.inbox",
    "wenxiao.web.archives",
    "wenxiao.web.evidence",
    "wenxiao.web.readings",
    "wenxiao.web.targets",
]
MIDDLEWARE = [
    "wenxiao.web.headers.HeadersMiddleware",
    "wenxiao.web.proxies.ProxiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wenxiao.web.limits.LimitsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wenxiao.web.people.sessions.SessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wenxiao.web.access.AccessMiddleware",
]
ROOT_URLCONF = "wenxiao.web.urls"
WSGI_APPLICATION = "wenxiao.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wenxiao.web.navigation.navigation",
            ],
        },
    }
]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["wenxiao.web.people.signing_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "wenxiao.web.people.passwords.LengthAndKinds"},
    {"NAME": "wenxiao.web.people.passwords.NotTheName"},
    {"NAME": "wenxiao.web.people.passwords.NotCommon"},
    {"NAME": "wenxiao.web.people.passwords.NotAnEarlierOne"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

# Signing in: five wrong passwords lock an account for a quarter of an hour; idle sessions end after half an hour.
LOCK_AFTER = 5
LOCK_FOR = timedelta(minutes=15)
IDLE_FOR = timedelta(minutes=30)
TOTP_ROLES = CONFIGURATION.totp
PASSWORD_DAYS, FIRST_PASSWORD_DAYS = 180, 7
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_FOR = timedelta(hours=12)  # however busy; a session may be renewed, its person has to sign in again
SESSIONS_AT_ONCE = 5
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wenxiao.web.faults.refused_form"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HERE / "static"  # served as it ships; nothing is collected
STORE_ROOT = CONFIGURATION.data / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILES_AT_ONCE = 20
FILE_SIZE = 50 * 1024 * 1024
FILES_SIZE = 200 * 1024 * 1024  # of one upload together: all of it is read in memory
EVIDENCE_FILES = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # beyond FILES_AT_ONCE a page says so in its own words

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PROXIES = CONFIGURATION.proxies

# Behind a server that speaks TLS (WENXIAO_HTTPS=1). Without it the embedded server answers one office over plain HTTP.
if CONFIGURATION.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health$"]  # asked by the machine itself
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    # W021: the preload lists of browsers are for names on the internet, which an offline server does not have.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
