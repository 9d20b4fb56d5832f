"""Tests: a fast hasher, plain static files, jobs run when the test says so."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *
from .base import DATABASES, STORAGES

SCRATCH = Path(tempfile.mkdtemp(prefix="thaktho-test-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
VAR = SCRATCH
MEDIA_ROOT = SCRATCH / "files"
if "filesystem" in STORAGES["default"]["BACKEND"].lower():
    STORAGES["default"]["OPTIONS"] = {"location": str(MEDIA_ROOT)}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: every thread of the live server has a connection of its own, and writers queue.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
# Jobs stand on a queue that nobody works; a test calls `jobs.actions.run_now(job)` (or drives the worker itself).
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default"]}}
KEEPS_SHARED = False  # as below; what counts queries turns it on
KEPT_SECONDS = 0  # tests change rows behind the ledger's back; tests/web/test_kept.py turns it on
