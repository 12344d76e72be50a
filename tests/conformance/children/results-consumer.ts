import { writeSync } from 'node:fs'
import { inMemory } from '../../../engine/flow/sqlite.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { sqliteResults } from '../../../engine/results/sqlite.ts'
import { systemClock } from '../../../engine/time/system-clock.ts'
import { envelope, wake } from '../results-samples.ts'

/** Tallies revisions of its own precincts of one county; says each revision once it is tallied, and begins where it is told. */
const [file = '', name = '', first = '1', last = '1'] = process.argv.slice(2)
const { signal } = new AbortController()
const results = sqliteResults(file)
const trace = { emit: () => undefined, flush: async () => undefined }
const take = tally.make({ results, register: sqliteRegister(inMemory), trace, clock: systemClock })
for (let revision = Number(first); revision <= Number(last); revision++) {
  const messages = [1, 2, 3].map((n) => {
    const one = envelope(revision, revision * n, { unit: `${wake}/precinct:${name}${n}` })
    return { key: one.key, id: one.id, value: JSON.stringify(one), headers: {} }
  })
  await take(messages, signal)
  writeSync(1, `${revision}\n`)
}
await results[Symbol.asyncDispose]()
