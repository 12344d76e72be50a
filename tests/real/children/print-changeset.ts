import { changesetOf } from '../changeset-of.ts'
import { type RealCaptureName, realCaptures } from '../real-captures.ts'

// Run by determinism.test.ts: the hash and length of the changeset that a fresh process makes of the files of a capture.
const { hash, text } = await changesetOf(realCaptures[process.argv[2] as RealCaptureName])
process.stdout.write(`${hash} ${text.length}\n`)
