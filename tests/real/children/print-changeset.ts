import { changesetOf } from '../changeset-of.ts'
import { type RealCaptureName, realCaptures } from '../real-captures.ts'

// Run by determinism.test.ts: the hash and length of the changesets that another process makes of the files of captures.
for (const name of process.argv.slice(2) as readonly RealCaptureName[]) {
  // oxlint-disable-next-line no-await-in-loop -- one after the other: nothing of the one may be left in the next
  const { hash, text } = await changesetOf(realCaptures[name])
  process.stdout.write(`${name}: ${hash} ${text.length}\n`)
}
