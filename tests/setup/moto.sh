#!/bin/sh
# Installs moto's server (Kinesis, Secrets Manager, Parameter Store) into a virtual environment of the project.
# Says in one line what it did, and never fails. Why it is missing lies in moto.missing, for the suites that it leaves out.
set -u
cd "$(dirname "$0")/../.." || exit 0

wanted=tests/setup/moto.txt
home=node_modules/.cache/canvass/moto
because() {
  mkdir -p "$(dirname "$home")"
  echo "$1" >"$home.missing"
}
if [ "$(cat "$home/.complete" 2>/dev/null)" = "$(cksum <"$wanted")" ]; then
  echo 'moto: nothing to install'
elif ! command -v python3 >/dev/null 2>&1; then
  because 'there was no Python to install it with'
  echo 'moto: no Python here; suites that need it are skipped'
else
  rm -rf "$home"
  mkdir -p "$(dirname "$home")"
  # A machine without network must not wait for long.
  if {
    python3 -m venv "$home" &&
      "$home/bin/pip" install --quiet --disable-pip-version-check --timeout 15 --retries 1 -r "$wanted"
  } >"$home.log" 2>&1; then
    cksum <"$wanted" >"$home/.complete"
    rm -f "$home.missing"
    echo 'moto: installed'
  else
    rm -rf "$home"
    because "pip said: $(tail -n 1 "$home.log" | cut -c 1-200)"
    echo 'moto: could not be installed; suites that need it are skipped'
  fi
  rm -f "$home.log"
fi
exit 0
