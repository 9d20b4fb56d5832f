#!/usr/bin/env bash
# Put a backup of ops/backup.sh into an empty installation. Refuses to write over anything. Stop web and worker first.
# usage: ops/restore.sh BACKUP       environment: that of the server, DJANGO_SETTINGS_MODULE and SECRET_KEY too
set -euo pipefail
umask 077
backup=$(cd "${1:?usage: ops/restore.sh BACKUP}" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-$here/.venv/bin/python}
export THAKTHO_VAR=${THAKTHO_VAR:-$here/var}
url=${DATABASE_URL:-sqlite:///$THAKTHO_VAR/thaktho.sqlite3}
export PYTHONPATH=$here

refuse() { echo "$1" >&2; exit 2; }

(cd "$backup" && sha256sum --check --quiet SHA256SUMS) || refuse "the backup is damaged: $backup"
[ -z "$(ls -A "$THAKTHO_VAR/files" 2>/dev/null)" ] || refuse "$THAKTHO_VAR/files is not empty"

case $url in
  sqlite:///*)
    file=${url#sqlite:///}
    [ -f "$backup/database.sqlite3" ] || refuse "this backup is of PostgreSQL: set DATABASE_URL"
    [ ! -e "$file" ] || refuse "$file is there already"
    mkdir -p "$(dirname "$file")"
    cp "$backup/database.sqlite3" "$file" ;;
  postgres://* | postgresql://*)
    [ -f "$backup/database.dump" ] || refuse "this backup is of SQLite: unset DATABASE_URL"
    tables=$(psql --no-psqlrc -At -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" "$url")
    [ "$tables" = 0 ] || refuse "the database is not empty"
    pg_restore --no-owner --no-privileges --single-transaction --dbname="$url" "$backup/database.dump" ;;
  *) refuse "DATABASE_URL must begin with sqlite:/// or postgres://" ;;
esac

if [ -f "$backup/files.tar" ]; then
  mkdir -p "$THAKTHO_VAR"
  tar -C "$THAKTHO_VAR" -xf "$backup/files.tar"
fi

if [ -f "$backup/secret-key" ] && [ ! -e "$THAKTHO_VAR/secret-key" ]; then
  mkdir -p "$THAKTHO_VAR"
  cp "$backup/secret-key" "$THAKTHO_VAR/secret-key"
fi

"$python" -m thaktho.cli manage migrate --no-input --verbosity 0
"$python" -m ops.after_restore
"$python" -m thaktho.cli verify-ledger
