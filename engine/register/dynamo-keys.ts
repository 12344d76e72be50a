import type { Key } from '../aws/dynamo-calls.ts'
import { fitting, longest } from '../aws/dynamo-fitting.ts'

/** Where what stands in a partition lies. */
export const standingPartition = (partition: string): string => fitting(`e|${partition}`, longest.pk)

/** A sort key may not be empty, and an id may. */
export const standingKey = (partition: string, id: string): Key => ({
  pk: standingPartition(partition),
  sk: fitting(`.${id}`, longest.sk),
})

/** Both may hold any character: the length of the one says where the other begins. */
export const pastPartition = (partition: string, id: string): string =>
  fitting(`p|${partition.length}|${partition}|${id}`, longest.pk)

/** Padded: ordered as text they are ordered as numbers. */
export const pastKey = (partition: string, id: string, version: number): Key => ({
  pk: pastPartition(partition, id),
  sk: String(version).padStart(16, '0'),
})
