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
export const envelopeShape: Shape = record(
  {
    feed: name,
    key: resultKey,
    revision,
    capturedAt: instant(),
    previous: orNull(revision),
    record: orNull(result),
  },
  { feedUnit: name },
)

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
