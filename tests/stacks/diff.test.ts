import { describe, expect, onTestFinished, test } from 'vitest'
import { feedsFolder } from '../cli/feeds-folder.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { sst } from './cli/sst.ts'
import { sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

interface Previewed {
  readonly op: string
  readonly type: string
  readonly urn: string
  readonly new: { readonly custom?: boolean; readonly inputs: Readonly<Record<string, any>> }
}

/** The feeds of a folder, which the configuration compiles; one of them may be deployed. */
function deployable() {
  const feeds = feedsFolder()
  onTestFinished(() => feeds[Symbol.dispose]())
  feeds.edit('feed.yaml', 'file: { path: live.csv }', 'http: { url: "https://results.example.gov/live.csv" }')
  const environment = {
    ...feeds.environment,
    CANVASS_ENV_FILE: '/dev/null',
    CANVASS_DEPLOYMENT: '',
  }
  return { feeds, environment }
}

const isOfFeeds = (name: string): boolean => name.startsWith('Feed-')

describe.skipIf(missing)(named('the real sst diff'), () => {
  test('compiles the feeds, takes the configuration, and plans what these tests plan', async () => {
    const { environment } = deployable()
    const folder = temporaryFolder('sst')
    const { code, stdout, stderr, asked } = await sst(
      folder,
      ['diff', '--stage', 'dev', '--json'],
      environment,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const previewed = JSON.parse(stdout) as readonly Previewed[]
    const names = (all: readonly { readonly type: string; readonly name: string }[]): readonly string[] =>
      all.flatMap(({ type, name }) => (isOfFeeds(name) ? [] : [`${type} ${name}`])).toSorted()
    const byName = previewed.map(({ type, urn, ...other }) => ({
      type,
      name: urn.split('::').at(-1) ?? '',
      ...other,
    }))
    const { resources } = await sharedPlan('dev')
    expect(names(byName)).toEqual(names(resources))
    expect(new Set(previewed.map(({ op }) => op))).toEqual(new Set(['create']))
    const schedules = byName.filter(({ name }) => isOfFeeds(name))
    expect(
      schedules.map(({ new: { inputs } }) => JSON.parse(inputs['target'].input).Entries[0].MessageBody),
    ).toEqual([expect.stringContaining('"feed":"us-xx-tiny"')])
    expect(asked.filter((one) => !/^(AmazonSSM\.(Get|Put)Parameter|GET \/sst-state\/.*)$/.test(one))).toEqual(
      [],
    )
  })

  test('without a region plans nothing, and says what to export', async () => {
    const { environment } = deployable()
    const { code, stdout, stderr, asked } = await sst(
      temporaryFolder('sst'),
      // Without it SST points at its log, in which the words are.
      ['diff', '--stage', 'production', '--print-logs'],
      { ...environment, AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2' },
    )
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('AWS_REGION is missing: export the region that the stage is in')
    expect(asked).toEqual([])
  })

  test('ends with the words of a feed that can not be deployed', async () => {
    const { environment, feeds } = deployable()
    feeds.edit('feed.yaml', 'status: live', 'status: lively')
    const { code, stdout, stderr } = await sst(
      temporaryFolder('sst'),
      ['diff', '--stage', 'dev'],
      environment,
    )
    expect(code).toBe(1)
    expect(stdout + stderr).toMatch(/feed\.yaml:\d+:\d+ SPEC_\w+ .*lively/)
  })
})
