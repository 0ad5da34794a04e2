#!/bin/sh
# The browser tests need a Chromium. Where CI is set it is installed if it is missing, for no test may be skipped there; elsewhere nothing is
# changed, only said.
set -eu

for name in chromium chromium-browser google-chrome; do
	if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

if [ -z "${CI:-}" ]; then
	echo "no Chromium is installed, so the browser tests are skipped; on Debian: apt install chromium" >&2
	exit 0
fi

echo "installing Chromium for the browser tests"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium >/dev/null
command -v chromium >/dev/null
