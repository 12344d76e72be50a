import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { recordingProxy } from './recording-proxy.ts'
import { neededOfAws, neededOfKafka } from './rights-used.ts'

type Environment = Readonly<Record<string, string>>

/** What a process asks of the services, and which modules it loads. */
export interface Observation extends AsyncDisposable {
  /** Variables that it is observed with, over those of its homes. */
  readonly environment: Environment
  /** What it needed, as `ACTION PLACE`, in order. */
  needed(): readonly string[]
  /** Files that it loaded, as they lie on the disk. */
  loaded(): readonly string[]
}

const preload = new URL('children/observed.ts', import.meta.url).href

/** Stands between a process and its services: `into` is where its notes lie. */
export async function observeCalls(environment: Environment, into: string): Promise<Observation> {
  const opened = new AsyncDisposableStack()
  const names = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_S3'] as const
  const proxies = await Promise.all(
    names.map(async (name) => [name, opened.use(await recordingProxy(environment[name] ?? ''))] as const),
  )
  const notes = { TEST_LOADED: `${into}.loaded`, TEST_KAFKA: `${into}.kafka` }
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  return {
    environment: {
      ...Object.fromEntries(proxies.map(([name, { endpoint }]) => [name, endpoint])),
      ...notes,
      TEST_BROKER: environment['CANVASS_BROKERS']?.split(':').at(-1) ?? '',
      NODE_OPTIONS: `--import=${preload}`,
    },
    needed() {
      const calls = proxies.flatMap(([, proxy]) => proxy.calls())
      return [...neededOfAws(calls, environment), ...neededOfKafka(read(notes.TEST_KAFKA))].toSorted()
    },
    loaded: () =>
      read(notes.TEST_LOADED)
        .split('\n')
        .filter((url) => url.startsWith('file:'))
        .map((url) => fileURLToPath(url)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
