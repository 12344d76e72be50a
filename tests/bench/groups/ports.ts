import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Services, startServices } from '../../services/services.ts'
import { missingServers } from '../both-homes.ts'
import type { Found } from '../figures.ts'
import { measuredLines, sizes } from '../lines.ts'

/**
 * What the ports can, on this machine and on the real servers. TEST_SERVICES names the servers that
 * `tests/services/keep.ts` keeps up; without it they are started. `embedded`: without servers.
 */
export async function* ports({
  smoke,
  embedded,
}: {
  readonly smoke: boolean
  readonly embedded: boolean
}): AsyncIterable<Found> {
  await using running = await runningServices(embedded)
  const missing = missingServers(running.services)
  if (missing !== undefined) yield { remark: `Without the real servers: ${missing}` }
  for await (const { name, unit, embedded: here, aws } of measuredLines(
    running.services,
    smoke ? sizes.smoke : sizes.whole,
  )) {
    const better = unit === '1/s' || unit === 'MB/s' ? 'more' : 'less'
    // What is counted in each is of the servers.
    if (unit !== 'each') yield { figure: { name: `${name}, embedded`, unit, better, rounds: here } }
    if (aws !== null) yield { figure: { name: `${name}, real servers`, unit, better, rounds: aws } }
  }
}

async function runningServices(
  embedded: boolean,
): Promise<AsyncDisposable & { readonly services: Services }> {
  const none = async (): Promise<void> => undefined
  if (embedded) {
    const left = { missing: 'left out (--embedded)' }
    const services = { dynamodb: left } as unknown as Services
    return { services, [Symbol.asyncDispose]: none }
  }
  const kept = process.env['TEST_SERVICES']
  if (kept) {
    const services = JSON.parse(readFileSync(kept, 'utf8')) as Services
    return { services, [Symbol.asyncDispose]: none }
  }
  // Servers that are not here yet are downloaded once.
  execFileSync('npm', ['run', '--silent', 'pretest'], { stdio: 'ignore' })
  return startServices({ optimized: true })
}
