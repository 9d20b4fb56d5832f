"""Tests: a fast hasher, plain static files, jobs run when the test says so."""

import tempfile
from pathlib import Path

from .base import *
from .base import STORAGES

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="thaktho-test-files-"))
if "filesystem" in STORAGES["default"]["BACKEND"].lower():
    STORAGES["default"]["OPTIONS"] = {"location": str(MEDIA_ROOT)}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Jobs stand on a queue that nobody works; a test calls `jobs.actions.run_now(job)` (or drives the worker itself).
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default"]}}
KEPT_SECONDS = 0  # tests change rows behind the ledger's back; tests/web/test_kept.py turns it on
