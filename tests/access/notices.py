"""Mails: one's own choice, the outbox, and a papers deadline for a calendar."""

from tests.access.rows import NO_POST, PLAN, READ, SIGN_IN, SIGN_IN_AGAIN, Row

ROWS = [
    Row("/me/notices/", READ, SIGN_IN_AGAIN + "others 422"),
    Row("/notices/", SIGN_IN + "cora ada 200, others 403", SIGN_IN_AGAIN + "others 405"),
    Row(PLAN + "deadlines/{deadline}.ics", READ, NO_POST),
]
