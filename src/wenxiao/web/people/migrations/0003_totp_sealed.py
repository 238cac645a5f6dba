"""Secrets of authenticator apps are sealed: those stored in the clear until now are sealed in place."""

from django.db import migrations, models

from wenxiao.web.people.sealing import opened, sealed


def seal(apps, schema_editor):  # noqa: ARG001 (Django calls it so)
    """Seal what is stored in the clear."""
    user = apps.get_model("people", "User")
    for pk, secret in user.objects.exclude(totp_secret="").values_list("pk", "totp_secret"):
        user.objects.filter(pk=pk).update(totp_secret=sealed(secret, pk))


def unseal(apps, schema_editor):  # noqa: ARG001 (Django calls it so)
    """Store them in the clear again; one that cannot be opened has to be set up anew."""
    user = apps.get_model("people", "User")
    for pk, stored in user.objects.exclude(totp_secret="").values_list("pk", "totp_secret"):
        user.objects.filter(pk=pk).update(totp_secret=opened(stored, pk) or "")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_administrators_apart")]
    operations = [
        migrations.AlterField(
            model_name="user",
            name="totp_secret",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.RunPython(seal, unseal),
    ]
