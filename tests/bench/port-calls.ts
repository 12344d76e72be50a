import type { Homes } from '../../engine/entry/homes.ts'
import { type FeedId, resultKey } from '../../engine/model/ids.ts'
import { noise } from '../conformance/archive-samples.ts'
import { ask, at, figures, hash, verdict, written } from '../conformance/state-samples.ts'
import { perSecond } from './measure.ts'

const { signal } = new AbortController()

interface Size {
  readonly calls: number
  readonly rounds: number
}

/** Commits in a second of so many changed results of ten times as many, each with its lease and what stands, as a poll has it. */
export async function commitsPerSecond(
  { state }: Pick<Homes, 'state'>,
  { changed, calls, rounds }: Size & { readonly changed: number },
): Promise<readonly number[]> {
  const feed = 'us-xx-bench-state' as FeedId
  const keys = Array.from({ length: 10 * changed }, (_, one) => resultKey('xx/contest', `precinct:${one}`))
  let polls = 0
  const commit = async (count: number): Promise<void> => {
    polls += 1
    const acquired = await state.acquire(feed, ask(`poll-${polls}`, 60 * polls), signal)
    if (acquired.kind !== 'lease') throw new Error(`no lease: ${acquired.kind}`)
    const { lease } = acquired
    const standing = await state.load(feed, lease.head, signal)
    const revision = lease.head.revision + 1
    const first = (polls * count) % keys.length
    const some = [...keys, ...keys].slice(first, first + count)
    const outcome = await state.commit(
      lease,
      {
        changeset: hash((polls % 16).toString(16)),
        revision,
        changed: some.map((key) => [key, figures(polls, revision)] as const),
        state: standing,
        verdict: { ...verdict, results: keys.length },
        changedAt: at(60 * polls),
      },
      signal,
    )
    await state.settle(written(outcome), {}, signal)
  }
  await commit(keys.length)
  return perSecond(rounds, calls, () => repeated(calls, () => commit(changed)))
}

/** Megabytes in a second that are put into the archive, and read from it, one body of a megabyte after the other. */
export async function archived(
  { archive }: Pick<Homes, 'archive'>,
  { calls, rounds }: Size,
): Promise<{ readonly put: readonly number[]; readonly read: readonly number[] }> {
  const bytes = noise(1_000_000)
  let bodies = 0
  const next = async function* (): AsyncIterable<Uint8Array> {
    bodies += 1
    const body = Buffer.from(bytes)
    body.writeUInt32LE(bodies)
    yield body
  }
  const hashes: Awaited<ReturnType<typeof archive.put>>['sha256'][] = []
  const put = await perSecond(rounds, calls, () =>
    repeated(calls, async () => hashes.push((await archive.put(next(), signal)).sha256)),
  )
  const read = await perSecond(rounds, calls, () =>
    repeated(calls, async () => {
      const [sha256] = hashes.splice(0, 1)
      if (sha256 === undefined) throw new Error('more is read than was put')
      let size = 0
      for await (const piece of archive.get(sha256, signal)) size += piece.byteLength
      if (size !== bytes.byteLength) throw new Error(`${size} bytes were read`)
    }),
  )
  return { put, read }
}

/** Events in a second that are emitted and flushed, so many at a time. */
export const eventsPerSecond = (
  { trace }: Pick<Homes, 'trace'>,
  { events, rounds }: { readonly events: number; readonly rounds: number },
): Promise<readonly number[]> =>
  perSecond(rounds, events, () => {
    for (let row = 0; row < events; row += 1)
      trace.emit({
        event: 'row.rejected',
        feed: 'us-xx-bench-trace' as FeedId,
        poll: 'poll-1',
        at: at(0),
        place: `L${row}`,
        code: 'MAP_FAILED',
        message: 'The value "n/a" is no count.',
      })
    return trace.flush()
  })

/** Names of secrets, each of which is read once: what was read is kept for minutes. */
export const secretNames = ({ calls, rounds }: Size): readonly string[] =>
  Array.from({ length: calls * (rounds + 1) }, (_, index) => `bench-${index}`)

/** Secrets in a second that are read for the first time, one after the other. */
export function secretsPerSecond(
  { secrets }: Pick<Homes, 'secrets'>,
  { calls, rounds }: Size,
): Promise<readonly number[]> {
  const names = [...secretNames({ calls, rounds })]
  return perSecond(rounds, calls, () => repeated(calls, () => secrets.get(names.pop() ?? '', signal)))
}

async function repeated(times: number, act: () => Promise<unknown>): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one after the other, as a poll does it
  for (let time = 0; time < times; time += 1) await act()
}
