#!/usr/bin/env bash
# One backup: the database and the files, in a folder of its own, with checksums. Safe while the server runs.
# The keys of open topics (listen_topicsecret) are left out: with them a copy would lead from a phone to its answers.
# usage: ops/backup.sh FOLDER        environment: DATABASE_URL, THAKTHO_VAR, S3_BUCKET, as the server has them
# For a hall (thaktho hall-backup) also: COPY_NAME, KEEP_KEYS=yes keeps the topics' keys, KEEP_SECRET is laid beside as
# secret-key.
set -euo pipefail
umask 077
into=${1:?usage: ops/backup.sh FOLDER}
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-$here/.venv/bin/python}
var=${THAKTHO_VAR:-$here/var}
url=${DATABASE_URL:-sqlite:///$var/thaktho.sqlite3}
keep=${KEEP_KEYS:-}
name=${COPY_NAME:-thaktho-$(date -u +%Y%m%dT%H%M%SZ)}

mkdir -p "$into"
work=$(mktemp -d "$into/.$name.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The database first: a file is stored before its row, so whatever the rows name is there when the files are copied.
case $url in
  sqlite:///*)
    "$python" - "${url#sqlite:///}" "$work/database.sqlite3" "$keep" <<'PY'
import pathlib
import sqlite3
import sys

source = sqlite3.connect(f"{pathlib.Path(sys.argv[1]).resolve().as_uri()}?mode=ro", uri=True)
copy = sqlite3.connect(sys.argv[2])
source.backup(copy)
copy.execute("PRAGMA journal_mode=DELETE")
if not sys.argv[3]:
    copy.execute("DELETE FROM listen_topicsecret")
copy.commit()
copy.execute("VACUUM")  # what was deleted leaves no trace in the file
if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
    sys.exit("the copy of the database is damaged")
copy.close()
PY
    ;;
  postgres://* | postgresql://*)
    without=(--exclude-table-data=listen_topicsecret)
    [ -z "$keep" ] || without=()
    pg_dump --format=custom --no-owner --no-privileges "${without[@]}" --file="$work/database.dump" "$url"
    pg_restore --list "$work/database.dump" >/dev/null ;;
  *) echo "DATABASE_URL must begin with sqlite:/// or postgres://" >&2; exit 2 ;;
esac

if [ -n "${S3_BUCKET:-}" ]; then
  echo "files lie in the bucket $S3_BUCKET: copy it with the storage's own tools" >&2
else
  mkdir -p "$var/files"
  tar -C "$var" -cf "$work/files.tar" files
fi

if [ -n "${KEEP_SECRET:-}" ]; then
  printf %s "$KEEP_SECRET" > "$work/secret-key"  # logins, personal links, badges and receipts are made with it
fi
(cd "$work" && sha256sum -- * > SHA256SUMS)
# Onto the disk itself: a stick that is pulled a moment later has all of it.
sync -f "$work" 2>/dev/null || sync
mv --no-target-directory "$work" "$into/$name"
sync -f "$into" 2>/dev/null || sync
trap - EXIT
echo "$into/$name"
