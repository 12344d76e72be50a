#!/bin/sh
# Prints the names of the stage that was deployed last from this folder, for the shells of those on duty (docs/runbook.md):
#
#     sh stacks/names.sh >~/canvass-production.sh     after a deployment
#     . ~/canvass-production.sh                       in the shell that commands are typed in
#
# None of them is secret, and none changes before things are made anew.
set -eu

node -e '
  const { readFileSync } = require("node:fs")
  const file = process.argv[1]
  let shell
  try {
    shell = JSON.parse(readFileSync(file, "utf8")).shell
  } catch {}
  if (shell === undefined) {
    console.error(`${file} has no names: sst deploy writes it at its end.`)
    process.exit(1)
  }
  const quoted = (text) => `\x27${text.replaceAll("\x27", "\x27\\\x27\x27")}\x27`
  for (const [name, value] of Object.entries(shell)) console.log(`export ${name}=${quoted(value)}`)
' -- "${1:-.sst/outputs.json}"
