import { readFileSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { type RunningServices, type Services, startServices } from '../services/services.ts'
import { markRun } from './left-behind.ts'

declare module 'vitest' {
  interface ProvidedContext {
    services: Services
  }
}

let running: RunningServices | undefined

/** Starts the servers once for a run, unless TEST_SERVICES names the file of a set that is kept up (tests/services/keep.ts). */
export async function setup(project: TestProject): Promise<void> {
  const kept = process.env['TEST_SERVICES']
  if (kept !== undefined && kept !== '') {
    project.provide('services', JSON.parse(readFileSync(kept, 'utf8')) as Services)
    return
  }
  markRun()
  running = await startServices()
  // Before all that fails of it.
  for (const [name, place] of Object.entries(running.services))
    if ('failed' in place) process.stderr.write(`${name} did not start: ${place.failed}\n`)
  project.provide('services', running.services)
}

export async function teardown(): Promise<void> {
  await running?.[Symbol.asyncDispose]()
}
