"""Add a person: the way to the first administrator of a new portal."""

import datetime
import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import Organisation, User
from accounts.roles import Role
from accounts.services import add_organisation, add_person, grant_role
from audit.recording import Process
from send_portal import clock

PROCESS = Process("add_person")


class Command(BaseCommand):
    help = "Adds a person, and their organisation where it is new. Asks for a password unless told not to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", required=True, help="its full name")
        parser.add_argument("--sector", choices=Organisation.Sector.values, help="of an organisation that is new")
        parser.add_argument("--job-title", default="")
        parser.add_argument("--role", choices=Role.values)
        parser.add_argument("--until", help="the last day of the role, like 2025-03-31; a reader needs it")
        parser.add_argument("--no-password", action="store_true", help="the person asks for one by e-mail")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        now = clock.now()
        until = self._day(options["until"])
        if options["role"] == Role.READER and until is None:
            raise CommandError("A reader's role always ends: add --until.")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is a person with the address {email} already.")
        if options["sector"] is None and self._organisation(options["organisation"]) is None:
            raise CommandError(
                f"There is no organisation {options['organisation']} yet: add --sector, or check its name."
            )
        password = None if options["no_password"] else self._password(User(email=email, name=name))
        try:
            with transaction.atomic():
                organisation = self._organisation(options["organisation"]) or add_organisation(
                    by=PROCESS, now=now, name=options["organisation"], sector=options["sector"]
                )
                person = add_person(
                    by=PROCESS,
                    now=now,
                    email=email,
                    name=name,
                    organisation=organisation,
                    job_title=options["job_title"],
                    password=password,
                )
                if options["role"]:
                    grant_role(to=person, role=options["role"], by=PROCESS, now=now, until_on=until)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Added {name}.")

    def _organisation(self, name: str) -> Organisation | None:
        return Organisation.objects.filter(name__iexact=name).first()

    def _day(self, text: str | None) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(text) if text else None
        except ValueError as error:
            raise CommandError("Write --until like 2025-03-31.") from error

    def _password(self, person: User) -> str:
        try:
            password, again = getpass.getpass("Password: "), getpass.getpass("Password again: ")
        except EOFError as error:
            raise CommandError("There is no terminal to ask for a password on: add --no-password.") from error
        if password != again:
            raise CommandError("The two passwords differ. Nothing was added.")
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
