import type { Baseline, Expected } from '../model/desk.ts'
import type { DeskPart } from './desk-part.ts'

export function expectedOf(_part: DeskPart): readonly Expected[] {
  return []
}

export function baselinesOf(_part: DeskPart): readonly Baseline[] {
  return []
}
