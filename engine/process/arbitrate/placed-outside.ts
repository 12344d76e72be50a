import type { Heard, Memory } from '../../register/current-entries.ts'

type Places = Pick<Memory, 'heard' | 'above' | 'byId' | 'ways'>

/** Without places in the unit itself: earlier versions remember a unit of the crosswalk so. */
export function placedOutside<Of extends Places>(memory: Of, unit: string): Of {
  const isOutside = (one: string | undefined): boolean => one !== unit
  return {
    ...memory,
    heard: Object.fromEntries(
      Object.entries(memory.heard).map(([feed, heard]) => [
        feed,
        isOutside(heard.above) ? heard : withoutPlace(heard),
      ]),
    ),
    above: memory.above.filter(isOutside),
    byId: memory.byId.filter(isOutside),
    ways: memory.ways.filter(([first]) => isOutside(first)),
  }
}

const withoutPlace = ({ revision }: Heard): Heard => ({ revision })
