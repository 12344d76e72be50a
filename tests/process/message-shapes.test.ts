import { expect, test } from 'vitest'
import { envelopeShape, provenEnvelope, statusShape } from '../../engine/process/message-shapes.ts'
import { envelope, minute, status } from '../conformance/results-samples.ts'

type Json = Record<string, unknown>

/** The same with one member changed; undefined: taken out. */
function changed(value: unknown, path: string, to: unknown): unknown {
  const copy = structuredClone(value) as Json
  const names = path.split('.')
  const last = names.pop() ?? ''
  const holder = names.reduce((at, name) => at[name] as Json, copy)
  if (to === undefined) delete holder[last]
  else holder[last] = to
  return copy
}

const good = envelope(2, 10)
const later = changed(good, 'record.reporting', { asOf: '2024-11-06T01:00:00Z' })
const said = status(1, minute(1), { failing: { since: minute(0), code: 'SOURCE_EMPTY' } })

test.each([
  ['a change', provenEnvelope, good],
  ['a withdrawal', provenEnvelope, envelope(2, null)],
  ['a change whose source says another time', provenEnvelope, later],
  ['figures below zero, which a person has let through', provenEnvelope, envelope(2, -3)],
  ['a change of a newer program, which says more', envelopeShape, { ...good, kind: 'split', more: [1] }],
  ['a status', statusShape, said],
  ['a status before the first revision', statusShape, status(0, minute(1))],
])('%s is as processors need it', (_, shape, value) => {
  expect(shape(JSON.parse(JSON.stringify(value)))).toBeUndefined()
})

test.each([
  ['feed', ''],
  ['key', 'no bar'],
  ['revision', 0],
  ['revision', 1.5],
  ['revision', 1e300],
  ['capturedAt', '2024-02-30T00:00:00Z'],
  ['previous', '1'],
  ['feedUnit', null],
  ['record', undefined],
  ['record', []],
  ['record.election', undefined],
  ['record.contest', null],
  ['record.contest.id', 7],
  ['record.contest.votesAllowed', 'two'],
  ['record.unit', 'wake'],
  ['record.unit.id', ''],
  ['record.unit.within', {}],
  ['record.selections', {}],
  ['record.selections.0', null],
  ['record.selections.0.id', undefined],
  ['record.selections.0.votes', undefined],
  ['record.selections.0.votes.total', '10'],
  ['record.selections.0.votes.early', '10'],
  ['record.reporting', 'all'],
  ['record.ballots', null],
])('a change whose %s is %j is none, and it says so', (path, to) => {
  expect(envelopeShape(changed(good, path, to))).toBe(path)
})

test.each([
  ['id', 'us-nc-precinct/3/nc/us-president|wake', 'id'],
  ['feed', 'us-nc-county', 'id'],
  ['revision', 3, 'id'],
  ['kind', 'withdrawn', 'kind'],
  ['record', null, 'kind'],
  ['record.unit.id', 'wake', 'key'],
  ['record.contest.id', 'nc/governor', 'key'],
  ['record.selections.0.votes.total', 11, 'digest'],
  ['record.selections.0.id', 'trump', 'digest'],
  ['digest', null, 'digest'],
  ['digest', 'f'.repeat(32), 'digest'],
])('a change whose %s is %j contradicts itself, and it says where', (path, to, where) => {
  expect(provenEnvelope(changed(good, path, to))).toBe(where)
})

test('a withdrawal of figures contradicts itself', () => {
  expect(provenEnvelope({ ...envelope(2, null), kind: 'revised' })).toBe('kind')
  expect(provenEnvelope({ ...envelope(2, null), digest: 'f'.repeat(32) })).toBe('digest')
})

test.each([
  ['saidAt', 'now'],
  ['checkedAt', undefined],
  ['holds', null],
  ['holds', undefined],
  ['failing.since', 0],
  ['results', '7'],
])('a status whose %s is %j is none, and it says so', (path, to) => {
  expect(statusShape(changed(said, path, to))).toBe(path)
})
