import { hash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeployedFeed, Deployment } from '../../../engine/deploy/deployment.ts'
import { codeNames, functionsIn } from '../../../engine/deploy/sources.ts'

/** A feed as a deployment has it, polled every minute of its time. */
export const madeUpFeed = (feed: string, values: Partial<DeployedFeed> = {}): DeployedFeed => ({
  feed,
  title: `Results of ${feed}`,
  planHash: hash('sha256', feed),
  status: 'live',
  size: 'small',
  timeLimitSeconds: 60,
  secrets: [],
  hosts: [`${feed}.example`],
  schedules: [
    { name: `${feed}.usual`, expression: 'cron(* * * * ? *)', timezone: 'UTC', ticks: [7], everySeconds: 60 },
  ],
  ...values,
})

/** An ordinary one, one with a night that is polled every 15 seconds, and a large one that is paused. */
export const threeFeeds: readonly DeployedFeed[] = [
  madeUpFeed('us-xx-ordinary'),
  madeUpFeed('us-xx-night', {
    secrets: ['vendor-sftp'],
    schedules: [
      {
        name: 'us-xx-night.usual',
        expression: 'cron(3/15 * * * ? *)',
        timezone: 'UTC',
        end: '2028-11-08T00:30:00Z',
        ticks: [11],
        everySeconds: 900,
      },
      {
        name: 'us-xx-night.20281108T003000',
        expression: 'cron(* * * * ? *)',
        timezone: 'UTC',
        start: '2028-11-08T00:30:00Z',
        end: '2028-11-08T08:00:00Z',
        ticks: [4, 19, 34, 49],
        everySeconds: 15,
      },
    ],
  }),
  madeUpFeed('us-xx-paused', { status: 'paused', size: 'large', timeLimitSeconds: 600 }),
]

/** Writes a deployment that was made up, with code that only names its feeds and their plans. */
export function writeDeployment(folder: string, feeds: readonly DeployedFeed[] = threeFeeds): void {
  const deployment: Deployment = { build: 1_800_000_000, feeds }
  const plans = JSON.stringify(feeds.map(({ feed, planHash }) => [feed, planHash]))
  for (const code of codeNames) {
    mkdirSync(join(folder, code), { recursive: true })
    for (const name of functionsIn[code]) {
      const text = `export const handler = async () => ${name === 'poller' ? plans : '[]'}\n`
      writeFileSync(join(folder, code, `${name}.mjs`), text)
    }
  }
  writeFileSync(join(folder, 'poller/build.json'), JSON.stringify({ build: deployment.build }))
  writeFileSync(join(folder, 'deployment.json'), JSON.stringify(deployment))
}
