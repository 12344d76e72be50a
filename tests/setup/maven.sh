#!/bin/sh
# Downloads the servers that Maven Central has: Kafka, DynamoDB Local, S3Mock, one pom each in tests/setup/maven.
# Says in one line what it did, and never fails. Why one is missing lies in NAME.missing, for the suites that it leaves out.
set -u
cd "$(dirname "$0")/../.." || exit 0

cache=node_modules/.cache/canvass
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
because() {
  mkdir -p "$cache"
  for name in $2; do echo "$1" >"$cache/$name.missing"; done
}
wanted=
for pom in tests/setup/maven/*.xml; do
  name=$(basename "$pom" .xml)
  # The version lies in the pom: another pom is another download.
  [ "$(cat "$cache/$name/.complete" 2>/dev/null)" = "$(cksum <"$pom")" ] || wanted="$wanted $name"
done

if [ -z "$wanted" ]; then
  echo 'maven: nothing to download'
elif ! command -v java >/dev/null 2>&1; then
  because 'there was no Java to download it with' "$wanted"
  echo "maven: no Java here; suites that need$wanted are skipped"
elif ! command -v mvn >/dev/null 2>&1; then
  because 'there was no Maven to download it with' "$wanted"
  echo "maven: no Maven here; suites that need$wanted are skipped"
else
  mkdir -p "$cache"
  for name in $wanted; do
    (
      pom=tests/setup/maven/$name.xml
      new=$cache/$name.$$
      # A machine without network must not wait for long.
      quick='-Dmaven.wagon.http.connectionTimeout=15000 -Daether.connector.connectTimeout=15000'
      # shellcheck disable=SC2086 -- a list of words
      mvn -q -B $quick -f "$pom" "$plugin:copy-dependencies" -DoutputDirectory="$PWD/$new" >"$new.log" 2>&1 &&
        cksum <"$pom" >"$new/.complete" &&
        rm -rf "${cache:?}/$name" &&
        mv "$new" "$cache/$name"
      [ -e "$cache/$name/.complete" ] ||
        because "Maven said: $(grep -m 1 ERROR "$new.log" | cut -c 1-200)" "$name"
      rm -rf "$new" "$new.log"
    ) &
  done
  wait
  got=
  failed=
  for name in $wanted; do
    if [ -e "$cache/$name/.complete" ]; then
      got="$got $name"
      rm -f "$cache/$name.missing"
    else
      failed="$failed $name"
    fi
  done
  [ -z "$got" ] || echo "maven: downloaded$got"
  [ -z "$failed" ] || echo "maven: could not download$failed; suites that need them are skipped"
fi
exit 0
