import { bundledStart } from '../cold/bundled.ts'
import { startedIn } from '../cold/started-in.ts'
import type { Found } from '../figures.ts'

/** The entry of a bundle has at most so many bytes (docs/compile.md). */
const mostBytes = 100_000

/** From nothing to a process that polls: each time a new one. */
export async function* cold({ smoke }: { readonly smoke: boolean }): AsyncIterable<Found> {
  const rounds = smoke ? 1 : 9
  for (const { name, milliseconds } of startedIn(rounds))
    yield figure(name, milliseconds, name === 'node alone')
  const { entryBytes, loaded, polls, empty } = await bundledStart(rounds)
  for (const [name, of] of [
    ['bundle: the entry is loaded in', 'loading'],
    ['bundle: the first poll, with opening and loading', 'first'],
    ['bundle: the second poll', 'second'],
    ['bundle: process begun to first poll ended', 'whole'],
  ] as const)
    yield figure(
      name,
      polls.map((poll) => poll[of]),
    )
  yield {
    figure: { name: 'bundle: the entry', unit: 'KB', better: 'less', rounds: [entryBytes / 1_000] },
  }
  const once = { better: 'less' } as const
  yield {
    figure: {
      ...once,
      name: 'bundle: all that the first poll loads',
      unit: 'MB',
      rounds: [loaded.bytes / 1_000_000],
    },
  }
  yield { figure: { ...once, name: 'bundle: files of it', unit: 'each', rounds: [loaded.files] } }
  yield figure('an empty function is loaded in', empty)
  const shares = polls.map(({ loading }, round) => loading / (empty[round] ?? Number.NaN))
  yield { ratio: { name: 'bundle: the entry / an empty function', better: 'less', rounds: shares } }
  const share = entryBytes / mostBytes
  yield {
    ratio: { name: 'bundle: the entry / 100 KB', better: 'less', rounds: [share], goal: { atMost: 1 } },
  }
}

const figure = (name: string, milliseconds: readonly number[], isAside = false): Found => ({
  figure: { name, unit: 'ms', better: 'less', rounds: milliseconds, ...(isAside && { isAside }) },
})
