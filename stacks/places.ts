import type { Exports } from './exports.ts'
import type { Place, Right } from './rights.ts'
import type { State } from './state.ts'
import type { Stream } from './stream.ts'

/** What functions and consumers work with. */
export interface Homes {
  readonly state: State
  readonly stream: Stream
  readonly trace: sst.aws.KinesisStream
  readonly exports: Exports
}

export type Arns = Partial<Readonly<Record<Place, $util.Input<string>>>>

/** Secrets of a stage begin so. */
export const secretsPrefix = (): string => `${$app.name}/${$app.stage}/`

/** The ARNs of everything that there may be rights for, but for what is made from it. */
export function placesIn({ state: { tables, archive }, stream, trace, exports }: Homes): Arns {
  const { partition } = aws.getPartitionOutput()
  const { region } = aws.getRegionOutput()
  const { accountId } = aws.getCallerIdentityOutput()
  // A topic and a group have the names of their cluster in theirs: arn:aws:kafka:…:cluster/NAME/ID.
  const inCluster = (kind: string): $util.Output<string> =>
    $util
      .output(stream.cluster)
      .apply((arn) => `${arn.replace(':cluster/', `:${kind}/`)}/${stream.topicPrefix}*`)
  return {
    heads: tables.heads.arn,
    items: tables.items.arn,
    'item names': $interpolate`${tables.items.arn}/index/names`,
    results: tables.results.arn,
    'result indexes': $interpolate`${tables.results.arn}/index/*`,
    register: tables.register.arn,
    hosts: tables.hosts.arn,
    'register indexes': $interpolate`${tables.register.arn}/index/*`,
    archive: archive.arn,
    'archived objects': $interpolate`${archive.arn}/*`,
    exports: exports.arn,
    'exported objects': $interpolate`${exports.arn}/*`,
    trace: trace.arn,
    secrets: $interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${secretsPrefix()}*`,
    brokers: stream.cluster,
    topics: inCluster('topic'),
    groups: inCluster('group'),
  }
}

/** Rights as the statements of a policy. A place that is not known is a mistake. */
export const statementsOf = (
  rights: readonly Right[],
  arns: Arns,
): { actions: string[]; resources: $util.Input<string>[] }[] =>
  rights.map(({ actions, on }) => ({
    actions: [...actions],
    resources: on.map((place) => {
      const arn = arns[place]
      if (arn === undefined)
        throw new Error(`rights on "${place}" are to be given, and nobody knows where it is`)
      return arn
    }),
  }))
