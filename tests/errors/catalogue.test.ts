import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { placeholders } from '../../engine/cli/reference/placeholder.ts'
import * as catalogue from '../../engine/errors/catalogue/table.ts'
import type { Entry } from '../../engine/errors/entry.ts'

const entries = Object.entries(catalogue as unknown as Readonly<Record<string, Entry<unknown>>>)

describe.each(entries)('%s', (code, entry) => {
  const details = entry.example ?? placeholders()
  // A hint may be nothing but a detail, which is a stand-in here.
  const [message, hint] = [entry.message(details), entry.hint(details)].map(String)

  test('has a code of stage and problem', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z0-9]+)+$/)
  })

  test('says what happened and what to do, in sentences', () => {
    expect(message).toMatch(/\S\.$/)
    expect(hint).toMatch(/\S/)
    for (const text of [message, hint])
      expect(text).not.toMatch(/\b[Pp]lease\b|\b[Ee]rror:|\bundefined\b|\[object|\bNaN\b/)
  })
})

test('these are tried again, and no others', () => {
  const retried = entries.filter(([, { retryable }]) => retryable).map(([code]) => code)
  expect(retried.toSorted()).toMatchInlineSnapshot(`
    [
      "ALERT_UNDELIVERED",
      "ARCHIVE_FAILED",
      "AWS_FAILED",
      "CONSUME_BEHIND",
      "CONSUME_BROKEN",
      "CONSUME_UNPROCESSED",
      "DATABASE_FAILED",
      "EXPORT_FAILED",
      "INVOKE_CRASHED",
      "INVOKE_TIMED_OUT",
      "LEASE_LOST",
      "LOG_FAILED",
      "POLL_STOPPED",
      "POLL_TIMEOUT",
      "SOURCE_ANSWER_PASSING",
      "SOURCE_ANSWER_UNREADABLE",
      "SOURCE_BODY_BROKEN",
      "SOURCE_CHANGED",
      "SOURCE_EMPTY",
      "SOURCE_FAILED",
      "SOURCE_ITEMS_FAILED",
      "SOURCE_JOB_UNFINISHED",
      "SOURCE_PAGES_DIFFER",
      "SOURCE_PAGES_STALLED",
      "SOURCE_PROXY_REFUSED",
      "SOURCE_TIMEOUT",
      "SOURCE_UNAVAILABLE",
      "SOURCE_UNREACHABLE",
      "SOURCE_UNSTABLE",
    ]
  `)
})

test('every code is in the file of one stage, once', () => {
  const declared = globSync('engine/errors/catalogue/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export const ([A-Z0-9_]+) =/gm)].map(([, code = '']) => code),
  )
  expect(declared.toSorted()).toEqual(entries.map(([code]) => code).toSorted())
})
