import { describe, expect, type TestContext, test } from 'vitest'
import { type Ended, feed, feedProcess } from '../helpers/feed-command.ts'
import { firstCounts, night } from '../helpers/night.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'
import { httpFaultProxy } from './fault-proxy.ts'

const { missing, named } = cloudNeeds
type Variables = Readonly<Record<string, string>>
/** Every one of these is known before a person thinks that it hangs, on a machine that has time for it. */
const patience = 30_000
/** Where a machine has none, nor has the setup that came before: about a second of work, and a start is as much. */
const starts = 10
const nowhere = 'http://127.0.0.1:1'

/** A county's file, and homes in the cloud that are set up. */
async function cloudNight({ onTestFinished }: TestContext) {
  const one = night({ onTestFinished })
  one.publish(firstCounts)
  const environment = cloudEnvironment(one.folder)
  const began = performance.now()
  const { exit, stderr } = await feed(['setup', '--home', 'aws'], { environment })
  if (exit !== 0) throw new Error(stderr)
  slowest = Math.max(slowest, performance.now() - began)
  return { ...one, environment }
}
/** The slowest setup until now, in milliseconds. */
let slowest = 0

async function ran(environment: Variables, ...words: readonly string[]): Promise<Ended> {
  const began = performance.now()
  const ended = await feedProcess([...words, '--home', 'aws'], { environment })
  expect(performance.now() - began).toBeLessThan(patience + starts * slowest)
  expect(ended.exit).toBe(1)
  expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/\n +at |defect/)
  return ended
}

// Each has homes of its own, and waits most of its time for what does not answer: they wait together.
describe.skipIf(missing)(
  named('homes in the cloud that can not be used'),
  { concurrent: true, timeout: 240_000 },
  () => {
    test.for<readonly [string, Variables, string, string]>([
      [
        'a server for state that is not there',
        { AWS_ENDPOINT_URL_DYNAMODB: nowhere },
        'AWS_FAILED The service dynamodb',
        'Look at the health of the service',
      ],
      [
        'a table that is missing',
        { CANVASS_HEADS_TABLE: 'none' },
        'AWS_REFUSED The service dynamodb',
        '"feed setup --home aws" makes what is missing',
      ],
      [
        'an archive that is not there',
        { AWS_ENDPOINT_URL_S3: nowhere },
        'AWS_FAILED The service s3',
        'Look at the health of the service',
      ],
      [
        'a bucket that is missing',
        { CANVASS_BUCKET: 'none' },
        'AWS_REFUSED The service s3',
        '"feed setup --home aws" makes what is missing',
      ],
      [
        'brokers that are not there',
        { CANVASS_BROKERS: '127.0.0.1:1' },
        'LOG_FAILED',
        'Look at the brokers (CANVASS_BROKERS)',
      ],
      [
        'a topic that is missing',
        { CANVASS_TOPIC_PREFIX: 'none.' },
        'LOG_REFUSED',
        '"feed setup --home aws" makes topics that are missing',
      ],
      [
        'no credentials',
        {
          AWS_ACCESS_KEY_ID: '',
          AWS_SECRET_ACCESS_KEY: '',
          AWS_EC2_METADATA_DISABLED: 'true',
          HOME: '/none',
        },
        'CredentialsProviderError',
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      ],
    ])(
      '%s: feed run --once fails soon, says which, and what to do',
      async ([, wrong, problem, advice], context) => {
        const { environment } = await cloudNight(context)
        const ended = await ran({ ...environment, ...wrong }, 'run', '--once')
        const said = `${ended.stdout}${ended.stderr}`.replaceAll('CANVASS_ENV_FILE=/dev/null ', '')
        expect(said).toContain(problem)
        expect(said).toContain(advice)
      },
    )

    test('brokers that are not there: what the polls came to is said all the same, and status sends to them', async (context) => {
      const { environment } = await cloudNight(context)
      const wrong = { ...environment, CANVASS_BROKERS: '127.0.0.1:1' }
      const { stdout } = await ran(wrong, 'run', '--once')
      expect(stdout).toMatch(/\n1 poll: 1 failed\.\n→ us-xx-county failed: LOG_FAILED/)
      const status = await ran(environment, 'status')
      expect(status.stdout).toMatch(/look at the brokers .* feed setup --home aws --check\n$/)
    })

    test('brokers without TLS, and an access that was forgotten', async (context) => {
      const { environment } = await cloudNight(context)
      const { stdout, stderr } = await ran({ ...environment, CANVASS_BROKER_ACCESS: 'iam' }, 'run', '--once')
      expect(stdout + stderr).toContain('CANVASS_BROKER_ACCESS is iam unless it says "open"')
    })

    test('credentials that the service does not know are told once, not tried again', async (context) => {
      const { environment } = await cloudNight(context)
      await using proxy = await httpFaultProxy(environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '')
      proxy.when(() => ({ kind: 'error', name: 'UnrecognizedClientException' }))
      const { stderr } = await ran({ ...environment, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint }, 'holds')
      expect(stderr).toContain('AWS_REFUSED The service dynamodb refused')
      expect(stderr).toContain(
        'UnrecognizedClientException: The security token included in the request is invalid',
      )
      expect(proxy.seen).toHaveLength(1)
    })

    test('a server that never answers is given up on', async (context) => {
      const { environment } = await cloudNight(context)
      await using proxy = await httpFaultProxy(environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '')
      proxy.when(() => ({ kind: 'delay', milliseconds: 60_000 }))
      const { stderr } = await ran({ ...environment, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint }, 'holds')
      expect(stderr).toContain('AWS_FAILED The service dynamodb did not carry out Scan')
    })

    test('a trace that can not be kept delays no poll by more than the last five seconds, and fails none', async (context) => {
      const { environment } = await cloudNight(context)
      const began = performance.now()
      const variables = { ...environment, AWS_ENDPOINT_URL_KINESIS: nowhere }
      const ended = await feedProcess(['run', '--once', '--home', 'aws'], { environment: variables })
      expect(performance.now() - began).toBeLessThan(patience + starts * slowest)
      expect(ended).toMatchObject({ exit: 0, stderr: '', stdout: expect.stringContaining('revision 1') })
      const { stderr } = await ran(variables, 'trace', 'us-xx-county')
      expect(stderr).toContain('AWS_FAILED The service kinesis')
    })

    test('variables that are missing or can not be used are said all at once, and nothing is asked', async () => {
      const { stderr } = await ran({ CANVASS_BROKERS: 'localhost', CANVASS_TOPIC_PREFIX: 'a/b' }, 'status')
      for (const name of [
        'AWS_REGION',
        'CANVASS_HEADS_TABLE',
        'CANVASS_ITEMS_TABLE',
        'CANVASS_RESULTS_TABLE',
        'CANVASS_REGISTER_TABLE',
        'CANVASS_BUCKET',
        'CANVASS_TRACE_STREAM',
      ])
        expect(stderr).toContain(`${name} is missing, and --home is "aws"`)
      expect(stderr).toContain('CANVASS_BROKERS is "localhost", not a list such as')
      expect(stderr).toContain('CANVASS_TOPIC_PREFIX is "a/b", not what may stand before')
    })
  },
)
