import { digest } from '../diff/digest.ts'
import type { Envelope } from '../model/envelope.ts'
import { resultKey as keyOf } from '../model/ids.ts'
import {
  countsWith,
  flag,
  instant,
  list,
  name,
  orNull,
  record,
  resultKey,
  revision,
  type Shape,
  text,
  whole,
} from './shapes.ts'

/** By whatever mode: one that a newer program knows is a number too. */
const votes = countsWith('total')

/** `schemas/result.schema.json`, as far as sums and stores rely on it. */
const result = record(
  {
    election: text,
    contest: record({ id: name, name: text, type: text }, { votesAllowed: whole }),
    unit: record({ id: name, type: text, name: text }, { within: name }),
    selections: list(record({ id: text, name: text, writeIn: flag, votes }, { party: text })),
  },
  {
    reporting: record({}, { unitsReporting: whole, unitsTotal: whole, status: text, asOf: text }),
    ballots: record({}, { cast: whole, registered: whole, overvotes: whole, undervotes: whole }),
  },
)

/** `schemas/envelope.schema.json`, as far as processors rely on it. */
const envelopeMembers: Shape = record(
  {
    id: name,
    feed: name,
    key: resultKey,
    revision,
    kind: name,
    capturedAt: instant(),
    previous: orNull(revision),
    record: orNull(result),
    digest: orNull(name),
  },
  { feedUnit: name },
)

/** A change of which all members are as processors need them, and do not contradict each other. */
export const envelopeShape: Shape = (value) => envelopeMembers(value) ?? contradiction(value as Envelope)

/** The same, and its record is what the feed said: one that was written over on its way does not fit its digest. */
export const provenEnvelope: Shape = (value) => {
  const wrong = envelopeShape(value)
  if (wrong !== undefined) return wrong
  const { record: said, digest: told } = value as Envelope
  return (said && digest(said)) === told ? undefined : 'digest'
}

/** The first member that the others contradict. */
function contradiction({ id, feed, key, revision: at, kind, record: said }: Envelope): string | undefined {
  if (id !== `${feed}/${at}/${key}`) return 'id'
  if ((kind === 'withdrawn') !== (said === null)) return 'kind'
  return said === null || key === keyOf(said.contest.id, said.unit.id) ? undefined : 'key'
}

/** `schemas/status.schema.json`, as far as who shows a status relies on it. */
export const statusShape: Shape = record({
  feed: name,
  revision: whole,
  saidAt: instant(),
  checkedAt: instant(),
  changedAt: orNull(instant()),
  asOf: orNull(text),
  holds: list(record({ id: text, code: text, group: text, reason: text })),
  failing: orNull(record({ since: instant(), code: text })),
  results: whole,
  digests: text,
})
