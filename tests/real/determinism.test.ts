import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { resultLines } from '../../engine/backtest/result-lines.ts'
import { startChild } from '../conformance/child.ts'
import { changesetOf, changesetOfPoll } from './changeset-of.ts'
import { type RealCapture, type RealCaptureName, realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

const script = new URL('./children/print-changeset.ts', import.meta.url)
const cli = join(import.meta.dirname, '../../engine/cli/feed.js')
const run = promisify(execFile)
const minutes = 10 * 60_000

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'determinism-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** What a process of its own prints: hash and length of its changeset. */
async function ofFreshProcess(name: RealCaptureName): Promise<string> {
  const child = startChild(script, name)
  const lines = await Array.fromAsync(child.lines)
  expect(await child.ended).toEqual({ code: 0, complaint: '' })
  return lines.join('\n')
}

/** The results that the command line writes for the same files. */
async function ofCommandLine({ feed, files, capturedAt }: RealCapture): Promise<string> {
  const out = join(await emptyFolder(), 'results.ndjson')
  const captures = Object.entries(files).flatMap(([request, path]) => ['--capture', `${request}=${path}`])
  await run(process.execPath, [cli, 'dry-run', feed, ...captures, '--at', capturedAt, '--out', out])
  return readFile(out, 'utf8')
}

describeReal('the same plan, files, state and time give the same bytes', () => {
  test.each(Object.keys(realCaptures) as RealCaptureName[])(
    '%s: judged and polled in one process, judged in another, and by the command line',
    async (name) => {
      const first = await changesetOf(realCaptures[name])
      expect(first.judged.changes.length).toBeGreaterThan(0)
      const polled = await changesetOfPoll(realCaptures[name], await emptyFolder())
      expect([polled.hash, polled.text === first.text]).toEqual([first.hash, true])
      const [fresh, written] = await Promise.all([ofFreshProcess(name), ofCommandLine(realCaptures[name])])
      expect(fresh).toBe(`${first.hash} ${first.text.length}`)
      expect(written === resultLines(first.judged.results)).toBe(true)
    },
    minutes,
  )
})
