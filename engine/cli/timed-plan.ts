import type { Check } from '../check/check.ts'
import type { Payload } from '../model/payload.ts'
import type { Document } from '../model/row.ts'
import type { Part, Plan } from '../plan/plan.ts'
import type { Stopwatch } from './stopwatch.ts'

/** The same plan, doing the same in the same order, that tells a stopwatch which stage is at work. */
export function timedPlan(plan: Plan, watch: Stopwatch): Plan {
  return {
    ...plan,
    parts: plan.parts.map((part) => timedPart(part, watch)),
    checks: plan.checks.map((check) => timedCheck(check, watch)),
  }
}

function timedPart(part: Part, watch: Stopwatch): Part {
  const { unpack, decode, select, map, fills } = part
  return {
    ...part,
    unpack: unpack.map((unpacker) => ({
      unpack: (payload, limits, signal) =>
        watch.pulling('unpack', timedBodies(unpacker.unpack(payload, limits, signal), watch)),
    })),
    decode: {
      ...decode,
      decode: (payload, limits, signal) =>
        watch.during('decode', async () =>
          timedDocument(await decode.decode(payload, limits, signal), watch),
        ),
    },
    select: {
      ...select,
      select: (document, signal) => watch.pulling('select', select.select(document, signal)),
    },
    ...(map && {
      map: { ...map, map: (rows, signal, given) => watch.during('map', () => map.map(rows, signal, given)) },
    }),
    ...(fills && {
      fills: fills.map((filling) => ({
        ...filling,
        fill: (rows, into, signal, given) =>
          watch.during('map', () => filling.fill(rows, into, signal, given)),
      })),
    }),
  }
}

async function* timedBodies(members: AsyncIterable<Payload>, watch: Stopwatch): AsyncIterable<Payload> {
  for await (const member of members) yield { ...member, body: watch.pulling('unpack', member.body) }
}

const timedDocument = (document: Document, watch: Stopwatch): Document =>
  document.shape === 'rows' ? { ...document, rows: watch.pulling('decode', document.rows) } : document

function timedCheck(check: Check, watch: Stopwatch): Check {
  return {
    ...check,
    *examine(examined) {
      watch.rest('assemble')
      const doubts = check.examine(examined)[Symbol.iterator]()
      for (;;) {
        const doubt = watch.during('check', () => doubts.next())
        if (doubt.done === true) return
        yield doubt.value
      }
    },
  }
}
