import { spawn } from 'node:child_process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { firstCounts, night } from '../helpers/night.ts'
import { blocksOf } from './blocks.ts'

vi.setConfig({ testTimeout: 60_000 })

test('what docs/cloud.md puts under a supervisor runs as it is printed, and SIGTERM ends it in good order', async () => {
  const [block] = blocksOf('docs/cloud.md', 'Keep it running')
  const [program = '', ...words] = block?.text.trim().split(' ') ?? []
  const one = night()
  one.publish(firstCounts)
  // A supervisor's own PATH: no Node of the project is in it.
  const env = { PATH: '/usr/bin:/bin', ...one.environment }
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const heard = (bytes: Buffer): void => {
    said += bytes.toString()
    if (said.includes('revision 1\n') && !child.killed) child.kill('SIGTERM')
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  const ended = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  expect(said).toMatch(/published {2}3 changes, revision 1\n[^]*→ See the figures: .*feed results\n$/)
  expect(ended).toEqual({ code: 0, signal: null })
})
