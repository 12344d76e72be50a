import { expect, test } from 'vitest'
import { feedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Payload } from '../../engine/model/payload.ts'
import { type Count, readApart } from '../../engine/poll/read-apart.ts'

const items = (...names: readonly string[]): readonly Payload[] =>
  names.map((item) => ({
    request: 'counties',
    item,
    origin: `https://example.gov/${item}`,
    body: bodyOf(''),
  }))
const element = (item: string): string => item.replace(/\/\d+$/, '')
const broken = feedError('READ_COLUMN_MISSING', { column: 'Votes', columns: [] }, { place: 'L1' })

/** Reads, and fails at some after it has counted what came before. */
async function read(payloads: readonly Payload[], fails: (item: string) => unknown) {
  const counted: string[] = []
  const failed = await readApart(payloads, element, async ({ item = '' }: Payload, count: Count) => {
    count(() => counted.push(item))
    const error = fails(item)
    if (error !== undefined) throw error
  })
  return { counted, failed }
}

test('nothing of what can not be read counts, and the others do', async () => {
  const { counted, failed } = await read(items('elm', 'oak', 'fir'), (item) =>
    item === 'oak' ? broken : undefined,
  )
  expect(counted).toEqual(['elm', 'fir'])
  expect(failed).toEqual([
    {
      request: 'counties',
      item: 'oak',
      code: 'READ_COLUMN_MISSING',
      reason: expect.stringMatching(/ \(at L1\)$/),
    },
  ])
})

test.each(['oak/1', 'oak/2', 'oak/3'])(
  'of pages that belong together none counts where %s can not be read',
  async (page) => {
    const pages = items('elm/1', 'oak/1', 'oak/2', 'oak/3', 'fir/1')
    const { counted, failed } = await read(pages, (item) => (item === page ? broken : undefined))
    expect(counted).toEqual(['elm/1', 'fir/1'])
    expect(failed.map(({ item }) => item)).toEqual(['oak'])
  },
)

test('where none can be read it is the error of the first', async () => {
  await expect(read(items('elm', 'oak'), () => broken)).rejects.toBe(broken)
})

test.each([
  ['an archive that has lost a body', feedError('ARCHIVE_MISSING', { hash: 'a'.repeat(64) })],
  ['too many rows', feedError('READ_TOO_MANY_ROWS', { limit: 10 })],
  ['a defect', new TypeError('x is undefined')],
])('%s is no failure of an item', async (_, error) => {
  await expect(read(items('elm', 'oak'), (item) => (item === 'oak' ? error : undefined))).rejects.toBe(error)
})
