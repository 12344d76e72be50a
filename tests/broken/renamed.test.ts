import { expect, test } from 'vitest'
import { csv, csvText } from './inputs/offices.ts'
import { polledOffice } from './inputs/polled.ts'

const ward = (text: string, number: number, name: string) => text.replaceAll(`Ward ${number},`, `${name},`)
/** Of the wards and of the state, which is the sum of them: every vote is in it twice. */
const sumOf = ({ figures }: { readonly figures: readonly string[] }): number =>
  figures.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)

test.each([
  ['some units', (text: string) => ward(ward(text, 3, 'Harbor'), 7, 'Mill')],
  ['all units', (text: string) => text.replaceAll('Ward ', 'Precinct ')],
])('%s renamed: no vote counts twice, and one release exchanges old and new', async (_, rename) => {
  await using office = polledOffice(csv)
  office.publish(csv.good())
  await office.poll()
  const good = await office.seen()

  office.publish(Buffer.from(rename(csvText())))
  expect(await office.poll()).toMatchObject({ kind: 'judged', holds: [{ code: 'CHECK_EXCHANGED' }] })
  expect((await office.seen()).figures).toEqual(good.figures)

  await office.release()
  expect(await office.poll()).toMatchObject({ kind: 'published', revision: 2, holds: [] })
  const renamed = await office.seen()
  expect([sumOf(renamed), renamed.figures.length]).toEqual([sumOf(good), good.figures.length])
  expect(renamed.figures).not.toEqual(good.figures)

  office.publish(Buffer.from(rename(csvText().replace(',100\n', ',101\n'))))
  expect(await office.poll()).toMatchObject({ kind: 'published', revision: 3, holds: [] })
  expect(sumOf(await office.seen())).toBe(sumOf(good) + 2 * 1)
})

test('a rename stays one hold while the count goes on elsewhere, and ends when the office goes back', async () => {
  await using office = polledOffice(csv)
  office.publish(csv.good())
  await office.poll()
  const good = await office.seen()
  office.publish(Buffer.from(ward(csvText(), 3, 'Harbor')))
  const first = await office.poll()
  office.publish(Buffer.from(`${ward(csvText(), 3, 'Harbor')}Pine,Ada Peña,20\nPine,Ben Li,30\n`))
  const second = await office.poll()
  expect(second).toMatchObject({ kind: 'published', holds: [{ code: 'CHECK_EXCHANGED' }] })
  const ids = [first, second].map((outcome) => ('holds' in outcome ? outcome.holds[0]?.id : outcome.kind))
  expect(ids[1]).toBe(ids[0])
  expect(sumOf(await office.seen())).toBe(sumOf(good) + 2 * 50)
  office.publish(Buffer.from(`${csvText()}Pine,Ada Peña,20\nPine,Ben Li,30\n`))
  expect(await office.poll()).toMatchObject({ kind: 'judged', holds: [] })
})
