#!/bin/sh
# Installs moto's server (Kinesis, Secrets Manager, Parameter Store) into a virtual environment of the project.
# Says in one line what it did, and never fails.
set -u
cd "$(dirname "$0")/../.." || exit 0

wanted=tests/setup/moto.txt
home=node_modules/.cache/canvass/moto
if [ "$(cat "$home/.complete" 2>/dev/null)" = "$(cksum <"$wanted")" ]; then
  echo 'moto: nothing to install'
elif ! command -v python3 >/dev/null 2>&1; then
  echo 'moto: no Python here; suites that need it are skipped'
else
  rm -rf "$home"
  mkdir -p "$(dirname "$home")"
  # A machine without network must not wait for long.
  if {
    python3 -m venv "$home" &&
      "$home/bin/pip" install --quiet --disable-pip-version-check --timeout 15 --retries 1 -r "$wanted"
  } >/dev/null 2>&1; then
    cksum <"$wanted" >"$home/.complete"
    echo 'moto: installed'
  else
    rm -rf "$home"
    echo 'moto: could not be installed; suites that need it are skipped'
  fi
fi
exit 0
