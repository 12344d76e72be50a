import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstCounts, type Night, night } from '../helpers/night.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

async function polled(): Promise<Night> {
  const one = night()
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  return one
}
const exportsOf = ({ environment }: Night): string => join(environment['CANVASS_HOME'] ?? '', 'exports')
const contestsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.includes('contests') && /\.(json|csv|xml)$/.test(path))

test('what is polled is exported, and a check finds all of it right', async () => {
  const one = await polled()
  expect(contestsIn(exportsOf(one)).length).toBeGreaterThan(3)
  const { exit, stdout } = await one.feed(['export', '--check'])
  expect(stdout).toContain(`→ All of ${exportsOf(one)} is what stands.`)
  expect(exit).toBe(0)
})

test('a check tells what is missing or different, and an export mends it', async () => {
  const one = await polled()
  const [file = '', other = ''] = contestsIn(exportsOf(one))
  rmSync(join(exportsOf(one), file))
  writeFileSync(join(exportsOf(one), other), 'a hand has been here')
  const checked = await one.feed(['export', '--check', '--json'])
  expect(checked.exit).toBe(1)
  const { elections } = JSON.parse(checked.stdout) as { elections: { problems: unknown[] }[] }
  expect(elections[0]?.problems).toEqual(
    expect.arrayContaining([
      { path: file, problem: 'MISSING' },
      { path: other, problem: 'DIFFERENT' },
    ]),
  )
  expect((await one.feed(['export'])).exit).toBe(0)
  expect((await one.feed(['export', '--check'])).exit).toBe(0)
})

test('another place and one format, and what stood at a moment', async () => {
  const one = await polled()
  const folder = temporaryFolder('elsewhere')
  const { exit, stdout } = await one.feed(['export', '--to', folder, '--format', 'csv'])
  expect(exit).toBe(0)
  expect(stdout).toContain(`→ Whoever reads begins with the index: ${folder}/`)
  expect(contestsIn(folder).every((path) => path.endsWith('.csv'))).toBe(true)
  const past = join(folder, 'past')
  expect((await one.feed(['export', '--to', past, '--at', '1999-01-01T00:00:00Z'])).exit).toBe(0)
  expect(contestsIn(past)).toEqual([])
})

test('a partial export leaves what lies there in other formats, and the index names all of it', async () => {
  const one = await polled()
  const before = contestsIn(exportsOf(one))
  const [csv = ''] = before.filter((path) => path.endsWith('.csv'))
  const [json = ''] = before.filter((path) => path.endsWith('.nist.json'))
  rmSync(join(exportsOf(one), csv))
  rmSync(join(exportsOf(one), json))
  const wrong = await one.feed(['export', '--check', '--format', 'csv', '--json'])
  const { elections } = JSON.parse(wrong.stdout) as { elections: { problems: unknown[] }[] }
  expect(elections[0]?.problems).toEqual([{ path: csv, problem: 'MISSING' }])
  expect((await one.feed(['export', '--format', 'csv'])).exit).toBe(0)
  expect(contestsIn(exportsOf(one))).toEqual(before.filter((path) => path !== json))
  expect((await one.feed(['export', '--check', '--format', 'csv'])).exit).toBe(0)
  expect((await one.feed(['export', '--format', 'nist-json'])).exit).toBe(0)
  expect(contestsIn(exportsOf(one))).toEqual(before)
  const { exit, stdout } = await one.feed(['export', '--check'])
  expect(stdout).toContain('is what stands.')
  expect(exit).toBe(0)
})

test.each([['pdf'], ['nist_json'], ['csv,nist-xml']])(
  'the format %s is refused with those that there are, and what is exported stays',
  async (format) => {
    const one = await polled()
    const before = contestsIn(exportsOf(one))
    const { exit, stderr } = await one.feed(['export', '--format', 'csv', '--format', format])
    expect(stderr).toContain('CLI_USAGE')
    expect(stderr).toContain('compact-json, csv, nist-json, nist-xml')
    expect(exit).toBe(2)
    expect(contestsIn(exportsOf(one))).toEqual(before)
  },
)

test.each([
  [['export', '--at', '2024-11-05T22:00:00-05:00'], 'CLI_USAGE'],
  [['export', '--to', 'ftp://example.org/results'], 'CLI_USAGE'],
  [['export', '--election', 'us-1788-12-15-general'], 'EXPORT_NOTHING'],
])('%j is refused, and nothing is written', async (words, code) => {
  const one = await polled()
  rmSync(exportsOf(one), { recursive: true })
  const { exit, stderr } = await one.feed(words)
  expect(stderr).toContain(code)
  expect(exit).toBeGreaterThan(0)
  expect(existsSync(exportsOf(one))).toBe(false)
})
