#!/bin/sh
# Installs the platform of SST (the components, their types, Pulumi's SDK) into .sst, which git ignores: types of stacks/ and the
# tests that plan a deployment need it. It is made again where package-lock.json names another version of SST.
# Says in one line what it did, and never fails. Why it is missing lies in sst.missing, for the suites that it leaves out.
set -u
cd "$(dirname "$0")/../.." || exit 0

cache=node_modules/.cache/canvass
because() {
  mkdir -p "$cache"
  echo "$1" >"$cache/sst.missing"
}
PATH="$PWD/node_modules/.bin:$PATH"
XDG_CONFIG_HOME=$PWD/.sst/config
# sst.config.ts wants a region; nothing is asked of it.
export AWS_REGION=us-east-1 PATH XDG_CONFIG_HOME DO_NOT_TRACK=1 SST_TELEMETRY_DISABLED=1 SST_SKIP_DEPENDENCY_CHECK=1 SST_NO_BUN=1 NO_BUN=1 SST_STAGE=dev
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' node_modules/sst/package.json 2>/dev/null)
wanted=$version

if [ -z "$version" ]; then
  because 'npm did not install sst'
  echo 'sst: not installed; suites that need it are skipped'
elif [ "$(cat .sst/.complete 2>/dev/null)" = "$wanted" ]; then
  echo 'sst: nothing to install'
else
  mkdir -p .sst "$cache"
  if sst install >"$cache/sst.log" 2>&1 && [ -e .sst/platform/node_modules/@pulumi/aws/package.json ]; then
    echo "$wanted" >.sst/.complete
    rm -f "$cache/sst.missing" "$cache/sst.log"
    echo 'sst: installed'
  else
    because "sst install said: $(tail -n 1 "$cache/sst.log" | cut -c 1-200)"
    echo 'sst: could not be installed; suites that need it are skipped'
  fi
fi
exit 0
