import { feedError } from '../errors/feed-error.ts'
import { bytes } from '../flow/size.ts'
import type { FeedValue } from '../spec/sections.ts'
import { milliseconds } from '../time/duration.ts'
import type { Compiling, Section } from './compiling.ts'
import type { Limits } from './plan.ts'

type Given = NonNullable<FeedValue['limits']>
/** What a poll may ever take; a spec that asks for more is wrong about its source. */
const most = { bytes: '2GB', inflated_bytes: '4GB', time: '15m', expression_time: '60s' } as const
const read = { bytes, inflated_bytes: bytes, time: milliseconds, expression_time: milliseconds }

/** The bounds of a poll: the defaults, where the spec gives no others. */
export function compileLimits(section: Section<Given> | undefined, { report }: Compiling): Limits {
  const given: Given = section?.value ?? {}
  for (const key of Object.keys(most) as (keyof typeof most)[]) {
    const text = given[key]
    if (section === undefined || text === undefined || read[key](text) <= read[key](most[key])) continue
    const details = { what: `limits.${key}`, seen: `"${text}"`, expected: `must be at most ${most[key]}` }
    const meaning = 'One feed must not be able to take all of a machine.'
    const at = section.document.position([...section.path, key])
    report(feedError('SPEC_VALUE', { ...details, meaning }, { at }))
  }
  return {
    bytes: bytes(given.bytes ?? '50MB'),
    inflatedBytes: bytes(given.inflated_bytes ?? '200MB'),
    members: given.members ?? 1_000,
    rows: given.rows ?? 1_000_000,
    depth: given.depth ?? 64,
    seconds: milliseconds(given.time ?? '2m') / 1_000,
    expressionMilliseconds: milliseconds(given.expression_time ?? '1s'),
  }
}
