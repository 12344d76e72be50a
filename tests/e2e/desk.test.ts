import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { systemClock } from '../../engine/time/system-clock.ts'
import { deskNight } from '../helpers/desk-night.ts'
import { type Ended, feed } from '../helpers/feed-command.ts'
import { startHttpServer } from '../helpers/http-server.ts'

const main = join(import.meta.dirname, '../../engine/cli/feed.js')
const county = (name: string): string => `zz/governor/ocd-division/country:us/state:zz/county:${name}`
/** Milliseconds that one step may take, on a machine that does much else. */
const patience = 60_000
const local = (moment: number): string => new Date(moment).toISOString().slice(0, 16).replace('T', ' ')

/** Polls closed a moment ago: the evening of the election is now, wherever that is. */
function electionOfNow(): string {
  const closed = Math.floor(Date.now() / 60_000) * 60_000 - 60_000
  return `election: zz-2026-11-03-general
title: An election of today
date: ${local(closed).slice(0, 10)}
polls_close:
  - { unit: "ocd-division/country:us/state:zz", at: ${local(closed)}, timezone: UTC }
contests: contests.csv
sources:
  - { contest: zz/*, unit: "*/county:harbor", order: [ zz-harbor, zz-state ] }
`
}

test('a night at the desk: two sources, a doubt, a switch, figures by hand, a release, and what stood when', async () => {
  const desk = deskNight(electionOfNow(), '1s')
  const posted: { readonly body: string; readonly signature: string; readonly key: string }[] = []
  const taken = (body: string, headers: IncomingHttpHeaders): void => {
    const [signature = '', key = ''] = ['canvass-signature', 'idempotency-key'].map((name) => headers[name])
    posted.push({ body, signature: String(signature), key: String(key) })
  }
  await using webhook = await startHttpServer((request, response) => {
    void text(request)
      .then((body) => taken(body, request.headers))
      .then(() => response.writeHead(204).end())
  })
  const environment = {
    ...desk.environment,
    CANVASS_ENV_FILE: '/dev/null',
    CANVASS_ALERT_WEBHOOK: `${webhook.url}/desk`,
    CANVASS_SECRET_CANVASS_ALERT_WEBHOOK: 'op3n',
  }
  const typed = async (...words: readonly string[]): Promise<Ended> =>
    await feed(words, { environment, clock: systemClock })
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of a command: the assertions are its types
  const json = async (...words: readonly string[]): Promise<any> =>
    JSON.parse((await typed(...words, '--json')).stdout)
  const harbor = async () => (await json('results', '--unit', 'harbor')).results[0]

  desk.publish('zz-state', { Amber: [2_100, 1_900], Harbor: [5_120, 4_310], Orchard: [1_010, 1_204] })
  desk.publish('zz-harbor', { Harbor: [5_120, 4_310] })
  const child = spawn(process.execPath, [main, 'run'], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => void (said += bytes.toString()))
  const { signal } = new AbortController()
  const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
    const began = systemClock.elapsed()
    while (!(await holds())) {
      if (systemClock.elapsed() - began > patience) throw new Error(`not within a minute: ${what}\n${said}`)
      await systemClock.sleep(100, signal)
    }
  }
  try {
    await until('both are polled', () => (said.match(/published/g) ?? []).length >= 2)
    await until('all is current', async () => (await json('results')).results.length === 4)
    expect((await harbor()).source).toMatchObject({ kind: 'feed', feed: 'zz-harbor' })

    // The county goes on, and the state does not: they disagree, and people are told.
    desk.publish('zz-harbor', { Harbor: [6_480, 5_530] })
    await until('people are told', () => posted.length > 0)
    const [alert] = posted
    expect(alert?.signature).toBe(
      `sha256=${createHmac('sha256', 'op3n')
        .update(alert?.body ?? '')
        .digest('hex')}`,
    )
    const { id, words } = JSON.parse(alert?.body ?? '') as { readonly id: string; readonly words: string }
    expect(words).toContain('zz-harbor and zz-state differ by 1,360 votes of Ada Quill')
    expect(alert?.key).toMatch(new RegExp(`^${id}/\\d+$`))
    expect(said).toContain(`${id}  ALERT  ${words}`)
    expect((await typed('alerts')).stdout).toContain(id)

    // The county's next file is in doubt: the state takes over.
    desk.publish('zz-harbor', { Harbor: [6_400, 5_530] })
    await until('the state takes over', async () => (await harbor()).source.feed === 'zz-state')
    expect((await harbor()).switched).toMatchObject({ why: 'HELD', from: { feed: 'zz-harbor' } })

    // A county reads its figures over the phone.
    const before = new Date().toISOString()
    const override = ['override', 'zz/governor/county:orchard', 'ada-quill=1810', '--why', 'by phone']
    const ends = new Date(Date.now() + 3_600_000).toISOString()
    expect((await typed(...override, '--until', ends)).exit).toBe(0)
    const orchard = await typed('results', '--unit', 'orchard')
    expect(orchard.stdout).toMatch(/override o-[0-9a-f]{8} over zz-state/)
    expect((await typed('results', '--unit', 'orchard', '--at', before)).stdout).toMatch(
      /Ada Quill +TID +1,010 /,
    )
    expect((await json('results', '--unit', 'zz')).results[0].standing.votes).toBeGreaterThan(0)

    // Readers of the exports see it, and that it was set by hand.
    const exported = join(desk.folder, 'data/exports/zz-2026-11-03-general/contests/zz/governor.csv')
    const rows = (): readonly string[] => readFileSync(exported, 'utf8').split(/\r?\n/)
    await until('it is exported', () => existsSync(exported) && rows().some((row) => row.includes('1810')))
    expect(rows().find((row) => row.includes('1810'))).toMatch(/orchard.*,override,/)

    // The office confirms its correction: it is released, and the county takes over again.
    const hold: string = (await json('holds')).holds[0].id
    expect((await typed('release', hold, '--why', 'the office confirmed it')).exit).toBe(0)
    await until('the county takes over', async () => (await harbor()).source.feed === 'zz-harbor')
    expect((await harbor()).record.selections[0].votes.total).toBe(6_400)
    const why = await typed('why', `${county('harbor')}/ada-quill`)
    expect(why.stdout).toContain('released by Kim')
    expect(why.stdout).toContain('| Harbor,Ada Quill,TID,6400')
    expect(why.exit).toBe(0)
    const sum = await typed('why', 'zz/governor/ocd-division/country:us/state:zz/ada-quill')
    expect(sum.stdout).toContain('The sum of 3 current results')
    expect(sum.stdout).toContain(`${county('harbor')}/ada-quill`)
  } finally {
    child.kill('SIGTERM')
  }
  expect(await closed).toEqual([0, null])
  const status = await typed('status')
  expect(status.stdout).toContain('1 result set by hand: feed override --list')
  const all = await json('override', '--list')
  const end = await typed('override', '--end', all.overrides[0].id, '--why', 'it has come')
  expect(end.exit).toBe(0)
  expect((await typed('results', '--unit', 'orchard')).stdout).toMatch(/Ada Quill +TID +1,010 /)
  expect((await typed('export')).exit).toBe(0)
  expect(
    readFileSync(join(desk.folder, 'data/exports/zz-2026-11-03-general/contests/zz/governor.csv'), 'utf8'),
  ).not.toContain('1810')
  expect(new Set(posted.map(({ key }) => key)).size).toBe(posted.length)
})
