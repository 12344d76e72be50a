import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { resultLines } from '../../engine/backtest/result-lines.ts'
import { startChild } from '../conformance/child.ts'
import { feed } from '../helpers/feed-command.ts'
import { inMemory } from '../helpers/temporary-folder.ts'
import { changesetOf, changesetOfPoll } from './changeset-of.ts'
import { type RealCapture, type RealCaptureName, realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

const script = new URL('./children/print-changeset.ts', import.meta.url)
const names = Object.keys(realCaptures) as readonly RealCaptureName[]
const minutes = 10 * 60_000

function emptyFolder(): string {
  const folder = mkdtempSync(join(inMemory(), 'canvass-determinism-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The results that the command line writes for the same files. */
async function ofCommandLine({ feed: name, files, capturedAt }: RealCapture): Promise<string> {
  const out = join(emptyFolder(), 'results.ndjson')
  const captures = Object.entries(files).flatMap(([request, path]) => ['--capture', `${request}=${path}`])
  const { exit, stderr } = await feed(['dry-run', name, ...captures, '--at', capturedAt, '--out', out])
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
  return readFile(out, 'utf8')
}

describeReal('the same plan, files, state and time give the same bytes', () => {
  /** What another process says of every capture, hash and length of its changeset, while this one is at work itself. */
  let another: ReturnType<typeof startChild>
  const said = new Map<string, string>()
  let heard: Promise<void>
  beforeAll(() => {
    another = startChild(script, ...names)
    heard = (async () => {
      for await (const line of another.lines) {
        const [name = '', changeset = ''] = line.split(': ')
        said.set(name, changeset)
      }
    })()
  })
  afterAll(() => another.kill())

  test.each(names)(
    '%s: judged and polled in one process, and by the command line',
    async (name) => {
      const first = await changesetOf(realCaptures[name])
      expect(first.judged.changes.length).toBeGreaterThan(0)
      const polled = await changesetOfPoll(realCaptures[name], emptyFolder())
      expect([polled.hash, polled.text === first.text]).toEqual([first.hash, true])
      const written = await ofCommandLine(realCaptures[name])
      expect(written === resultLines(first.judged.results)).toBe(true)
      judged.set(name, `${first.hash} ${first.text.length}`)
    },
    minutes,
  )
  const judged = new Map<string, string>()

  test('judged in another process, one after the other, each has the same', {
    timeout: minutes,
  }, async () => {
    await heard
    expect(await another.ended).toEqual({ code: 0, complaint: '' })
    expect([...judged.keys()]).toEqual(names)
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(judged))
  })
})
