#!/bin/sh
# Builds the native part of aws-lambda-ric, the client that every Node.js function of Lambda runs on. npm ci leaves it unbuilt, so
# that nobody needs compilers who runs no such test.
# Says in one line what it did, and never fails. Why it is missing lies in lambda-ric.missing, for the suites that it leaves out.
set -u
cd "$(dirname "$0")/../.." || exit 0

package=node_modules/aws-lambda-ric
cache=node_modules/.cache/canvass
because() {
  mkdir -p "$cache"
  echo "$1" >"$cache/lambda-ric.missing"
}
PATH="$PWD/node_modules/.bin:$PATH"
export PATH
missing=
for tool in make g++ xz; do
  command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
command -v cmake >/dev/null 2>&1 || command -v cmake3 >/dev/null 2>&1 || missing="$missing cmake"

if [ -e "$package/rapid-client.node" ]; then
  echo 'lambda-ric: nothing to build'
elif [ ! -d "$package" ]; then
  because 'npm did not install aws-lambda-ric'
  echo 'lambda-ric: not installed; suites that need it are skipped'
elif [ -n "$missing" ]; then
  because "there was nothing here to build it with:$missing"
  echo "lambda-ric: no$missing here; suites that need it are skipped"
elif (cd "$package" && sh scripts/preinstall.sh && sh scripts/postinstall.sh) >"$package/build.log" 2>&1; then
  rm -f "$cache/lambda-ric.missing" "$package/build.log"
  echo 'lambda-ric: built'
else
  because "its build said: $(tail -n 1 "$package/build.log" | cut -c 1-200)"
  echo 'lambda-ric: could not be built; suites that need it are skipped'
fi
exit 0
