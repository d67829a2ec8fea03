#!/bin/sh
# Finds a Chromium for the browser tests, or installs one with the package manager.
set -eu

for name in "${CLAIMS_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done

if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  if $as_root true 2>/dev/null; then
    echo "No Chromium found; installing it with apt-get."
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
  fi
fi

echo "The browser tests need Chromium, and none was found." >&2
echo "Install it (Debian: apt-get install chromium; macOS: brew install --cask chromium)" >&2
echo "or set CLAIMS_BROWSER to a Chromium or Chrome binary, then run make test again." >&2
exit 1
