import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedPlan } from './plans.ts'
import { missing, named } from './platform.ts'

const page = readFileSync('docs/runbook.md', 'utf8')
/** Typed in the same shell, beside the same dashboard. */
const recovery =
  readFileSync('docs/recovery.md', 'utf8').split('## In a deployed stage\n')[1]?.split(/^## /m)[0] ?? ''
const entries = page
  .split(/^### /m)
  .slice(1)
  .map((text) => [text.split('\n')[0] ?? '', text.split(/^## /m)[0] ?? ''] as const)

/** What stands in italics. */
const italics = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![*\w])\*([^*\s][^*]*?)\*(?![*\w])/g)].map(([, said = '']) =>
    said.replaceAll(/\s+/g, ' '),
  )

describe.each(entries)('the entry "%s" of the runbook', (_, text) => {
  test('says what it means, what is at stake, what to look at, what to do, and when it ends, in this order', () => {
    const said = [...text.matchAll(/\*\*(Means|At stake|Look at|Do|Ends)\*\*/g)].map(([, word]) => word)
    expect(said).toEqual(['Means', 'At stake', 'Look at', 'Do', 'Ends'])
  })
})

describe.skipIf(missing)(named('the runbook'), () => {
  /** Titles of the dashboards of a stage with gateways, and of one with machines in their place. */
  let pictures: readonly string[]
  let shell: readonly string[]
  beforeAll(async () => {
    const plans = [await sharedPlan('production'), await sharedPlan('dev')]
    pictures = plans.flatMap((plan) => {
      const body = plan.one('aws:cloudwatch/dashboard:Dashboard', 'Dashboard').inputs['dashboardBody']
      const { widgets } = JSON.parse(body) as { widgets: readonly { properties: { title: string } }[] }
      return widgets.map(({ properties }) => properties.title)
    })
    shell = Object.keys(plans[0]?.outputs['shell'] as object)
  })

  test('begins each entry with something that can be typed, or seen', () => {
    const mute = entries.filter(([, text]) => {
      const look = text.split('**Look at**')[1]?.split('**Do**')[0] ?? ''
      const typed = /\baws [a-z0-9-]+ [a-z0-9-]+|sh stacks\/desk\.sh [a-z]|npx feed [a-z]/.test(look)
      return !typed && !italics(look).some((one) => pictures.includes(one))
    })
    expect(mute.map(([name]) => name)).toEqual([])
  })

  test('speaks of pictures and of other entries by their names', () => {
    const known = [
      ...pictures,
      ...entries.map(([name]) => name),
      'production system down',
      '(page)',
      '(look)',
      'Stores',
    ]
    expect(italics(`${page}${recovery}`).filter((one) => !known.includes(one))).toEqual([])
    expect(italics(recovery)).toContain('Find out why nothing is polled')
  })

  test('takes no variable of the shell that a deployment does not give', () => {
    const taken = [...`${page}${recovery}`.matchAll(/\$\{?([A-Z_]+)/g)].map(([, name = '']) => name)
    expect(taken.length).toBeGreaterThan(30)
    expect(taken.filter((name) => !shell.includes(name))).toEqual([])
    // And what is given is made use of, there or by the desk.
    const used = `${page}${readFileSync('stacks/desk.sh', 'utf8')}`
    expect(shell.filter((name) => !used.includes(`$${name}`))).toEqual(['AWS_REGION'])
  })
})
