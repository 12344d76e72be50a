import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { built } from '../../bundle/built.ts'
import { startHttpServer } from '../../helpers/http-server.ts'
import { planOf } from '../../helpers/judged.ts'
import { precinctsFile, precinctsPlan } from '../../helpers/precincts-feed.ts'
import { inChild } from '../in-child.ts'

/** What a polling function takes from nothing, in milliseconds. */
export interface ColdPoll {
  /** The entry of the bundle is loaded: what Lambda does before the first event. */
  readonly loading: number
  /** From then on to the end of the first poll, which opens homes and loads what the plan needs. */
  readonly first: number
  readonly second: number
  /** From the start of the process to the end of the first poll. */
  readonly whole: number
}

export interface BundledStart {
  /** Bytes of the entry and of all that is loaded with it. */
  readonly entryBytes: number
  /** What has been loaded when the first poll ends. */
  readonly loaded: { readonly files: number; readonly bytes: number }
  readonly polls: readonly ColdPoll[]
  /** What a function with nothing in it takes to load, in the same rounds. */
  readonly empty: readonly number[]
}

/** Feeds of other formats lie in the same bundle: they must not matter. */
const others = ['us-ga/general-2020', 'us-pa-allegheny/special-2023', 'us-ks/president-2020']

/** Bundles a feed of delimited text over HTTP as a deployment does, and polls it in new processes over empty homes. */
export async function bundledStart(rounds: number): Promise<BundledStart> {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(
    await startHttpServer((_, response) => {
      response.writeHead(200, { etag: '"1"' }).end(precinctsFile([12, 9]))
    }),
  )
  const folder = mkdtempSync(join(tmpdir(), 'canvass-bench-'))
  opened.defer(() => rmSync(folder, { recursive: true, force: true }))
  const plan = precinctsPlan('cold', `${server.url}/precincts.csv`)
  const bundle = await built([plan, ...others.map((name) => planOf(`feeds/${name}/feed.yaml`))], folder)
  const entryBytes = bundle
    .loadedWith(bundle.startingAt('poller.mjs'))
    .reduce((sum, path) => sum + (bundle.outputs[path]?.bytes ?? 0), 0)
  const nothing = join(folder, 'empty')
  mkdirSync(nothing)
  writeFileSync(join(nothing, 'poller.mjs'), "export const handler = async () => ({ kind: 'unchanged' })\n")
  const polls: ColdPoll[] = []
  const empty: number[] = []
  const counted = await inChild('cold-poller.ts', [dirname(bundle.entry), plan.feed, 'counting'], {
    CANVASS_HOME: join(folder, 'home-counted'),
  })
  // The first one finds the files on the disk, the others in memory.
  for (let round = -1; round < rounds; round += 1) {
    const home = join(folder, `home-${round + 1}`)
    // Metrics come before it.
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const lines = await inChild('cold-poller.ts', [dirname(bundle.entry), plan.feed], { CANVASS_HOME: home })
    // oxlint-disable-next-line no-await-in-loop
    const [beside] = await inChild('cold-poller.ts', [nothing, plan.feed])
    if (round < 0) continue
    polls.push(lines.at(-1) as ColdPoll)
    empty.push((beside as ColdPoll).loading)
  }
  return { entryBytes, loaded: counted.at(-1) as BundledStart['loaded'], polls, empty }
}
