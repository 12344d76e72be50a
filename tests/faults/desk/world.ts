import { diceOf } from '../dice.ts'
import { freeGates } from './free-gates.ts'
import { type Gates, newGates } from './gates.ts'
import { embeddedHomes, type NightHomes } from './homes.ts'
import { type Members, membersOfKafka, newMembers } from './members.ts'
import type { Night, Strike } from './night.ts'
import { type RealEndpoints, realHomes } from './real-homes.ts'

/** Where a night is played: gone when it is over. */
export interface NightWorld extends AsyncDisposable {
  readonly homes: NightHomes
  readonly gates: Gates
  /** For two processes; and for one that has everything. */
  readonly members: Members
  readonly alone: Members
  /** Does the world itself see to what befalls a call? Usually the port does. */
  befall?(strike: Strike): boolean
}

/** Files in memory; every call in an order that is drawn. */
export function embeddedWorld({ seed }: Pick<Night, 'seed'>): NightWorld & { readonly directory: string } {
  const homes = embeddedHomes()
  return {
    homes,
    directory: homes.directory,
    gates: newGates(diceOf(seed + 1_000_003)),
    members: newMembers(2),
    alone: newMembers(1),
    [Symbol.asyncDispose]: () => homes[Symbol.asyncDispose](),
  }
}

/** Kafka shares the partitions out; DynamoDB lies behind a proxy, which throttles and loses answers. */
export async function realWorld(endpoints: RealEndpoints): Promise<NightWorld> {
  const homes = await realHomes(endpoints)
  const members = membersOfKafka()
  return {
    homes,
    gates: freeGates(homes),
    members,
    alone: members,
    befall({ kind, calls }) {
      if (kind === 'throttled') homes.dynamodb.next({ kind: 'error', name: 'ThrottlingException' }, calls)
      else if (kind === 'answer lost') homes.dynamodb.next({ kind: 'lost answer' }, calls)
      else return false
      return true
    },
    [Symbol.asyncDispose]: () => homes[Symbol.asyncDispose](),
  }
}
