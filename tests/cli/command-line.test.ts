import { expect, test } from 'vitest'
import { command, exit } from '../../engine/cli/command.ts'
import { commandLine } from '../../engine/cli/command-line.ts'
import type { Row } from '../../engine/cli/table.ts'
import { table } from '../../engine/cli/table.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import engine from '../../package.json' with { type: 'json' }
import { feed } from '../helpers/feed-command.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const usual = { data: '', feeds: '', build: 1, cloud: undefined, person: undefined, stage: 'local' }

/** A command line of one command, and what it printed. */
async function ran(
  run: (call: { options: { readonly ending: string | undefined } }) => Promise<0 | 1 | 3>,
  words: readonly string[] = [],
  signal = new AbortController().signal,
) {
  const only = command({
    arguments: {},
    options: { ending: { value: 'TEXT', about: 'any' } },
    examples: ['feed only'],
    run,
  })
  const row: Row = { name: 'only', summary: 'does one thing', group: 'More', load: async () => only }
  const said = { stdout: '', stderr: '' }
  const code = await commandLine(
    ['only', ...words],
    {
      terminal: {
        stdout: (text) => void (said.stdout += text),
        stderr: (text) => void (said.stderr += text),
        live: false,
        width: undefined,
        style: (_, text) => text,
        ask: async () => undefined,
      },
      config: () => ({ ...usual, environment: {} }),
      clock: manualClock(),
      signal,
    },
    [row],
  )
  return { code, ...said }
}

test('a command says itself how it ended', async () => {
  expect((await ran(async () => exit.fine)).code).toBe(0)
  expect((await ran(async () => exit.problems)).code).toBe(1)
  expect((await ran(async () => exit.held)).code).toBe(3)
})

test('a coded error is printed with its hint and ends with 1; several are all printed', async () => {
  const one = feedError('SPEC_MISSING', { path: 'a/feed.yaml' })
  const other = feedError('SPEC_MISSING', { path: 'b/feed.yaml' })
  const { code, stderr, stdout } = await ran(() => Promise.reject(new AggregateError([one, other])))
  expect(code).toBe(1)
  expect(stderr).toContain('SPEC_MISSING There is no file a/feed.yaml.\n  Give the path')
  expect(stderr).toContain('SPEC_MISSING There is no file b/feed.yaml.')
  expect(stdout).toBe('')
})

test('with --json errors are data on stdout', async () => {
  const failing = () => Promise.reject(feedError('SPEC_MISSING', { path: 'a/feed.yaml' }))
  const { code, stderr, stdout } = await ran(failing, ['--json'])
  expect(code).toBe(1)
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'SPEC_MISSING' }] })
})

test('what is no coded error is a bug, and crashes', async () => {
  await expect(ran(() => Promise.reject(new TypeError('oops')))).rejects.toThrow('oops')
  await expect(ran(() => Promise.reject(new AggregateError([new TypeError('oops')])))).rejects.toThrow(
    AggregateError,
  )
})

test('a command that is stopped says so and ends with 130', async () => {
  const stop = new AbortController()
  const stopped = await ran(
    async () => {
      stop.abort()
      stop.signal.throwIfAborted()
      return exit.fine
    },
    [],
    stop.signal,
  )
  expect(stopped).toEqual({ code: 130, stdout: '', stderr: 'Stopped.\n' })
})

test('an option that is not given is undefined, false or empty', async () => {
  const seen: unknown[] = []
  await ran(async ({ options }) => {
    seen.push(options)
    return exit.fine
  })
  await ran(
    async ({ options }) => {
      seen.push(options)
      return exit.fine
    },
    ['--ending', 'well'],
  )
  expect(seen).toEqual([{ ending: undefined }, { ending: 'well' }])
})

test.each([
  [['validat'], 'CLI_COMMAND_UNKNOWN', 'Did you mean "validate"?'],
  [['validate', '--fromat', 'json'], 'CLI_USAGE', 'Did you mean --format?'],
  [['validate', '--format', 'xml'], 'CLI_USAGE', 'See "feed validate --help".'],
  [['dry-run'], 'CLI_USAGE', 'See "feed dry-run --help".'],
  [['dry-run', 'a', 'b'], 'CLI_USAGE', 'See "feed dry-run --help".'],
])('wrong usage ends with 2 and says what is right: %s', async (words, code, hint) => {
  const { exit: ended, stderr, stdout } = await feed(words)
  expect({ ended, stdout }).toEqual({ ended: 2, stdout: '' })
  expect(stderr).toMatch(new RegExp(`^${code} `))
  expect(stderr).toContain(hint)
})

test('--json before the command counts too', async () => {
  const { exit: ended, stdout } = await feed(['--json', 'validat'])
  expect(ended).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ problems: [{ code: 'CLI_COMMAND_UNKNOWN' }] })
})

test('help lists every command; without a command it is printed too, as wrong usage', async () => {
  const asked = await feed(['--help'])
  for (const { name, summary } of table) expect(asked.stdout).toMatch(new RegExp(`  ${name} +${summary[0]}`))
  expect(asked.exit).toBe(0)
  expect(await feed(['help'])).toEqual(asked)
  expect(await feed([])).toEqual({ ...asked, exit: 2 })
})

test('help of a command can be asked for in two ways', async () => {
  expect(await feed(['help', 'validate'])).toEqual(await feed(['validate', '--help']))
  expect((await feed(['help', 'validat'])).stderr).toContain('Did you mean "validate"?')
})

test('options without a command are wrong usage', async () => {
  const { exit: ended, stdout } = await feed(['--json'])
  expect(ended).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [{ code: 'CLI_USAGE', message: 'No command is given.' }],
  })
  expect((await feed(['--nonsense'])).stderr).toContain("Unknown option '--nonsense'")
})

test('the version is that of the package', async () => {
  expect(await feed(['--version'])).toEqual({ exit: 0, stdout: `${engine.version}\n`, stderr: '' })
})

test.each(table.map(({ name }) => name))(
  'feed %s --help shows examples that the command can read',
  async (name) => {
    const { exit: ended, stdout } = await feed([name, '--help'])
    const [, examples = ''] = stdout.split('Examples:\n')
    const lines = examples.split('\n').filter((line) => line.trim() !== '')
    expect(ended).toBe(0)
    expect(stdout).toContain('--json')
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(new RegExp(`^  feed ${name}( |$)`))
  },
)

test.each([
  ['a night that is none', ['--night', 'tests/cli'], /^REHEARSE_NIGHT_MISSING tests\/cli /],
  ['stores where something else is', ['--data', 'tests/cli'], /^REHEARSE_DATA_TAKEN tests\/cli /],
  ['nothing to resume', ['--resume', '--data', 'tests/cli'], /^REHEARSE_NOT_BEGUN tests\/cli /],
])('a rehearsal asked for %s is wrong usage', async (_, options, said) => {
  const { exit: code, stderr } = await feed(['rehearse', ...options])
  expect(stderr).toMatch(said)
  expect(code).toBe(2)
})
