"""How gunicorn serves the portal. The address is given with --bind."""

worker_class = "gthread"
workers = 2
# Each thread keeps its own database connection. SQLite lets one writer in at a time, so more threads would only queue.
threads = 4
# Loaded once before the workers start: an unsafe setting stops the start with one message.
preload_app = True
timeout = 60
graceful_timeout = 20
# Django alone decides whether a visit is encrypted (PORTAL_TRUSTED_PROXIES).
forwarded_allow_ips = ""
control_socket_disable = True
loglevel = "warning"
