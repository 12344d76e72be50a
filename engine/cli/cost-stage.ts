import { ownStages, type Sizes, sizesOf } from '../cost/stage-sizes.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'

/** A stage whose sizes an estimate is of. */
export interface CostedStage {
  readonly name: string
  readonly sizes: Sizes
  readonly words: string
}

/**
 * The stage of `--stage`, production where nothing is said, on the brokers of another where the environment points at them, as
 * a deployment takes it. CLI_USAGE.
 */
export function stageIn(
  said: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): CostedStage {
  const name = said ?? 'production'
  if (!/^[a-zA-Z][a-zA-Z0-9-]*$/.test(name)) {
    const problem = `--stage is "${name}", and a stage has a name of letters, digits and hyphens`
    throw feedError('CLI_USAGE', { problem, advice: `Such as ${ownStages.join(', ')}, or kim.` })
  }
  const isOnOthers = said !== undefined && Boolean(environment['CANVASS_EXISTING_BROKERS']?.trim())
  const isOwn = ownStages.includes(name)
  const meant = isOwn ? undefined : near(name, ownStages)
  const what = [
    ...(isOwn ? [] : ['a stage to try']),
    ...(isOnOthers ? ['on the brokers of another'] : []),
    ...(meant === undefined ? [] : [`not "${meant}"`]),
  ]
  return {
    name,
    sizes: sizesOf(name, isOnOthers),
    words: `stage ${name}${what.length > 0 ? ` (${what.join(', ')})` : ''}`,
  }
}
