import { expect, test } from 'vitest'
import { kindOf } from './report.ts'

test.each([
  ['the feed does not come to rest', 'lost'],
  ['committed and never published: us-xx-crash/3', 'lost'],
  ['published and never committed: us-xx-crash/3', 'doubled'],
  ['an older plan came after a newer one: plan-10,plan-9', 'reordered'],
  ['the lease was not given back', 'other'],
])('"%s" counts as %s', (law, kind) => {
  expect(kindOf(law)).toBe(kind)
})
