"""How the pages are served: everything is read from the environment, and what is not said is the safe choice.

``GOLDENTHREAD_STORE``: the store's folder. ``DATABASE_URL``: its database. ``GOLDENTHREAD_HOSTS``: further names this
machine answers to, separated by commas. ``GOLDENTHREAD_HTTPS=1``: a proxy with a certificate stands in front, so
cookies travel by HTTPS only. ``GOLDENTHREAD_PROXY``: that proxy's addresses, separated by commas, when it is not on
this machine; whom it names in ``X-Forwarded-For`` is who asks. The key that signs sessions is made on first use and
kept in the store.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from goldenthread.store import Store, database
from goldenthread.web.database import connection_settings
from goldenthread.web.secret import kept_secret
from goldenthread.web.static_version import static_version

WEB = Path(__file__).parent
STORE = Store.open(Path(os.environ["GOLDENTHREAD_STORE"]))
SIMULATED = STORE.simulated
HTTPS = os.environ.get("GOLDENTHREAD_HTTPS") == "1"
HOSTS = [host for host in os.environ.get("GOLDENTHREAD_HOSTS", "").split(",") if host]
PROXIES = frozenset(os.environ.get("GOLDENTHREAD_PROXY", "127.0.0.1,::1").split(",")) if HTTPS else frozenset()

DEBUG = False
SECRET_KEY = kept_secret(STORE.path / "web.key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *HOSTS]
ROOT_URLCONF = "goldenthread.web.urls"
WSGI_APPLICATION = "goldenthread.web.wsgi.application"
OWNER_URL = os.environ["DATABASE_URL"]  # for migrations and the check of the log; pages never read by it
DATABASES = {
    "default": connection_settings(database.app_url(OWNER_URL, STORE)),
    "owner": connection_settings(OWNER_URL, pooled=False),
}
# which one-time codes were used, for the minute they last: in the database, so that no worker takes one a second time
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_briefly"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "goldenthread.web.accounts",
    "goldenthread.web.components",
]
MIDDLEWARE = [
    "goldenthread.web.middleware.who_asks",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goldenthread.web.middleware.never_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.web.accounts.middleware.new_password_first",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "goldenthread.web.components.environment.environment",
            "context_processors": ["goldenthread.web.surroundings.around"],
        },
    },
]

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "goldenthread.web.accounts.hashing.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts made before; written anew when they next sign in
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
ACCOUNT_ADAPTER = "goldenthread.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_TEMPLATE_EXTENSION = "html.jinja"
ACCOUNT_RATE_LIMITS = False  # accounts/guesses.py counts, in the database, so that every worker sees the same count
ACCOUNT_FORMS = {
    "login": "goldenthread.web.accounts.forms.SignIn",
    "change_password": "goldenthread.web.accounts.forms.ChangePassword",
    "reauthenticate": "goldenthread.web.accounts.forms.ConfirmPassword",
}
MFA_ADAPTER = "goldenthread.web.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "goldenthread.web.accounts.forms.Code",
    "reauthenticate": "goldenthread.web.accounts.forms.ConfirmCode",
    "activate_totp": "goldenthread.web.accounts.forms.TurnOn",
}
MFA_TOTP_ISSUER = "Golden Thread"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
AXES_HANDLER = "goldenthread.web.accounts.guesses.Counter"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # and by address, with a higher limit: see the handler
AXES_USERNAME_CALLABLE = "goldenthread.web.accounts.adapter.who_tried"
AXES_LOCKOUT_CALLABLE = "goldenthread.web.refusing.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "email", "password", "oldpassword", "password1", "password2", "code"]
AXES_DISABLE_ACCESS_LOG = True

# What travels
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a child's name stays out of cookies
SESSION_COOKIE_AGE = 9 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "goldenthread.web.refusing.form_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Style and script: served by ourselves under an address that changes with their content
STATIC_URL = f"/static/{static_version(WEB / 'components' / 'static')}/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # no message leaves (TL17)
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django.request": {"level": "ERROR"},  # refusals are in the audit log
        "axes": {"level": "CRITICAL"},  # it names whoever tried to sign in; the audit log says what has to be known
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
