"""Every model is audited, append-only, or listed here with its reason."""

from django.apps import apps
from django.db.models import PROTECT

from audit.history_rows import HistoryRow
from audit.models import AppendOnlyModel, AuditedModel, GuardedQuerySet, audited_models

NOT_AUDITED = {
    "actions.ImportDraft": "a spreadsheet between two pages, private until it is brought in, then gone",
    "actions.ProgressDraft": "private until submitted, then gone",
    "actions.Watch": "somebody's own reading list; it says nothing of the plan",
    "governance.Look": "how far somebody has read; it says nothing of the plan",
    "notices.Notice": "a mail that went or waits; it says nothing new of the plan",
    "notices.NoticeTopic": "what a mail told, so that nobody is told twice",
    "notices.NoticeChoice": "somebody's own choice of mails",
    "notices.NoticeRun": "when mails were last put together",
    "accounts.LastSignIn": "a visit is no change, and every one would be a history row",
    "account.EmailAddress": "the sign-in library's copy of an address; never shown or written by us",
    "account.EmailConfirmation": "unused: nobody signs up",
    "admin.LogEntry": "the admin changes nothing",
    "auth.Group": "unused: roles are granted rows",
    "auth.Permission": "made by migrations, unused: roles are granted rows",
    "contenttypes.ContentType": "made by migrations",
    "sessions.Session": "who is signed in; ends by itself",
}


def test_every_model_is_audited_or_listed() -> None:
    plain = {
        model._meta.label
        for model in apps.get_models()
        if not issubclass(model, (AuditedModel, AppendOnlyModel, HistoryRow))
    }
    assert plain == set(NOT_AUDITED)


def test_every_audited_model_is_named_once() -> None:
    assert sorted(model._meta.label for model in audited_models()) == sorted(
        model._meta.label for model in apps.get_models() if issubclass(model, AuditedModel)
    )


def test_nothing_is_written_past_a_guarded_manager() -> None:
    models = [model for model in apps.get_models() if issubclass(model, (AuditedModel, AppendOnlyModel))]
    assert len(models) > 10
    for model in models:
        for manager in (model._base_manager, model._default_manager):
            assert isinstance(manager.all(), GuardedQuerySet), model


def test_foreign_keys_protect() -> None:
    for model in apps.get_models():
        if issubclass(model, (AuditedModel, AppendOnlyModel)):
            for field in model._meta.fields:
                if field.is_relation:
                    assert field.remote_field.on_delete is PROTECT, f"{model._meta.label}.{field.name}"


def test_passwords_are_in_no_history() -> None:
    names = {field.name for field in apps.get_model("accounts", "HistoricalUser")._meta.fields}
    assert "password" not in names
