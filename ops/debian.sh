#!/usr/bin/env bash
# Install the Debian libraries that are missing. Without root or sudo, print the exact line to type.
# usage: ops/debian.sh runtime|check|test
set -euo pipefail

runtime="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
# Debian's python3 comes without venv; any other Python has it.
python3 -c "import ensurepip" 2>/dev/null || runtime="$runtime python3-venv"
testing="postgresql chromium gettext poppler-utils"

case "${1:-}" in
  runtime) wanted=$runtime ;;
  check) wanted="$runtime gettext" ;;
  test) wanted="$runtime $testing" ;;
  *) echo "usage: $0 runtime|check|test" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "This is not Debian or a relative of it: please install Pango 1.44 or newer (and for tests: $testing) yourself." >&2
  exit 0
fi

missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "Some Debian packages are missing. Please type this line, then try again:" >&2
  echo "  sudo apt-get update && sudo $install" >&2
  exit 1
fi
echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root $install -qq >/dev/null
