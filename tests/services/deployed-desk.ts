import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Ended, feedProcess } from '../helpers/feed-command.ts'
import { startCodeApi } from '../invoke/code-api.ts'
import { zipFile } from '../unpack/zip-file.ts'
import { filesBelow } from './deployed-code.ts'

/** The desk of a deployment. */
export interface Desk extends AsyncDisposable {
  /** A command line, as the container begins it that stacks/desk.sh asks for. */
  ask(...words: readonly string[]): Promise<Ended>
}

const program = join(import.meta.dirname, '../../engine/cli/desk.ts')
const name = 'canvass-test-PollerSmallFunction'

export async function openDesk(
  deployment: string,
  environment: Readonly<Record<string, string>>,
): Promise<Desk> {
  const code = join(deployment, 'poller')
  const zip = zipFile(
    ...filesBelow(code).map((path) => ({ name: relative(code, path), body: readFileSync(path) })),
  )
  const api = await startCodeApi(name, () => zip)
  const { CANVASS_FEEDS: _feeds, CANVASS_PERSON: _person, ...homes } = environment
  const own = {
    CANVASS_STORES: 'aws',
    CANVASS_POLLING_FUNCTION: name,
    AWS_ENDPOINT_URL_LAMBDA: api.endpoint,
  }
  return {
    ask: (...words) =>
      feedProcess([...words, '--home', 'aws'], { environment: { ...homes, ...own }, cwd: '/', program }),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}
