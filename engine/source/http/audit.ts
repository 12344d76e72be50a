import { Type } from 'typebox'
import type { Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { milliseconds } from '../../time/duration.ts'
import { duration } from '../connection-options.ts'

export const AuditOptions = {
  conditional: Type.Optional(
    Type.Boolean({
      description:
        'Whether to ask for what has changed alone. Set it to false for a server that says "not modified" of what it has changed. Default: true.',
    }),
  ),
  audit_every: duration(
    'How often to look at the bytes although the server says "not modified": 1h. Bytes that differ are used, and told. Default: never.',
  ),
}
export interface AuditGiven {
  readonly conditional?: boolean
  readonly audit_every?: string
}

/** Milliseconds. Undefined: what the server says is believed, or never asked. */
export function auditOf({ conditional = true, audit_every }: AuditGiven, site: Site): number | undefined {
  if (audit_every === undefined) return undefined
  if (!conditional) {
    const problem = 'With conditional: false every answer has its bytes, and there is nothing to audit'
    const advice = 'Leave audit_every out'
    const at = site.position(['audit_every'])
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at }))
  }
  return milliseconds(audit_every)
}
