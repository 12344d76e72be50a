import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { leftBehind } from '../setup/left-behind.ts'
import { freePort } from './free-port.ts'
import { scratchFolder, startServer } from './process.ts'

const keeper = fileURLToPath(new URL('children/server-keeper.ts', import.meta.url))
const patience = { timeout: 20_000, interval: 100 }

/** A process of its own, with a run of its own, that has a server and a folder. */
async function startKeeper(run: string, ...args: string[]) {
  const child = spawn(process.execPath, [keeper, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TEST_RUN: run },
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { server, folder } = JSON.parse(line) as { readonly server: number; readonly folder: string }
  // Also where the test fails.
  onTestFinished(() => {
    child.kill('SIGKILL')
    if (runs(server)) process.kill(server, 'SIGKILL')
  })
  return { child, server, folder }
}

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test.each([
  ['is killed', 'SIGKILL', []],
  ['is told to end, and takes no leave', 'SIGTERM', []],
  ['is killed, and the server takes no notice of SIGTERM', 'SIGKILL', ['stubborn']],
] as const)('nothing stays behind of a process that %s', async (_, signal, args) => {
  const run = `keeper ${signal} ${args.join('')}`
  const { child, server, folder } = await startKeeper(run, ...args)
  expect([runs(server), existsSync(folder)]).toEqual([true, true])
  expect(await leftBehind(run, 0)).toHaveLength(3)
  child.kill(signal)
  await vi.waitFor(() => expect([runs(server), existsSync(folder)]).toEqual([false, false]), patience)
  expect(await leftBehind(run)).toEqual([])
})

test('a server that is disposed of has ended, and its folder is gone', async () => {
  const folder = await scratchFolder('disposed')
  const server = await startServer({
    name: 'sleep',
    program: 'sleep',
    args: ['600'],
    ready: () => true,
  })
  expect(runs(server.pid)).toBe(true)
  await server[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
  expect([runs(server.pid), existsSync(folder.path)]).toEqual([false, false])
})

test('a server that ends at once is an error with its last words, and leaves no folder behind that hides it', async () => {
  const scratch = await scratchFolder('poor')
  const starting = startServer({
    name: 'a poor server',
    program: 'sh',
    args: ['-c', 'echo no such thing >&2; exit 3'],
    ready: () => false,
    scratch,
  })
  await expect(starting).rejects.toThrow('a poor server ended at once: no such thing')
  expect(existsSync(scratch.path)).toBe(false)
})

test('a port is given once, and lies below those of outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort))
  expect(new Set(ports).size).toBe(50)
  expect(Math.max(...ports)).toBeLessThan(32_768)
})
