#!/bin/sh
# Finds LibreOffice for the test that opens exports in it, or installs it with the package manager.
set -eu

for name in "${CLAIMS_OFFICE:-}" soffice libreoffice; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done

if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  if $as_root true 2>/dev/null; then
    echo "No LibreOffice found; installing its spreadsheet with apt-get."
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null && exit 0
  fi
fi

echo "One test opens exports in LibreOffice, and none was found." >&2
echo "Install it (Debian: apt-get install libreoffice-calc; macOS: brew install --cask libreoffice)" >&2
echo "or set CLAIMS_OFFICE to its soffice binary, then run make test again." >&2
exit 1
