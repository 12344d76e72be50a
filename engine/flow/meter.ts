/** What the homes ask of the services that they lie in: DynamoDB and Kafka are paid by these. */
export type Usage =
  | 'dynamodb.reads'
  | 'dynamodb.writes'
  | 'dynamodb.readUnits'
  | 'dynamodb.writeUnits'
  | 's3.gets'
  | 's3.puts'
  | 's3.lists'
  | 's3.bytesWritten'
  | 'kafka.messages'
  | 'kafka.bytes'
  | 'kinesis.records'
  | 'secrets.reads'
  | 'lambda.invocations'

/** Counts requests as they are answered, repeats of the client's own included in the units only. */
export interface Meter {
  count(usage: Usage, by?: number): void
  /** What was counted since the meter was made; what never happened is not in it. */
  read(): Readonly<Partial<Record<Usage, number>>>
}

/** A meter at zero. */
export function newMeter(): Meter {
  const counts = new Map<Usage, number>()
  return {
    count: (usage, by = 1) => void counts.set(usage, (counts.get(usage) ?? 0) + by),
    read: () => Object.fromEntries(counts),
  }
}
