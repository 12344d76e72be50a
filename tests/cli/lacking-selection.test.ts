import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deskNight } from '../helpers/desk-night.ts'

const election = `election: zz-2026-11-03-general
title: A general election
date: 2026-11-03
polls_close:
  - { unit: "ocd-division/country:us/state:zz", at: 2026-11-03 20:00, timezone: America/Chicago }
contests: contests.csv
sources:
  - { contest: zz/*, order: [ zz-harbor, zz-state ], tolerance: { votes: 20 } }
crosswalk: crosswalk.csv
`
const rows = (...lines: readonly string[]): string =>
  `${['feed,kind,theirs,ours,contest', ...lines].join('\n')}\n`

test('a candidate whom each of two sources has under an id of its own is in doubt, until the crosswalk matches them', async () => {
  const desk = deskNight(election)
  const write = (path: string, text: string): void => writeFileSync(join(desk.folder, 'feeds', path), text)
  const counted = (marsh: string): string =>
    `County,Candidate,Party,Total\nHarbor,Ada Quill,TID,5120\nHarbor,${marsh},IND,900\n`
  write('elections/crosswalk.csv', rows())
  write('zz/state/counts.csv', counted('Cleo Marsh'))
  write('zz/harbor/counts.csv', counted('C. Marsh'))
  const once = await desk.feed(['run', '--once'], '21:00')
  expect(once.stdout).toContain('ALERT  Harbor, Governor of Zephyria: ')
  const { stdout } = await desk.feed(['alerts'])
  expect(stdout).toContain(
    'C. Marsh: 900 votes in zz-harbor, not in zz-state; Cleo Marsh: 900 votes in zz-state, not in zz-harbor; 20 are allowed; what is one selection under several ids is matched by the crosswalk\n',
  )
  expect(stdout).toMatch(/\n +C\. Marsh +900 *\n/)

  write('elections/crosswalk.csv', rows('zz-harbor,selection,c-marsh,cleo-marsh,zz/governor'))
  write('zz/harbor/counts.csv', counted('C. Marsh').replace('900', '905'))
  await desk.feed(['run', '--once'], '21:05')
  expect((await desk.feed(['alerts'])).stdout).not.toContain('sources_disagree')
})
