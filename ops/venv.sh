#!/usr/bin/env bash
# Make .venv if need be and install exactly what the lock names, checked by hash.
# usage: ops/venv.sh PYTHON LOCK
set -euo pipefail
python=$1 lock=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { echo "Python 3.11 or newer is needed; this is $("$python" --version)" >&2; exit 1; }
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing the packages of $lock …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
# The command `thaktho` runs the code of this folder.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site/thaktho.pth"
cat > .venv/bin/thaktho <<'SCRIPT'
#!/bin/sh
exec "$(dirname "$0")/python" -m thaktho.cli "$@"
SCRIPT
chmod +x .venv/bin/thaktho
