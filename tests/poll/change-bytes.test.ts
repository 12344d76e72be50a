import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import { jsonBytes } from '../../engine/flow/json-bytes.ts'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import type { Change, Changeset } from '../../engine/model/changeset.ts'
import type { ResultKey } from '../../engine/model/ids.ts'
import { putChange } from '../../engine/poll/change-bytes.ts'
import { archiveChangeset, sealed } from '../../engine/poll/changeset.ts'
import { assertPublishable, messagesOf } from '../../engine/poll/publish.ts'
import { memoryArchive } from '../crash/memory-archive.ts'

const text = fc.oneof(fc.string(), fc.constantFrom('é"', '\\', '\ud800'))
const votes = fc.dictionary(text, fc.nat())
const record = fc.record(
  {
    election: text,
    contest: fc.record({ id: text, name: text, type: fc.constant('candidate') }),
    unit: fc.record(
      { id: text, name: text, type: text, within: text },
      { requiredKeys: ['id', 'name', 'type'] },
    ),
    reporting: fc.record({ asOf: text, unitsTotal: fc.nat() }, { requiredKeys: [] }),
    ballots: fc.record({ cast: fc.nat() }),
    selections: fc.array(
      fc.record({ id: text, name: text, writeIn: fc.boolean(), votes: fc.record({ total: fc.nat() }) }),
    ),
  },
  { requiredKeys: ['election', 'contest', 'unit', 'selections'] },
)
const change = fc.record({
  kind: fc.constantFrom('added', 'revised', 'corrected', 'withdrawn'),
  key: text,
  previous: fc.option(fc.nat()),
  before: fc.option(
    fc.record(
      { votes, modes: fc.dictionary(text, votes), unitsReporting: fc.nat() },
      { requiredKeys: ['votes'] },
    ),
  ),
  record: fc.option(record),
  digest: fc.option(text),
  locators: fc.array(fc.record({ origin: text, places: fc.dictionary(text, fc.array(text)) })),
}) as unknown as fc.Arbitrary<Change>
const changeset = fc.record(
  {
    feed: text,
    revision: fc.nat(),
    predecessor: fc.option(text),
    plan: text,
    feedUnit: text,
    capture: text,
    capturedAt: text,
    releases: fc.array(fc.record({ order: fc.constant('release'), who: text })),
    changes: fc.array(change),
  },
  {
    requiredKeys: ['feed', 'revision', 'predecessor', 'plan', 'capture', 'capturedAt', 'releases', 'changes'],
  },
) as unknown as fc.Arbitrary<Changeset>

const bytesOf = (one: Change): number => {
  const out = jsonBytes(1)
  putChange(out, one)
  return out.length
}

test('what is archived and published is canonical JSON', () => {
  fc.assert(
    fc.property(changeset, (one) => {
      expect(sealed(one).text).toBe(canonicalJson(one))
      const { releases: _releases, predecessor: _predecessor, changes, ...said } = one
      for (const [at, { id, value }] of [...messagesOf(one)].entries())
        expect(value).toBe(canonicalJson({ id, ...said, ...changes[at] }))
    }),
  )
})

/** Few names, in any order: what follows has the same ones, some of them, more, or the same in another order. */
const few = <One>(value: fc.Arbitrary<One>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('bo', 'ada', 'cy"', '7'), fc.option(value, { nil: undefined })), {
      selector: ([name]) => name,
    })
    .map((members) => Object.fromEntries(members))

test('so are changes of the same names one after the other, and of others between them', () => {
  const like = fc.record({
    change,
    before: fc.record(
      { votes: few(fc.nat()), modes: few(few(fc.nat())), unitsReporting: fc.nat() },
      { requiredKeys: ['votes'] },
    ),
    places: few(fc.array(text)),
  })
  fc.assert(
    fc.property(changeset, fc.array(like, { minLength: 2, maxLength: 8 }), (empty, all) => {
      const changes = all.map(({ change: one, before, places }) => ({
        ...one,
        before,
        locators: [{ origin: 'a', places }],
      })) as unknown as readonly Change[]
      expect(sealed({ ...empty, changes }).text).toBe(canonicalJson({ ...empty, changes }))
    }),
  )
})

test('bytes that were made for the archive make the same messages, whether few are held or more than that', async () => {
  const [one] = fc.sample(changeset, { numRuns: 1, seed: 3 })
  const some = fc.sample(change, { numRuns: 20, seed: 4 })
  const { signal } = new AbortController()
  for (const times of [1, 100]) {
    const changes = Array.from({ length: times }, () => some).flat()
    // More than one piece, and more than is held: from one change on in the midst of a piece.
    if (times > 1) changes.unshift({ ...(some[0] as Change), key: 'x'.repeat(7_950_000) as ResultKey })
    const whole = { ...(one as Changeset), changes }
    const archive = memoryArchive()
    const { hash, written } = await archiveChangeset(archive, whole, () => undefined, signal)
    const [made, all] = [written.length, changes.length]
    expect([made > 9, made === all, made < all - 9]).toEqual([true, times === 1, times > 1])
    const archived = Buffer.concat(await Array.fromAsync(archive.get(hash, signal))).toString('utf8')
    const inOne = sealed(whole)
    expect([hash, archived === inOne.text]).toEqual([inOne.hash, true])
    const said = (messages: ReturnType<typeof messagesOf>): string =>
      [...messages].map(({ value }) => value).join()
    expect(said(messagesOf(whole, written)) === said(messagesOf(whole))).toBe(true)
  }
})

test('so is a change of another version of the engine, with more or less than ours', () => {
  const [first] = fc.sample(change, { numRuns: 1, seed: 1 })
  const [odd] = fc.sample(changeset, { numRuns: 1, seed: 2 })
  const { locators: _locators, ...less } = first as Change
  const changes = [{ ...first, later: 'é' }, less, { ...less, later: 1 }] as unknown as readonly Change[]
  const one = { ...(odd as Changeset), changes }
  expect(sealed(one).text).toBe(canonicalJson(one))
  const values = [...messagesOf(one)].map(({ value }) => JSON.parse(value) as object)
  expect(values.map((value) => ['later' in value, 'locators' in value])).toEqual([
    [true, true],
    [false, false],
    [true, false],
  ])
})

test('a change is refused where its message is larger than the log takes, by one byte', () => {
  fc.assert(
    fc.property(changeset, (one) => {
      for (const [at, message] of [...messagesOf(one)].entries()) {
        const mine = one.changes[at] as Change
        const bytes = messageBytes(message)
        const refused = (maxMessageBytes: number): unknown => {
          try {
            return assertPublishable(one, { maxMessageBytes })(mine, bytesOf(mine))
          } catch (error) {
            return error
          }
        }
        expect(refused(bytes)).toBeUndefined()
        expect(refused(bytes - 1)).toMatchObject({ code: 'RECORD_TOO_LARGE' })
      }
    }),
  )
})
