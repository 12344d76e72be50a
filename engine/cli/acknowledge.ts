import type { Config } from '../config.ts'
import { alertNamed, acknowledge as giveAcknowledgement } from '../entry/alerts.ts'
import { openHomes } from '../entry/homes.ts'
import { type Alert, holdsBack } from '../model/alert.ts'
import { command, exit } from './command.ts'
import { decideOverdue, followThrough } from './follow-through.ts'
import { orderOptions, saidIn } from './orders.ts'
import { oneLine } from './words.ts'

export const acknowledge = command({
  arguments: { alert: { about: 'ids of alerts, as "feed alerts" prints them', many: true } },
  options: orderOptions,
  examples: [
    'feed acknowledge a-1a2b3c4d5e6f70 --why "calling the county"',
    'feed acknowledge a-1a2b3c4d5e6f70 --who Kim --why "a large batch, the county says"',
  ],
  async run({ args, options, config, out, clock, signal }) {
    const seen = await alertsNamed(args.alert, config, signal)
    const said = await saidIn(options, { config, out, signal })
    await using homes = await openHomes(config, { clock })
    await decideOverdue(homes, { out, signal })
    const done: Alert[] = []
    for (const alert of seen) {
      const one = await giveAcknowledgement(alert, said, homes, signal)
      out.line(`${one.id}  acknowledged by ${said.who}: nobody is told of it again. ${oneLine(one.words)}`)
      done.push(one)
    }
    await followThrough(homes, { config, out, signal })
    out.data({ acknowledged: done })
    const held = done.find(holdsBack)
    out.next(
      held === undefined
        ? 'What else is in doubt: feed alerts'
        : `It holds figures back all the same. To let them through: feed release ${held.id} --why "…"`,
    )
    return exit.fine
  },
})

/** All of them as they are now, before anybody is asked or anything is opened for writing. CLI_ALERT_UNKNOWN. */
export async function alertsNamed(
  ids: readonly string[],
  config: Config,
  signal: AbortSignal,
): Promise<readonly Alert[]> {
  await using homes = await openHomes(config, { reading: true })
  const found: Alert[] = []
  for (const id of ids) found.push((await alertNamed(id, homes.register, signal)).alert)
  return found
}
