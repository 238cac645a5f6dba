"""The database itself refuses to change or delete an entry of the log, whoever asks."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_entry_never_goes BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
"""
_POSTGRES = """
CREATE FUNCTION audit_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""


def guard(apps, schema_editor):  # noqa: ARG001 (Django calls it so)
    """Add the triggers of this kind of database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES)
        return
    for statement in _SQLITE.strip().split("END;"):
        if statement.strip():
            schema_editor.execute(f"{statement.strip()} END;")


def unguard(apps, schema_editor):  # noqa: ARG001 (Django calls it so)
    """Take the triggers away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER audit_entry_never_changes ON audit_entry; DROP FUNCTION audit_append_only();"
        )
        return
    for name in ("audit_entry_never_changes", "audit_entry_never_goes"):
        schema_editor.execute(f"DROP TRIGGER {name};")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
