import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { followCrosswalks } from '../../engine/entry/follow-crosswalks.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { compileDesk } from '../../engine/plan/desk.ts'
import { folderFiles } from '../../engine/plan/feed-files.ts'
import { tables } from '../../engine/plan/tables.ts'
import { deskNight } from '../helpers/desk-night.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const { signal } = new AbortController()
const id = 'zz-2026-11-03-general'
const state = 'ocd-division/country:us/state:zz'
const harbor = `${state}/county:harbor`

const election = (order: string, more = ''): string => `
election: ${id}
title: An election of Zephyria
date: 2026-11-03
polls_close:
  - { unit: "${state}", at: 2026-11-03 20:00, timezone: America/Chicago }
contests: contests.csv
sources:
  - { contest: zz/*, order: [ ${order} ] }
${more}`

/** Rows of a crosswalk: kind, theirs, ours. */
const crosswalk = (...rows: readonly (readonly [string, string, string])[]): string =>
  ['feed,kind,theirs,ours,contest', ...rows.map((row) => rowOf(...row)), ''].join('\n')
const rowOf = (kind: string, theirs: string, ours: string): string =>
  ['zz-harbor', kind, theirs, ours, kind === 'unit' ? '' : 'zz/governor'].join(',')

function newDesk(order: string, rows?: string) {
  const desk = deskNight(election(order, rows === undefined ? '' : 'crosswalk: crosswalk.csv\n'))
  const elections = join(desk.folder, 'feeds/elections')
  const writeCrosswalk = (text: string): void => writeFileSync(join(elections, 'crosswalk.csv'), text)
  if (rows !== undefined) writeCrosswalk(rows)
  return {
    ...desk,
    writeCrosswalk,
    writeOrder: (now: string): void => writeFileSync(join(elections, `${id}.yaml`), election(now)),
    /** What stands: source, selections and votes, by the end of the unit's id. */
    async stands(): Promise<Readonly<Record<string, string>>> {
      const { stdout } = await desk.feed(['results', '--json'])
      // oxlint-disable-next-line typescript/no-explicit-any -- JSON of a command
      const results: readonly any[] = JSON.parse(stdout).results
      return Object.fromEntries(
        results
          .filter(({ record }) => record !== null)
          .map(({ key, source, record }) => [
            key.split(':').at(-1),
            [
              source.feed ?? source.kind,
              // oxlint-disable-next-line typescript/no-explicit-any -- as above
              ...record.selections.map((one: any) => `${one.id} ${one.votes.total}`),
            ].join(', '),
          ]),
      )
    },
  }
}

test.each([['consume'], ['run']])(
  'an order that was changed between two processes counts when feed %s --once begins',
  async (command) => {
    const desk = newDesk('zz-harbor, zz-state')
    desk.publish('zz-state', { Amber: [10, 20], Harbor: [100, 200] })
    desk.publish('zz-harbor', { Harbor: [300, 400] })
    await desk.feed(['run', '--once'])
    expect(await desk.stands()).toMatchObject({ harbor: expect.stringMatching(/^zz-harbor, .* 300/) })
    desk.writeOrder('zz-state, zz-harbor')
    await desk.feed([command, '--once'])
    expect(await desk.stands()).toMatchObject({ harbor: expect.stringMatching(/^zz-state, .* 100/) })
  },
)

test.each([['consume'], ['run']])(
  'a selection that was misspelt in a crosswalk reads right when feed %s --once begins after it was corrected',
  async (command) => {
    const desk = newDesk('zz-harbor, zz-state', crosswalk(['selection', 'ada-quill', 'a-qill']))
    desk.publish('zz-harbor', { Harbor: [300, 400] })
    await desk.feed(['run', '--once'])
    expect((await desk.stands())['harbor']).toContain('a-qill 300')
    desk.writeCrosswalk(crosswalk(['selection', 'ada-quill', 'a-quill']))
    await desk.feed([command, '--once'])
    expect((await desk.stands())['harbor']).toContain('a-quill 300')
  },
)

test('a unit that was misspelt in a crosswalk counts once, where it belongs, after it was corrected', async () => {
  const desk = newDesk('zz-harbor, zz-state', crosswalk(['unit', harbor, `${state}/county:habor`]))
  desk.publish('zz-state', { Amber: [10, 20], Harbor: [100, 200] })
  desk.publish('zz-harbor', { Harbor: [300, 400] })
  await desk.feed(['run', '--once'])
  expect(await desk.stands()).toMatchObject({
    habor: expect.stringContaining('zz-harbor'),
    harbor: expect.stringContaining('zz-state'),
  })
  desk.writeCrosswalk(crosswalk())
  await desk.feed(['consume', '--once'])
  const stands = await desk.stands()
  expect(stands).not.toHaveProperty('habor')
  expect(stands).toMatchObject({
    harbor: expect.stringMatching(/^zz-harbor, .* 300/),
    zz: expect.stringMatching(/^units, .* 310/),
  })
  const { stdout } = await desk.feed(['consume', '--once'])
  expect(stdout).toContain('0 messages processed.')
})

test('what has ended on the way begins again, and where nothing is another nothing is published', async () => {
  const desk = newDesk('zz-harbor, zz-state', crosswalk(['selection', 'ada-quill', 'a-qill']))
  desk.publish('zz-harbor', { Harbor: [300, 400] })
  await desk.feed(['run', '--once'])
  desk.writeCrosswalk(crosswalk(['selection', 'ada-quill', 'a-quill']))
  const root = join(desk.folder, 'feeds')
  const compiled = compileDesk(root, id, { files: folderFiles, tables, report: () => undefined })
  if (compiled === undefined) throw new Error('no desk')
  await using of = embeddedHomes(
    { data: join(desk.folder, 'data'), environment: {} },
    { clock: manualClock({ auto: true }) },
  )
  const homes = { ...of, desk: () => compiled }
  const gone = feedError('ARCHIVE_FAILED', { directory: 'archive', why: 'it is away' })
  const archive: typeof of.archive = {
    ...of.archive,
    revisions: () => {
      throw gone
    },
  }
  await expect(followCrosswalks({ ...homes, archive }, signal)).rejects.toBe(gone)
  expect(await followCrosswalks(homes, signal)).toEqual(['zz-harbor'])
  expect(await followCrosswalks(homes, signal)).toEqual([])
})
