import { once } from 'node:events'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { guard } from './reaper.ts'
import { accessVariables } from './server-access.ts'
import { type RunningServices, type Services, startServices } from './services.ts'

/**
 * Keeps the servers of the tests up until SIGINT or SIGTERM: `node tests/services/keep.ts services.json`, then
 * `TEST_SERVICES=services.json npx vitest run --project services` as often as wanted. Beside the file lies
 * `services.env`, with which the program itself uses them. Both are gone when the servers are, however this ends.
 * Ends with 1 where a server did not start, or none can run here.
 */
const [file] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('usage: node tests/services/keep.ts FILE\n')
  process.exit(2)
}
const { dir, name } = parse(file)
const settings = join(dir, `${name}.env`)
const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
const files = [file, settings].map((one) => resolve(one))
const removed = () => Promise.all(files.map((one) => rm(one, { force: true })))
await removed()
const releases = files.map(guard)
const running = await startServices()
process.exitCode = await kept(running)
await Promise.all([removed(), running[Symbol.asyncDispose]()])
for (const release of releases) release()

/** Until it is stopped; the code with which to end. */
async function kept({ services }: RunningServices): Promise<number> {
  const places = Object.entries(services)
  for (const [server, place] of places) {
    if ('missing' in place) process.stderr.write(`${server} can not run here: ${place.missing}\n`)
    if ('failed' in place) process.stderr.write(`${server} did not start: ${place.failed}\n`)
  }
  const up = places.flatMap(([server, place]) => ('endpoint' in place ? [server] : []))
  if (up.length === 0 || places.some(([, place]) => 'failed' in place)) return 1
  await write(file as string, `${JSON.stringify(services, undefined, 2)}\n`)
  process.stdout.write(`Up: ${up.join(', ')}. ${file} says where. Ctrl-C stops them.\n`)
  const variables = settingsOf(services)
  if (variables !== undefined) {
    await write(settings, variables)
    process.stdout.write(`For the program: CANVASS_ENV_FILE=${settings} npx feed setup --home aws\n`)
  }
  await stopped
  return 0
}

/** Whole or not at all, for who waits for it. */
async function write(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text)
  await rename(`${path}.tmp`, path)
}

/** A home in the cloud, by names of its own. Undefined: a server for it is missing. */
function settingsOf({ dynamodb, s3, moto, kafka }: Services): string | undefined {
  if (!('endpoint' in dynamodb && 'endpoint' in s3 && 'endpoint' in moto && 'endpoint' in kafka)) {
    return undefined
  }
  const variables = {
    ...accessVariables({
      dynamodb: dynamodb.endpoint,
      s3: s3.endpoint,
      moto: moto.endpoint,
      kafka: kafka.endpoint,
    }),
    CANVASS_HEADS_TABLE: 'canvass-heads',
    CANVASS_ITEMS_TABLE: 'canvass-items',
    CANVASS_RESULTS_TABLE: 'canvass-results',
    CANVASS_REGISTER_TABLE: 'canvass-register',
    CANVASS_BUCKET: 'canvass-archive',
    CANVASS_TRACE_STREAM: 'canvass-traces',
  }
  return Object.entries(variables)
    .map(([variable, value]) => `${variable}=${value}\n`)
    .join('')
}
