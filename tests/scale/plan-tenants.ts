import { join } from 'node:path'
import { madeUpFeed, writeDeployment } from '../stacks/plan/made-up.ts'
import { makePlan } from '../stacks/plan/make-plan.ts'
import { tenantId } from './tenants.ts'

/** A process of its own: plans production with so many feeds of two schedules each, and prints what it took as one line of JSON. */
const [folder = '', count = ''] = process.argv.slice(2)
const deployment = join(folder, 'made-up')
process.env['CANVASS_DEPLOYMENT'] = deployment
writeDeployment(
  deployment,
  Array.from({ length: Number(count) }, (_, n) => {
    const feed = tenantId(n)
    const usual = {
      expression: `cron(${n % 15}/15 * * * ? *)`,
      timezone: 'UTC',
      ticks: [n % 60],
      everySeconds: 900,
    }
    const night = {
      expression: 'cron(* * * * ? *)',
      timezone: 'UTC',
      ticks: [2, 17, 32, 47],
      everySeconds: 15,
    }
    return madeUpFeed(feed, {
      schedules: [
        { name: `${feed}.usual`, end: '2028-11-08T00:30:00Z', ...usual },
        {
          name: `${feed}.20281108T003000`,
          start: '2028-11-08T00:30:00Z',
          end: '2028-11-08T08:00:00Z',
          ...night,
        },
      ],
    })
  }),
)
const { resources, errors } = await makePlan('production', folder)
const { user, system } = process.cpuUsage()
if (errors.length > 0) throw new Error(errors.join('\n'))
process.stdout.write(
  JSON.stringify({
    resources: resources.length,
    seconds: (user + system) / 1_000_000,
    memoryMegabytes: process.resourceUsage().maxRSS / 1_000,
    megabytes: JSON.stringify(resources).length / 1_000_000,
  }),
)
process.exit()
