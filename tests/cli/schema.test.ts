import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { feed } from '../helpers/feed-command.ts'

test.each([
  [[], 'feed'],
  [['election'], 'election'],
  [['profile'], 'profile'],
])(
  'feed schema %j prints the schema of that kind of file, as it lies in the project',
  async (words, name) => {
    const { exit, stdout } = await feed(['schema', ...words])
    expect(exit).toBe(0)
    expect(stdout).toBe(readFileSync(`schemas/${name}.schema.json`, 'utf8'))
  },
)

test('feed schema --json prints it on one line', async () => {
  const { stdout } = await feed(['schema', 'election', '--json'])
  expect(stdout.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(stdout)).toMatchObject({ $id: 'election.schema.json' })
})

test('feed schema of what is no such file says what there is', async () => {
  const { exit, stderr } = await feed(['schema', 'feeds'])
  expect(exit).toBe(2)
  expect(stderr).toBe(
    'CLI_USAGE There is no schema called "feeds".\n  Use one of: feed, election, profile, hosts, quality.\n',
  )
})
