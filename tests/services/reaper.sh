#!/bin/sh
# Ends what a test process started and could not end, since it was killed itself. It is told on its input:
# `+ PID` a server runs, `- PID` it has ended, `/ FOLDER` is to be removed. The input ends when the test process does.
trap '' INT TERM HUP
servers=' '
folders=
while read -r what which; do
  case $what in
    +) servers="$servers$which " ;;
    -) servers=$(printf %s "$servers" | sed "s/ $which / /") ;;
    /) folders="$folders
$which" ;;
  esac
done
for server in $servers; do kill "$server" 2>/dev/null; done
for patience in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for server in $servers; do kill -0 "$server" 2>/dev/null && left=yes; done
  [ -z "$left" ] && break
  sleep 0.5
done
for server in $servers; do kill -9 "$server" 2>/dev/null; done
printf '%s\n' "$folders" | while read -r folder; do
  [ -z "$folder" ] || rm -rf -- "$folder"
done
