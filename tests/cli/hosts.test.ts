import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startHttpServer } from '../helpers/http-server.ts'
import { fileOf, firstCounts, night, spec } from '../helpers/night.ts'

/** An office that counts how many requests it has at one time. */
async function openOffice() {
  let underWay = 0
  let most = 0
  const server = await startHttpServer((_, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    // Later, as a busy server would, so that requests meet.
    setTimeout(() => {
      underWay -= 1
      response.end(fileOf(firstCounts))
    }, 5)
  })
  return { ...server, most: () => most }
}

const feedsOf = (url: string, count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => `us-xx-${String(index + 1).padStart(2, '0')}`).map((name) => [
      name,
      spec(name).replace(
        'file: { path: counts.csv }',
        `http: { url: "${url}/${name}.csv", allow_private: true, timeouts: { total: 2s } }`,
      ),
    ]),
  )

test('thirty feeds of one host never ask more of it than hosts.yaml says, and the trace shows their wait', async () => {
  await using office = await openOffice()
  const one = night({ feeds: feedsOf(office.url, 30) })
  const hosts = 'hosts:\n  127.0.0.1: { per_second: 2, at_once: 3 }\n'
  writeFileSync(join(one.folder, 'feeds', 'hosts.yaml'), hosts)
  const before = one.clock.elapsed()
  const { exit, stderr } = await one.feed(['run', '--once'])
  expect({ exit, stderr }).toMatchObject({ exit: 0 })
  expect(office.requests).toHaveLength(30)
  expect(office.most()).toBeLessThanOrEqual(3)
  // Two may go out at once; the others come one every half second.
  expect(one.clock.elapsed() - before).toBeGreaterThanOrEqual(28 * 500)
  const { stdout } = await one.feed(['trace', 'us-xx-30'])
  expect(stdout).toContain('s until the host could be asked')
})

test('without hosts.yaml there are four at once', async () => {
  await using office = await openOffice()
  const one = night({ feeds: feedsOf(office.url, 12) })
  expect((await one.feed(['run', '--once'])).exit).toBe(0)
  expect(office.most()).toBe(4)
})

test('a mistake in hosts.yaml is told with its place, before anything is asked', async () => {
  await using office = await openOffice()
  const one = night({ feeds: feedsOf(office.url, 1) })
  writeFileSync(join(one.folder, 'feeds', 'hosts.yaml'), 'default: { per_second: none }\n')
  for (const words of [['run', '--once'], ['validate'], ['record', 'us-xx-01']]) {
    // oxlint-disable-next-line no-await-in-loop -- each command by itself
    const { exit, stdout, stderr } = await one.feed(words)
    expect(exit).toBe(1)
    expect(stdout + stderr).toMatch(/hosts\.yaml:1:\d+ SPEC_VALUE/)
  }
  expect(office.requests).toEqual([])
})
