"""The portal's settings: one file, read from the environment. docs/settings.md describes each."""

import datetime
from pathlib import Path

from csp.constants import NONE, SELF

from send_portal.brand import colour_problem, logo_problem
from send_portal.environment import Environment, is_notify_key, is_origin, kept_clock_shift, kept_secret_key

ROOT = Path(__file__).resolve().parent.parent
env = Environment()

# What it is, where it keeps things, what time it is
PORTAL_MODE = env.choice("PORTAL_MODE", ("production", "demonstration"), "production")
IS_DEMONSTRATION = PORTAL_MODE == "demonstration"
DATA_DIR = Path(env.text("PORTAL_DATA") or ROOT / "var").absolute()

# A council's own words and look
PORTAL_ORGANISATION_NAME = env.text("PORTAL_ORGANISATION_NAME") or "Local Inclusion Partnership"
PORTAL_SERVICE_NAME = env.text("PORTAL_SERVICE_NAME") or "SEND action plan"
PORTAL_COUNCIL_NAME = env.text("PORTAL_COUNCIL_NAME")
PORTAL_CONTACT = env.text("PORTAL_CONTACT")
PORTAL_BRAND_COLOUR = env.text("PORTAL_BRAND_COLOUR").lower()
if PORTAL_BRAND_COLOUR:
    problem = colour_problem(PORTAL_BRAND_COLOUR)
    env.require(not problem, f"PORTAL_BRAND_COLOUR {problem}")
logo = env.text("PORTAL_LOGO")
PORTAL_LOGO = DATA_DIR / logo if logo else None
if PORTAL_LOGO:
    problem = logo_problem(PORTAL_LOGO)
    env.require(not problem, f"PORTAL_LOGO {problem}")
    env.require(
        PORTAL_COUNCIL_NAME, "PORTAL_COUNCIL_NAME is missing: it is the logo’s text for people who cannot see it."
    )

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.names("PORTAL_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.names("PORTAL_TRUSTED_ORIGINS")
TRUSTED_PROXIES = env.whole_number("PORTAL_TRUSTED_PROXIES", 0)
env.require(TRUSTED_PROXIES >= 0, "PORTAL_TRUSTED_PROXIES is negative: it counts the proxies in front.")
env.require(
    all("://" in origin for origin in CSRF_TRUSTED_ORIGINS),
    "PORTAL_TRUSTED_ORIGINS has an origin without its scheme: write https://plan.example.gov.uk.",
)
clock_shift = env.text("PORTAL_CLOCK_SHIFT")

if IS_DEMONSTRATION:
    SECRET_KEY = SECRET_KEY or kept_secret_key(DATA_DIR)
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]
    CLOCK_SHIFT = datetime.timedelta(
        seconds=env.whole_number("PORTAL_CLOCK_SHIFT", 0) if clock_shift else kept_clock_shift(DATA_DIR)
    )
    PORTAL_PLAN = env.choice("PORTAL_PLAN", ("first", "none"), "first")
else:
    CLOCK_SHIFT = datetime.timedelta()
    PORTAL_PLAN = "none"
    env.require(SECRET_KEY, "SECRET_KEY is missing: at least 50 random characters, kept secret.")
    env.require(
        not SECRET_KEY or (len(SECRET_KEY) >= 50 and len(set(SECRET_KEY)) >= 5),
        "SECRET_KEY is too short or too simple: it needs at least 50 random characters.",
    )
    env.require(ALLOWED_HOSTS, "PORTAL_ALLOWED_HOSTS is missing: the names under which the portal is reached.")
    env.require("*" not in ALLOWED_HOSTS, "PORTAL_ALLOWED_HOSTS may not be *: name the hosts.")
    env.require(not clock_shift, "PORTAL_CLOCK_SHIFT is set: the clock is shifted in a demonstration only.")

INSTALLED_APPS = [
    "notices",
    "governance",
    "actions",
    "priorities",
    "accounts",
    "audit",
    "design",
    "send_portal",
    "crispy_forms",
    "simple_history",
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    # The first ones put headers on every answer: pages, static files and faults alike.
    "send_portal.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "send_portal.headers.ForwardedProtoMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "send_portal.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "send_portal.methods.MethodsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "send_portal.urls"
WSGI_APPLICATION = "send_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "design.context_processors.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# Data
SQLITE_URL = f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
DATABASES = {"default": env.database("DATABASE_URL", SQLITE_URL)}
DATABASE = DATABASES["default"]
if DATABASE.get("ENGINE") == "django.db.backends.sqlite3":
    env.require(
        IS_DEMONSTRATION or env.flag("PORTAL_ALLOW_SQLITE"),
        "DATABASE_URL is missing: a PostgreSQL database (or PORTAL_ALLOW_SQLITE=1 for one small host).",
    )
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # A statement that takes longer than half a minute serves nobody; a lock is never waited for longer than a page.
    timeouts = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    # To compile a page's statements takes longer than to run them.
    without_jit = "-c jit=off"
    DATABASE["OPTIONS"] = {"connect_timeout": 5, "options": f"{timeouts} {without_jit}"} | DATABASE.get("OPTIONS", {})
    DATABASE |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Far more than sign-in ever counts: with Django's 300, many invented addresses would push real counts out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.CommonPasswordValidator"},
    {
        "NAME": "accounts.passwords.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "accounts.adapter.PortalAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# An address without an account gets no mail: the library's would invite to sign up.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if IS_DEMONSTRATION else "https"
# Counted in real time by address (ip) and by account (key). Five failures in five minutes hold an account back,
# whoever makes them: that ends by itself, and somebody who goes on failing keeps it up.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_DEMONSTRATION
COOKIE_PREFIX = "" if IS_DEMONSTRATION else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_FAILURE_VIEW = "send_portal.faults.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = not IS_DEMONSTRATION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if IS_DEMONSTRATION else 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_DEMONSTRATION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# Words, times and files
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "static", ("guides", ROOT / "docs" / "guides" / "pictures")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["send_portal.uploads.MemoryUploadHandler"]

# Mail
MAIL_URL = f"filemail:///{DATA_DIR / 'mail'}" if IS_DEMONSTRATION else "smtp://localhost:25"
vars().update(env.mail("EMAIL_URL", MAIL_URL))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PORTAL_MAIL_FROM", "portal@localhost")
# Where people reach the portal: mails that no visit asks for link to it.
PORTAL_URL = (env.text("PORTAL_URL") or ("http://127.0.0.1:8000" if IS_DEMONSTRATION else "")).rstrip("/")
env.require(
    not PORTAL_URL or is_origin(PORTAL_URL, schemes=("https", "http") if IS_DEMONSTRATION else ("https",)),
    "PORTAL_URL is not an address such as https://plan.example.gov.uk: scheme and host, and nothing after them.",
)
# GOV.UK Notify, in place of a mail server
NOTIFY_API_KEY = env.text("NOTIFY_API_KEY")
NOTIFY_TEMPLATE_ID = env.text("NOTIFY_TEMPLATE_ID")
NOTIFY_REPLY_TO_ID = env.text("NOTIFY_REPLY_TO_ID")
NOTIFY_URL = (env.text("NOTIFY_URL") or "https://api.notifications.service.gov.uk").rstrip("/")
if NOTIFY_API_KEY:
    EMAIL_BACKEND = "notices.notify.EmailBackend"
    env.require(NOTIFY_TEMPLATE_ID, "NOTIFY_TEMPLATE_ID is missing: Notify needs a template beside its key.")
    env.require(is_notify_key(NOTIFY_API_KEY), "NOTIFY_API_KEY is not a key of GOV.UK Notify.")
    env.require(
        is_origin(NOTIFY_URL, schemes=("https",)) or NOTIFY_URL.startswith("http://127.0.0.1:"),
        "NOTIFY_URL is not an address such as https://api.notifications.service.gov.uk.",
    )
HAS_MAIL_SERVER = bool(NOTIFY_API_KEY or env.text("EMAIL_URL"))

# Log lines go to standard error and hold no values that people typed
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"portal": {"()": "send_portal.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "portal"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": []},
        # Whoever tries wrong host names would fill the log.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

env.refuse_if_problems()
