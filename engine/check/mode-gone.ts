import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Figures, Mode, Result } from '../model/result.ts'
import type { Check } from './check.ts'
import { compared } from './compared.ts'
import { count, doubtAbout } from './figures.ts'
import { LimitText, limitFor } from './limit.ts'
import { exceptionsFor } from './parts.ts'
import { stageAt } from './stage.ts'

const defaultLimit = '10 votes'

const options = Type.Object(
  {
    at_most: Type.Optional(LimitText),
    stages: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          'Stages of the election in which modes may go, as the election file names them: certified figures often have only totals.',
      }),
    ),
    except: exceptionsFor('the unit whose modes may go'),
  },
  { additionalProperties: false },
)

/**
 * A mode of a selection that stood and is not reported, or withheld, any more: its votes are still in the total, so that
 * nothing fell, and consumers that show modes lose them. A few votes are withheld for privacy as a count grows smaller.
 */
export const modeGone = component({
  type: 'mode_gone',
  summary: `Holds a result in which a selection has no figure any more for a mode that had more votes than the limit (default: ${defaultLimit}).`,
  options,
  create: ({ at_most = defaultLimit, stages = [], except = [] }): Check => {
    const limit = limitFor(at_most)
    return {
      *examine(examined) {
        if (stages.includes(stageAt(examined.election, examined.capturedAt) ?? '')) return
        for (const { result, stood, lacksMode } of compared(examined).changed) {
          if (!lacksMode) continue
          const { contest, unit } = result.record
          if (except.some((one) => one.unit === unit.id && (one.contest ?? contest.id) === contest.id))
            continue
          const gone = modesGone(result, stood, limit)
          if (gone.length === 0) continue
          const more = gone.length > 3 ? ` and ${gone.length - 3} more` : ''
          yield doubtAbout(
            result,
            'CHECK_MODE_GONE',
            `votes stood before and are missing now: ${gone.slice(0, 3).join(', ')}${more}`,
          )
        }
      },
    }
  },
})

/** `Ada Lane, election day (430)`. A selection that is gone is the matter of another check. */
function modesGone(
  { record }: Result,
  { votes: totals, modes = {} }: Figures,
  limit: (figure: number) => number,
): readonly string[] {
  return record.selections.flatMap(({ id, name, votes }) =>
    Object.entries(modes[id] ?? {}).flatMap(([mode, was]) =>
      votes[mode as Mode] === undefined && was > limit(totals[id] ?? was)
        ? [`${name}, ${mode.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} (${count(was)})`]
        : [],
    ),
  )
}
